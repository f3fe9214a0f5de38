using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Where the text is in OpenDocument (ISO/IEC 26300-1, clauses 5 and 6). Fields stay; so does text that was deleted with tracked changes.</summary>
internal sealed class OpenDocumentRule : MarkupRule
{
    /// <summary>The namespace of text.</summary>
    public static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>The namespace of the document's structure.</summary>
    public static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    private static readonly HashSet<string> Ignored = new(
        [
            "bookmark",
            "bookmark-start",
            "bookmark-end",
            "reference-mark",
            "reference-mark-start",
            "reference-mark-end",
            "change",
            "change-start",
            "change-end",
            "soft-page-break",
            "toc-mark",
            "toc-mark-start",
            "toc-mark-end",
            "user-index-mark",
            "user-index-mark-start",
            "user-index-mark-end",
            "alphabetical-index-mark",
            "alphabetical-index-mark-start",
            "alphabetical-index-mark-end",
            "p",
            "h",
        ],
        StringComparer.Ordinal
    );

    /// <inheritdoc/>
    public override bool IsParagraph(XName name) => name == Text + "p" || name == Text + "h";

    /// <inheritdoc/>
    public override bool IsTranslated(XElement paragraph) => !paragraph.Ancestors(Text + "tracked-changes").Any();

    /// <inheritdoc/>
    public override MarkupRole RoleOf(XNode node)
    {
        if (node is XText)
            return MarkupRole.Text;
        if (node is not XElement element || element.Name.Namespace != Text)
            return MarkupRole.Ignored;
        return element.Name.LocalName switch
        {
            "span" or "a" or "meta" or "ruby" or "ruby-base" => MarkupRole.Through,
            "s" => MarkupRole.Space,
            "note" => MarkupRole.Mark,
            "ruby-text" => MarkupRole.Ignored,
            var name => Ignored.Contains(name) ? MarkupRole.Ignored : MarkupRole.Border,
        };
    }

    /// <inheritdoc/>
    public override (string Format, bool IsLink) FormatOf(XNode text)
    {
        var around = text.Ancestors().TakeWhile(element => !IsParagraph(element.Name)).ToList();
        var styles = around.Where(element => element.Name == Text + "span").Select(element => element.Attribute(Text + "style-name")?.Value);
        var link = around.Find(element => element.Name == Text + "a");
        return ($"{string.Join(' ', styles)} {link?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "href")?.Value}", link is not null);
    }

    /// <summary>Reads a text in which, as programs do, any white space is one space.</summary>
    public override string Read(XNode text) => WhiteSpace.Collapse(base.Read(text));
}
