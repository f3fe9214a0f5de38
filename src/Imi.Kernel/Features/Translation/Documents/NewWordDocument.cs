using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Writes plain paragraphs as a new Word document.</summary>
internal static class NewWordDocument
{
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>Writes a note and paragraphs.</summary>
    public static byte[] Write(DocumentNote note, IEnumerable<string> paragraphs)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, OpenXmlPackage.ContentTypes, ContentTypes());
            Add(
                archive,
                "_rels/.rels",
                new XElement(
                    OpenXmlPackage.RelationParts + "Relationships",
                    new XElement(
                        OpenXmlPackage.RelationParts + "Relationship",
                        new XAttribute("Id", "rId1"),
                        new XAttribute("Type", $"{OpenXmlPackage.Relations}/officeDocument"),
                        new XAttribute("Target", WordDocument.Body)
                    )
                )
            );
            Add(
                archive,
                WordDocument.Body,
                new XElement(
                    WordRule.Word + "document",
                    new XElement(
                        WordRule.Word + "body",
                        WordDocument.ParagraphsOf(note),
                        paragraphs.Select(ParagraphOf),
                        new XElement(WordRule.Word + "sectPr")
                    )
                )
            );
        }

        return bytes.ToArray();
    }

    private static XElement ContentTypes() =>
        new(
            Types + "Types",
            new XElement(
                Types + "Default",
                new XAttribute("Extension", "rels"),
                new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")
            ),
            new XElement(
                Types + "Override",
                new XAttribute("PartName", $"/{WordDocument.Body}"),
                new XAttribute("ContentType", $"{WordDocument.MediaType}.main+xml")
            )
        );

    private static XElement ParagraphOf(string text) =>
        new(
            WordRule.Word + "p",
            new XElement(WordRule.Word + "r", new XElement(WordRule.Word + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), text))
        );

    private static void Add(ZipArchive archive, string name, XElement part)
    {
        using var target = new StreamWriter(
            archive.CreateEntry(name, CompressionLevel.Fastest).Open(),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        target.Write(part.ToString(SaveOptions.DisableFormatting));
    }
}
