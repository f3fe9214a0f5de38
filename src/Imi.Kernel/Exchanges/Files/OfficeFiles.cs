using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>
/// Distinguishes office documents and signed containers, which are ZIP archives, from other archives. Refuses those with macros, programs,
/// embedded objects, external content or a password, and archives that unpack to too much. Unpacks every entry within limits and keeps
/// nothing of it.
/// </summary>
internal static class OfficeFiles
{
    private const int MostEntries = 10_000;

    /// <summary>The depth to which documents may be embedded in documents; for example, a chart in a text embeds a workbook.</summary>
    private const int MostDepth = 2;

    /// <summary>The largest total unpacked size that the entries may declare, in bytes.</summary>
    internal const long LargestUnpacked = 400L * 1024 * 1024;

    private const int ReadTwice = 2; // Some parts are read twice: for their declarations, and to their end.

    /// <summary>Detects the kind of the archive, or the reason for refusing it.</summary>
    public static FileVerdict Of(string fileName, byte[] content) => Of(fileName, content, new UnpackLimit(ReadTwice * LargestUnpacked), depth: 0);

    private static FileVerdict Of(string fileName, byte[] content, UnpackLimit limit, int depth)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries || archive.Entries.Sum(entry => entry.Length) > LargestUnpacked)
                return FileVerdict.Refused("file.unpacks-to-too-much");
            if (archive.Entries.Any(entry => entry.IsEncrypted))
                return FileVerdict.Refused("file.password");
            var verdict = OfParts(fileName, archive, limit);
            return verdict.Kind is { } kind && RefusalOf(archive, kind, limit, depth) is { } refusal ? FileVerdict.Refused(refusal) : verdict;
        }
        catch (UnpackLimitException)
        {
            return FileVerdict.Refused("file.unpacks-to-too-much");
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or XmlException)
        {
            return FileVerdict.Refused("file.damaged");
        }
    }

    /// <summary>Detects the kind of the archive from its required parts.</summary>
    private static FileVerdict OfParts(string fileName, ZipArchive archive, UnpackLimit limit)
    {
        if (archive.GetEntry("[Content_Types].xml") is { } contentTypes)
            return OpenXmlParts.KindOf(archive, contentTypes, limit);
        if (archive.GetEntry("mimetype") is { } mediaType)
        {
            var declared = Encoding.ASCII.GetString(limit.Read(mediaType, 200)).Trim();
            if (OpenDocumentParts.IsEncrypted(archive, limit))
                return FileVerdict.Refused("file.password");
            if (
                FileKind.Of(declared) is { } kind
                && (
                    IsSigned(kind)
                    || (kind.ContentType.StartsWith(FileKind.OpenDocument, StringComparison.Ordinal) && archive.GetEntry("content.xml") is not null)
                )
            )
                return FileVerdict.Accepted(kind);
        }

        // Some signing programs omit the media type: then the file name determines the kind, and the archive must contain a signature.
        FileKind[] containers = [FileKind.SignedContainer, FileKind.SimpleSignedContainer];
        return Array.Find(containers, kind => kind.Fits(fileName)) is { } container && archive.Entries.Any(IsSignatureFile)
            ? FileVerdict.Accepted(container)
            : FileVerdict.Refused("file.kind-not-taken");
    }

    private static string? RefusalOf(ZipArchive archive, FileKind kind, UnpackLimit limit, int depth)
    {
        var isSigned = IsSigned(kind);
        var ofParts =
            isSigned ? null
            : archive.GetEntry("[Content_Types].xml") is not null ? OpenXmlParts.RefusalOf(archive, limit)
            : OpenDocumentParts.RefusalOf(archive, limit);
        return ofParts ?? archive.Entries.Select(entry => RefusalOf(entry, limit, isSigned, depth)).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Unpacks an entry to its end, to count its size, and checks its first bytes.</summary>
    private static string? RefusalOf(ZipArchiveEntry entry, UnpackLimit limit, bool isSigned, int depth)
    {
        if (entry.FullName.EndsWith('/'))
            return null;
        var head = limit.ReadThrough(entry);
        if (FileKinds.IsProgram(head) || EmbeddedNames.IsProgram(entry.Name))
            return "file.has-program";
        if (isSigned)
            return null; // Signed content stays unchanged, because the parties verify the signature over it.
        if (CompoundFiles.IsOne(head))
            return "file.has-object";
        if (!head.AsSpan().StartsWith("PK\u0003\u0004"u8))
            return null;
        if (depth >= MostDepth || !EmbeddedNames.IsOffice(entry.Name))
            return "file.has-object";
        return Of(entry.Name, limit.Read(entry, (int)AttachmentStore.LargestFile), limit, depth + 1).Refusal;
    }

    private static bool IsSigned(FileKind kind) => kind == FileKind.SignedContainer || kind == FileKind.SimpleSignedContainer;

    private static bool IsSignatureFile(ZipArchiveEntry entry) =>
        entry.FullName.StartsWith("META-INF/", StringComparison.OrdinalIgnoreCase) && entry.Name.Contains("signature", StringComparison.OrdinalIgnoreCase);
}
