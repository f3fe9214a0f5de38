using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Imi.Kernel.Exchanges;

/// <summary>Tells office documents, which are archives, from other archives, and refuses those with macros.</summary>
internal static class OfficeFiles
{
    private const int MostEntries = 10_000;
    private const int LongestContentTypes = 1024 * 1024;
    private const string ContentTypes = "[Content_Types].xml";
    private static readonly FileVerdict OtherArchive = FileVerdict.Refused("file.kind-not-taken");
    private static readonly FileVerdict WithMacros = FileVerdict.Refused("file.has-macros");

    /// <summary>What the archive is. Nothing is unpacked but the part that says what it is, and of that no more than a bound.</summary>
    public static async Task<FileVerdict> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            if (archive.Entries.Count > MostEntries)
                return OtherArchive;
            if (archive.GetEntry("mimetype") is { } mediaType)
                return await OfOpenDocumentAsync(archive, mediaType, cancellationToken);
            return archive.GetEntry(ContentTypes) is { } contentTypes
                ? await OfOpenXmlAsync(archive, contentTypes, cancellationToken)
                : OtherArchive;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or XmlException or NotSupportedException)
        {
            return OtherArchive;
        }
    }

    private static async Task<FileVerdict> OfOpenDocumentAsync(ZipArchive archive, ZipArchiveEntry mediaType, CancellationToken cancellationToken)
    {
        var declared = Encoding.ASCII.GetString(await HeadOfAsync(mediaType, 200, cancellationToken)).Trim();
        if (archive.GetEntry("content.xml") is null
            || FileKind.Of(declared) is not { } kind || (kind != FileKind.OpenText && kind != FileKind.OpenSpreadsheet && kind != FileKind.OpenSlides))
        {
            return OtherArchive;
        }

        return archive.Entries.Any(entry => Below(entry, "Basic/") || Below(entry, "Scripts/")) ? WithMacros : FileVerdict.Taken(kind);
    }

    private static async Task<FileVerdict> OfOpenXmlAsync(ZipArchive archive, ZipArchiveEntry contentTypes, CancellationToken cancellationToken)
    {
        if (archive.Entries.Any(entry => entry.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return WithMacros;
        var declared = await DeclaredTypesAsync(contentTypes, cancellationToken);
        if (declared.Exists(type => type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
            return WithMacros;
        foreach (var (part, kind) in ((string, FileKind)[])
            [("word/document.xml", FileKind.WordDocument), ("xl/workbook.xml", FileKind.Workbook), ("ppt/presentation.xml", FileKind.Slides)])
        {
            if (archive.GetEntry(part) is not null && declared.Exists(type => type.StartsWith(kind.ContentType, StringComparison.OrdinalIgnoreCase)))
                return FileVerdict.Taken(kind);
        }

        return OtherArchive;
    }

    private static async Task<List<string>> DeclaredTypesAsync(ZipArchiveEntry contentTypes, CancellationToken cancellationToken)
    {
        var bytes = await HeadOfAsync(contentTypes, LongestContentTypes, cancellationToken);
        using var reader = XmlReader.Create(
            new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var types = new List<string>();
        while (reader.Read())
        {
            if (reader.GetAttribute("ContentType") is { } type)
                types.Add(type);
        }

        return types;
    }

    private static async Task<byte[]> HeadOfAsync(ZipArchiveEntry entry, int most, CancellationToken cancellationToken)
    {
        await using var stream = await entry.OpenAsync(cancellationToken);
        var bytes = new byte[(int)Math.Min(most, Math.Max(entry.Length, 0))];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }

    private static bool Below(ZipArchiveEntry entry, string folder) => entry.FullName.StartsWith(folder, StringComparison.OrdinalIgnoreCase);
}
