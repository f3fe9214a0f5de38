using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// Where the text is in WordprocessingML (ISO/IEC 29500-1, clause 17). Results of fields stay, because the program computes them again; only the words of
/// links and of a table of contents are translated. Text that was deleted with tracked changes stays.
/// </summary>
internal sealed class WordRule : MarkupRule
{
    /// <summary>The namespace.</summary>
    public static readonly XNamespace Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static readonly XNamespace Math = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    private static readonly HashSet<string> TranslatedFields = new(["HYPERLINK", "TOC"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Containers = new(
        ["r", "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Borders = new(
        ["br", "cr", "tab", "ptab", "sym", "noBreakHyphen", "ruby", "pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> InvisibleFormats = new(["lang", "noProof", "rPrChange", "webHidden"], StringComparer.Ordinal);

    private readonly HashSet<XElement> _computed = [];
    private readonly HashSet<XElement> _links = [];

    /// <inheritdoc/>
    public override bool IsParagraph(XName name) => name == Word + "p";

    /// <summary>Finds what fields compute. Unbinds content controls, which would show their stored text instead of the translation.</summary>
    public override void Prepare(XDocument part)
    {
        part.Descendants(Word + "dataBinding").Remove();
        var fields = new Stack<(string Instruction, bool IsRead)>();
        foreach (var element in part.Descendants().Where(element => element.Name.Namespace == Word))
        {
            switch (element.Name.LocalName)
            {
                case "fldChar" when element.Attribute(Word + "fldCharType")?.Value is { } type:
                    Follow(fields, type);
                    break;
                case "instrText" when fields.TryPeek(out var field) && !field.IsRead && field.Instruction.Length < 100:
                    fields.Pop();
                    fields.Push((field.Instruction + element.Value, false));
                    break;
                case "t" when fields.Any(field => !IsTranslated(field.Instruction)):
                    _computed.Add(element);
                    break;
                case "t" when fields.Any(field => IsLink(field.Instruction)):
                    _links.Add(element);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override MarkupRole RoleOf(XNode node)
    {
        if (node is not XElement element)
            return MarkupRole.Ignored;
        if (element.Name.Namespace == Math)
            return MarkupRole.Border;
        if (element.Name.Namespace != Word)
            return MarkupRole.Ignored;
        return element.Name.LocalName switch
        {
            "t" => _computed.Contains(element) ? MarkupRole.Border : MarkupRole.Text,
            "fldSimple" => IsTranslated(element.Attribute(Word + "instr")?.Value ?? "") ? MarkupRole.Through : MarkupRole.Border,
            "footnoteReference" or "endnoteReference" => MarkupRole.Mark,
            var name when Containers.Contains(name) => MarkupRole.Through,
            var name when Borders.Contains(name) => MarkupRole.Border,
            _ => MarkupRole.Ignored,
        };
    }

    /// <inheritdoc/>
    public override (string Format, bool IsLink) FormatOf(XNode text)
    {
        var run = text.Parent!;
        var look = string.Concat(
            run.Elements(Word + "rPr").Elements().Where(element => !InvisibleFormats.Contains(element.Name.LocalName)).Select(element => element.ToString())
        );
        var link = run.Parent?.AncestorsAndSelf().TakeWhile(element => !IsParagraph(element.Name)).FirstOrDefault(IsLinkElement);
        return link is not null ? ($"{look} link {link.Attributes().FirstOrDefault()?.Value} {link.ElementsBeforeSelf().Count()}", true)
            : _links.Contains((XElement)text) ? ($"{look} link", true)
            : (look, false);
    }

    private static void Follow(Stack<(string Instruction, bool IsRead)> fields, string type)
    {
        if (type == "begin")
            fields.Push(("", false));
        else if (type == "separate" && fields.TryPop(out var field))
            fields.Push((field.Instruction, true));
        else if (type == "end")
            fields.TryPop(out _);
    }

    private static bool IsLinkElement(XElement element) =>
        element.Name == Word + "hyperlink" || (element.Name == Word + "fldSimple" && IsLink(element.Attribute(Word + "instr")?.Value ?? ""));

    private static bool IsTranslated(string instruction) => TranslatedFields.Contains(NameOf(instruction));

    private static bool IsLink(string instruction) => NameOf(instruction).Equals("HYPERLINK", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string instruction) => instruction.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
}
