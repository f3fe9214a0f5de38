using System.IO.Compression;
using System.Xml;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Reads the declarations in the parts of an OpenDocument file (ISO/IEC 26300): encryption, macros, objects and links.</summary>
internal static class OpenDocumentParts
{
    private const string Manifest = "META-INF/manifest.xml";
    private const string OleObject = "application/vnd.sun.star.oleobject";

    // Older programs write a document type declaration, which is ignored.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CloseInput = true,
    };

    /// <summary>Elements whose links load nothing by themselves: a person follows them, or they only name a source.</summary>
    private static readonly HashSet<string> PassiveLinks = new(
        ["a", "form", "event-listener", "auto-reload", "hyperlink-behaviour", "bibliography-source"],
        StringComparer.Ordinal
    );

    /// <summary>Returns whether the document is protected by a password.</summary>
    public static bool IsEncrypted(ZipArchive archive, UnpackLimit limit) =>
        archive.GetEntry("encrypted-package") is not null
        || (archive.GetEntry(Manifest) is { } manifest && ElementsOf(manifest, limit).Any(element => element.Name == "encryption-data"));

    /// <summary>Finds the reason for refusing the document; null if it is acceptable.</summary>
    public static string? RefusalOf(ZipArchive archive, UnpackLimit limit)
    {
        if (archive.Entries.Any(entry => Below(entry, "Basic/") || Below(entry, "Scripts/")))
            return "file.has-macros";
        if (archive.GetEntry(Manifest) is { } manifest && ElementsOf(manifest, limit).Any(element => element.MediaType == OleObject))
            return "file.has-object";
        foreach (var part in archive.Entries.Where(entry => entry.Name is "content.xml" or "styles.xml" or "meta.xml"))
        {
            foreach (var (name, link, _) in ElementsOf(part, limit))
            {
                if (name == "event-listener" && link.StartsWith("vnd.sun.star.script:", StringComparison.OrdinalIgnoreCase))
                    return "file.has-macros";
                if (name is "object-ole" or "plugin" or "applet")
                    return "file.has-object";
                if (name is "dde-source" or "dde-connection-decl" || (link.Length > 0 && !PassiveLinks.Contains(name) && EmbeddedNames.IsExternal(link)))
                    return "file.loads-from-elsewhere";
            }
        }

        return null;
    }

    private static IEnumerable<(string Name, string Link, string MediaType)> ElementsOf(ZipArchiveEntry entry, UnpackLimit limit)
    {
        using var reader = XmlReader.Create(limit.Open(entry), Settings);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            var (name, link, mediaType) = (reader.LocalName, "", "");
            while (reader.MoveToNextAttribute())
            {
                if (reader is { LocalName: "href", NamespaceURI: "http://www.w3.org/1999/xlink" })
                    link = reader.Value;
                else if (reader.LocalName == "media-type")
                    mediaType = reader.Value;
            }

            yield return (name, link, mediaType);
        }
    }

    private static bool Below(ZipArchiveEntry entry, string folder) =>
        entry.FullName.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && !entry.FullName.EndsWith('/');
}
