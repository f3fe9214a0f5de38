using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Word documents: body, headers and footers, notes, comments, text boxes and diagrams.</summary>
internal sealed class WordDocument : IDocumentKind
{
    /// <summary>The part with the body.</summary>
    public const string Body = "word/document.xml";

    /// <summary>The media type.</summary>
    public const string MediaType = OpenXmlPackage.PartType + "wordprocessingml.document";

    /// <summary>The file name extension.</summary>
    public const string FileExtension = ".docx";

    private static readonly string[] TextParts = ["document.main", "header", "footer", "footnotes", "endnotes", "comments"];

    private static XNamespace Word => WordRule.Word;

    /// <inheritdoc/>
    public string ContentType => MediaType;

    /// <inheritdoc/>
    public string Extension => FileExtension;

    /// <inheritdoc/>
    public byte[] Rewrite(byte[] content, DocumentWork work) =>
        PackageParts.Rewrite(
            content,
            parts =>
            {
                var plan = OpenXmlPackage.Plan(parts);
                var types = parts.Read(OpenXmlPackage.ContentTypes);
                foreach (var name in OpenXmlPackage.PartsOf(types, [.. TextParts.Select(part => $"wordprocessingml.{part}")]))
                    plan.Texts[name] = () => new WordRule();
                plan.Texts[Body] = () => new WordRule();
                foreach (var name in OpenXmlPackage.PartsOf(types, "diagramData", "diagramDrawing"))
                    plan.Texts[name] = () => new DrawingRule();
                if (work.Note is { } note)
                    plan.Changes[Body] = body => body.Root?.Element(Word + "body")?.AddFirst(ParagraphsOf(note));
                return plan;
            },
            work
        );

    /// <summary>Writes a note as paragraphs in a frame.</summary>
    public static IEnumerable<XElement> ParagraphsOf(DocumentNote note) =>
        note
            .Lines.Prepend(note.Title)
            .Select(
                (line, index) =>
                    new XElement(
                        Word + "p",
                        new XElement(Word + "pPr", new XElement(Word + "pBdr", new[] { "top", "left", "bottom", "right" }.Select(Border))),
                        new XElement(
                            Word + "r",
                            new XElement(Word + "rPr", new XElement(Word + (index == 0 ? "b" : "i"))),
                            new XElement(Word + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), line)
                        )
                    )
            );

    private static XElement Border(string side) =>
        new(
            Word + side,
            new XAttribute(Word + "val", "single"),
            new XAttribute(Word + "sz", 4),
            new XAttribute(Word + "space", 4),
            new XAttribute(Word + "color", "auto")
        );
}
