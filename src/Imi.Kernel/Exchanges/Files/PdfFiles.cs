using System.Buffers.Text;
using System.IO.Compression;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>
/// Checks PDF files: refuses those that run JavaScript, start programs, or need a password. Accepts those that only forbid printing or
/// changing and open without a password, because registers protect their extracts like that.
/// </summary>
internal static class PdfFiles
{
    private const int MostUnpacked = 64 * 1024 * 1024;
    private const int MostDepth = 30;

    /// <summary>The number of bytes before a stream in which to search its dictionary.</summary>
    private const int DictionaryLength = 512;

    private static readonly string[] ActiveNames = ["JavaScript", "Launch"];

    /// <summary>Accepts a PDF file, or finds the reason for refusing it.</summary>
    public static FileVerdict Of(byte[] content)
    {
        if (ContainsName(content, ActiveNames) || ObjectStreams(content).Any(unpacked => ContainsName(unpacked, ActiveNames)))
            return FileVerdict.Refused("file.pdf-active");
        return ContainsName(content, ["Encrypt"]) ? OfEncrypted(content) : FileVerdict.Accepted(FileKind.Pdf);
    }

    private static FileVerdict OfEncrypted(byte[] content)
    {
        try
        {
            using var document = PdfDocument.Open(content);
            return document.Structure.CrossReferenceTable.ObjectOffsets.Keys.Any(key => IsActive(document.Structure.GetObject(key)?.Data, 0))
                ? FileVerdict.Refused("file.pdf-active")
                : FileVerdict.Accepted(FileKind.Pdf);
        }
        catch (PdfDocumentEncryptedException)
        {
            return FileVerdict.Refused("file.password");
        }
        catch (Exception unread) when (unread is not OutOfMemoryException)
        {
            // The file is encrypted and the library cannot read it, for whatever reason: its content cannot be checked.
            return FileVerdict.Refused("file.pdf-unreadable");
        }
    }

    private static bool IsActive(IToken? token, int depth) =>
        depth < MostDepth
        && token switch
        {
            NameToken name => ActiveNames.Contains(name.Data, StringComparer.Ordinal),
            DictionaryToken dictionary => dictionary.Data.Any(entry =>
                ActiveNames.Contains(entry.Key, StringComparer.Ordinal) || IsActive(entry.Value, depth + 1)
            ),
            ArrayToken array => array.Data.Any(item => IsActive(item, depth + 1)),
            StreamToken stream => IsActive(stream.StreamDictionary, depth + 1),
            _ => false,
        };

    /// <summary>Returns whether the bytes contain one of the names, also with characters as <c>#</c> and their code (ISO 32000-1, 7.3.5).</summary>
    private static bool ContainsName(ReadOnlySpan<byte> bytes, ReadOnlySpan<string> names)
    {
        while (bytes.IndexOf((byte)'/') is var slash and >= 0)
        {
            bytes = bytes[(slash + 1)..];
            foreach (var name in names)
            {
                if (IsName(bytes, name))
                    return true;
            }
        }

        return false;
    }

    private static bool IsName(ReadOnlySpan<byte> bytes, string name)
    {
        var place = 0;
        foreach (var character in name)
        {
            if (place >= bytes.Length)
                return false;
            if (bytes[place] == character)
            {
                place++;
            }
            else if (
                bytes[place] == '#'
                && place + 2 < bytes.Length
                && Utf8Parser.TryParse(bytes.Slice(place + 1, 2), out byte code, out _, 'x')
                && code == character
            )
            {
                place += 3;
            }
            else
            {
                return false;
            }
        }

        return place >= bytes.Length || !(char.IsAsciiLetterOrDigit((char)bytes[place]) || bytes[place] is (byte)'#' or (byte)'-' or (byte)'_' or (byte)'.');
    }

    /// <summary>Unpacks the object streams of a PDF that use the usual compression.</summary>
    private static IEnumerable<byte[]> ObjectStreams(byte[] content)
    {
        var left = MostUnpacked;
        for (var place = 0; left > 0; place++)
        {
            var found = content.AsSpan(place).IndexOf("stream"u8);
            if (found < 0)
                yield break;
            place += found;
            var isEnd = place >= 3 && content.AsSpan(place - 3, 3).SequenceEqual("end"u8);
            if (isEnd || !ContainsName(content.AsSpan()[Math.Max(0, place - DictionaryLength)..place], ["ObjStm"]))
                continue;
            var start = place + "stream".Length;
            while (start < content.Length && content[start] is (byte)'\r' or (byte)'\n')
                start++;
            var unpacked = Unpacked(content, start, left);
            left -= unpacked.Length;
            yield return unpacked;
        }
    }

    private static byte[] Unpacked(byte[] content, int start, int most)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var packed = new ZLibStream(new MemoryStream(content, start, content.Length - start, writable: false), CompressionMode.Decompress);
            var buffer = new byte[81_920];
            int read;
            while (unpacked.Length < most && (read = packed.Read(buffer)) > 0)
                unpacked.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // Another compression, or encrypted: the bytes that were unpacked so far are checked.
        }

        return unpacked.ToArray();
    }
}
