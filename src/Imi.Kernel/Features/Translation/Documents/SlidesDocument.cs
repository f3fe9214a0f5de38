using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Presentations: slides with their tables and diagrams, and the notes of the speaker.</summary>
internal sealed class SlidesDocument : IDocumentKind
{
    private const string Presentation = "ppt/presentation.xml";
    private const long Left = 190_500; // In English Metric Units: 914,400 an inch.
    private const long Width = 8_763_000;
    private const long LineHeight = 215_900;
    private const int FontSize = 1_100; // In hundredths of a point.

    private static readonly XNamespace Slides = "http://schemas.openxmlformats.org/presentationml/2006/main";

    private static XNamespace Drawing => DrawingRule.Drawing;

    /// <inheritdoc/>
    public string ContentType => OpenXmlPackage.PartType + "presentationml.presentation";

    /// <inheritdoc/>
    public string Extension => ".pptx";

    /// <inheritdoc/>
    public byte[] Rewrite(byte[] content, DocumentWork work) =>
        PackageParts.Rewrite(
            content,
            parts =>
            {
                var plan = OpenXmlPackage.Plan(parts);
                var types = parts.Read(OpenXmlPackage.ContentTypes);
                foreach (var name in OpenXmlPackage.PartsOf(types, "presentationml.slide", "presentationml.notesSlide", "diagramData", "diagramDrawing"))
                    plan.Texts[name] = () => new DrawingRule();
                if (work.Note is { } note && FirstSlide(parts) is { } first)
                    plan.Changes[first] = slide => AddNote(slide, note);
                return plan;
            },
            work
        );

    private static string? FirstSlide(PackageParts parts)
    {
        var first = parts.Read(Presentation).Descendants(Slides + "sldId").FirstOrDefault();
        return OpenXmlPackage.TargetOf(parts, Presentation, first?.Attribute(OpenXmlPackage.Relations + "id")?.Value);
    }

    /// <summary>Adds the note as a white box over the top of the slide.</summary>
    private static void AddNote(XDocument slide, DocumentNote note)
    {
        var ids = slide.Descendants(Slides + "cNvPr").Select(one => uint.TryParse(one.Attribute("id")?.Value, out var id) ? id : 0);
        slide
            .Descendants(Slides + "spTree")
            .FirstOrDefault()
            ?.Add(
                new XElement(
                    Slides + "sp",
                    new XElement(
                        Slides + "nvSpPr",
                        new XElement(Slides + "cNvPr", new XAttribute("id", ids.DefaultIfEmpty().Max() + 1), new XAttribute("name", note.Title)),
                        new XElement(Slides + "cNvSpPr", new XAttribute("txBox", 1)),
                        new XElement(Slides + "nvPr")
                    ),
                    new XElement(
                        Slides + "spPr",
                        new XElement(
                            Drawing + "xfrm",
                            new XElement(Drawing + "off", new XAttribute("x", Left), new XAttribute("y", Left)),
                            new XElement(Drawing + "ext", new XAttribute("cx", Width), new XAttribute("cy", LineHeight * (note.Lines.Count + 1)))
                        ),
                        new XElement(Drawing + "prstGeom", new XAttribute("prst", "rect"), new XElement(Drawing + "avLst")),
                        Fill("FFFFFF"),
                        new XElement(Drawing + "ln", Fill("404040"))
                    ),
                    new XElement(
                        Slides + "txBody",
                        new XElement(Drawing + "bodyPr", new XAttribute("wrap", "square")),
                        new XElement(Drawing + "lstStyle"),
                        note.Lines.Prepend(note.Title)
                            .Select(line => new XElement(Drawing + "p", new XElement(Drawing + "r", Look(), new XElement(Drawing + "t", line))))
                    )
                )
            );
    }

    private static XElement Look() => new(Drawing + "rPr", new XAttribute("sz", FontSize), Fill("000000"));

    private static XElement Fill(string colour) => new(Drawing + "solidFill", new XElement(Drawing + "srgbClr", new XAttribute("val", colour)));
}
