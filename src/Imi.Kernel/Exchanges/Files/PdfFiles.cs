using System.Buffers.Text;
using System.IO.Compression;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>
/// Looks into PDF files: those that run JavaScript or start programs, and those that need a password, are not taken. One that only
/// forbids printing or changing opens without a password and is taken: registers lock their extracts like that.
/// </summary>
internal static class PdfFiles
{
    private const int MostUnpacked = 64 * 1024 * 1024;
    private const int MostDepth = 30;

    /// <summary>How far before a stream its dictionary is looked for.</summary>
    private const int DictionaryLength = 512;

    private static readonly string[] ActiveNames = ["JavaScript", "Launch"];

    /// <summary>The file is a PDF: whether it is taken, or why not.</summary>
    public static FileVerdict Of(byte[] content)
    {
        if (Names(content, ActiveNames) || ObjectStreams(content).Any(unpacked => Names(unpacked, ActiveNames)))
            return FileVerdict.Refused("file.pdf-active");
        return Names(content, ["Encrypt"]) ? OfEncrypted(content) : FileVerdict.Taken(FileKind.Pdf);
    }

    private static FileVerdict OfEncrypted(byte[] content)
    {
        try
        {
            using var document = PdfDocument.Open(content);
            return document.Structure.CrossReferenceTable.ObjectOffsets.Keys.Any(key => IsActive(document.Structure.GetObject(key)?.Data, 0))
                ? FileVerdict.Refused("file.pdf-active")
                : FileVerdict.Taken(FileKind.Pdf);
        }
        catch (PdfDocumentEncryptedException)
        {
            return FileVerdict.Refused("file.password");
        }
        catch (Exception unread) when (unread is not OutOfMemoryException)
        {
            // Whatever kept the library from opening it: it is encrypted, and what is in it cannot be told.
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

    /// <summary>Whether one of the names stands in the bytes, written out or with <c>#</c> and the code of a character (ISO 32000-1, 7.3.5).</summary>
    private static bool Names(ReadOnlySpan<byte> bytes, ReadOnlySpan<string> names)
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

    /// <summary>The unpacked streams in which a PDF keeps objects, as far as they are packed in the usual way.</summary>
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
            if (isEnd || !Names(content.AsSpan()[Math.Max(0, place - DictionaryLength)..place], ["ObjStm"]))
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
            // Packed otherwise, or encrypted: what came out until here is looked at.
        }

        return unpacked.ToArray();
    }
}
