using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// Where the text is in SpreadsheetML (ISO/IEC 29500-1, clause 18): shared texts, texts in cells and comments. Formulas, numbers and names of sheets stay.
/// </summary>
/// <param name="kept">Texts that stay, because a table of the workbook refers to its columns by them.</param>
internal sealed class SheetRule(IReadOnlySet<string> kept) : MarkupRule
{
    /// <summary>The namespace.</summary>
    public static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <inheritdoc/>
    public override bool IsParagraph(XName name) => name == Sheet + "si" || name == Sheet + "is" || name == Sheet + "text";

    /// <inheritdoc/>
    public override bool IsTranslated(XElement paragraph) =>
        kept.Count == 0 || !kept.Contains(string.Concat(paragraph.Descendants(Sheet + "t").Select(text => text.Value)));

    /// <inheritdoc/>
    public override MarkupRole RoleOf(XNode node) =>
        node is XElement element && element.Name.Namespace == Sheet
            ? element.Name.LocalName switch
            {
                "r" => MarkupRole.Through,
                "t" => MarkupRole.Text,
                _ => MarkupRole.Ignored,
            }
            : MarkupRole.Ignored;

    /// <inheritdoc/>
    public override (string Format, bool IsLink) FormatOf(XNode text) => (text.Parent!.Element(Sheet + "rPr")?.ToString() ?? "", false);
}
