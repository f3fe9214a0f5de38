using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Reads the declarations in the parts of an Office Open XML document (ISO/IEC 29500): kind, macros, objects and links.</summary>
internal static class OpenXmlParts
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
    };

    /// <summary>Detects the kind of the document, or the reason for refusing it.</summary>
    public static FileVerdict KindOf(ZipArchive archive, ZipArchiveEntry contentTypes, UnpackLimit limit)
    {
        var declared = AttributesOf(contentTypes, limit).Select(attributes => attributes.GetValueOrDefault("ContentType", "")).ToList();
        if (
            declared.Exists(type => Has(type, "macroEnabled") || Has(type, "vbaProject") || Has(type, "macrosheet"))
            || archive.Entries.Any(entry => entry.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
        )
        {
            return FileVerdict.Refused("file.has-macros");
        }

        foreach (
            var (part, kind) in ((string, FileKind)[])
                [("word/document.xml", FileKind.WordDocument), ("xl/workbook.xml", FileKind.Workbook), ("ppt/presentation.xml", FileKind.Slides)]
        )
        {
            if (archive.GetEntry(part) is not null && declared.Exists(type => type.StartsWith(kind.ContentType, StringComparison.OrdinalIgnoreCase)))
                return FileVerdict.Accepted(kind);
        }

        return FileVerdict.Refused("file.kind-not-taken");
    }

    /// <summary>Finds the reason for refusing the document because of references in its parts; null if it is acceptable.</summary>
    public static string? RefusalOf(ZipArchive archive, UnpackLimit limit)
    {
        foreach (var relations in archive.Entries.Where(entry => entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var relation in AttributesOf(relations, limit))
            {
                var type = relation.GetValueOrDefault("Type", "");
                if (Has(type, "/vbaProject") || Has(type, "/xlMacrosheet") || Has(type, "/xlIntlMacrosheet"))
                    return "file.has-macros";
                if (EndsWith(type, "/oleObject") || EndsWith(type, "/control") || EndsWith(type, "/activeXControlBinary") || EndsWith(type, "/aFChunk"))
                    return "file.has-object";
                if (
                    relation.GetValueOrDefault("TargetMode", "").Equals("External", StringComparison.OrdinalIgnoreCase)
                    && !EndsWith(type, "/hyperlink")
                    && EmbeddedNames.IsExternal(relation.GetValueOrDefault("Target", ""))
                )
                {
                    return "file.loads-from-elsewhere";
                }
            }
        }

        return archive.Entries.Any(entry => StartsDataExchange(entry, limit)) ? "file.loads-from-elsewhere" : null;
    }

    /// <summary>Returns whether a part requests data from another program (DDE), which can start any program.</summary>
    private static bool StartsDataExchange(ZipArchiveEntry entry, UnpackLimit limit)
    {
        if (entry.FullName.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase) && EndsWith(entry.FullName, ".xml"))
            return Encoding.UTF8.GetString(limit.Read(entry, 64 * 1024)).Contains("<ddeLink", StringComparison.OrdinalIgnoreCase);
        if (
            !entry.FullName.StartsWith("word/", StringComparison.OrdinalIgnoreCase)
            || entry.FullName.Count(character => character == '/') > 1
            || !EndsWith(entry.FullName, ".xml")
        )
            return false;
        using var reader = XmlReader.Create(limit.Open(entry), Settings);
        var instructions = new StringBuilder();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "fldSimple" })
                instructions.Append(' ').Append(reader.GetAttribute("instr", reader.NamespaceURI)).Append(' ');
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "fldChar" })
                instructions.Append(' ');
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "instrText", IsEmptyElement: false } && reader.Read())
                instructions.Append(reader.Value);
        }

        return instructions
            .ToString()
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Any(word => word.Trim('"').ToUpperInvariant() is "DDE" or "DDEAUTO");
    }

    private static IEnumerable<Dictionary<string, string>> AttributesOf(ZipArchiveEntry entry, UnpackLimit limit)
    {
        using var reader = XmlReader.Create(limit.Open(entry), Settings);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.MoveToNextAttribute())
                attributes[reader.LocalName] = reader.Value;
            yield return attributes;
        }
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool EndsWith(string text, string end) => text.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
