using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Where the text is in DrawingML (ISO/IEC 29500-1, clause 21), for example on slides. Fields such as the number of the slide stay.</summary>
internal sealed class DrawingRule : MarkupRule
{
    /// <summary>The namespace.</summary>
    public static readonly XNamespace Drawing = "http://schemas.openxmlformats.org/drawingml/2006/main";

    private static readonly HashSet<string> InvisibleFormats = new(["lang", "altLang", "dirty", "err", "noProof", "smtClean", "smtId"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool IsParagraph(XName name) => name == Drawing + "p";

    /// <inheritdoc/>
    public override MarkupRole RoleOf(XNode node) =>
        node is XElement element && element.Name.Namespace == Drawing
            ? element.Name.LocalName switch
            {
                "r" => MarkupRole.Through,
                "t" => MarkupRole.Text,
                "br" or "fld" => MarkupRole.Border,
                _ => MarkupRole.Ignored,
            }
            : MarkupRole.Ignored;

    /// <inheritdoc/>
    public override (string Format, bool IsLink) FormatOf(XNode text)
    {
        if (text.Parent!.Element(Drawing + "rPr") is not { } look)
            return ("", false);
        var attributes = look.Attributes().Where(attribute => !InvisibleFormats.Contains(attribute.Name.LocalName)).Select(attribute => attribute.ToString());
        return (
            string.Join(' ', attributes.Order(StringComparer.Ordinal)) + string.Concat(look.Elements().Select(element => element.ToString())),
            look.Element(Drawing + "hlinkClick") is not null
        );
    }

    /// <inheritdoc/>
    public override void Write(XNode text, string value) => ((XElement)text).Value = value;
}
