using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Finds the passages of a part of a document in XML.</summary>
internal sealed class MarkupPassages
{
    private const string SentenceEnds = ".!?…:;»”’\")";

    private readonly MarkupRule _rule;
    private readonly List<Passage> _passages = [];
    private readonly List<PassagePiece> _pieces = [];

    private MarkupPassages(MarkupRule rule) => _rule = rule;

    /// <summary>Finds the passages in their order.</summary>
    public static IReadOnlyList<Passage> In(XDocument part, MarkupRule rule)
    {
        rule.Prepare(part);
        var found = new MarkupPassages(rule);
        foreach (var paragraph in part.Descendants().Where(element => rule.IsParagraph(element.Name) && rule.IsTranslated(element)))
        {
            found.Walk(paragraph);
            found.End();
        }

        return found._passages;
    }

    private void Walk(XElement parent)
    {
        foreach (var node in parent.Nodes())
        {
            switch (_rule.RoleOf(node))
            {
                case MarkupRole.Through:
                    Walk((XElement)node);
                    break;
                case MarkupRole.Text:
                    var (format, isLink) = _rule.FormatOf(node);
                    _pieces.Add(new PassagePiece(_rule.Read(node), format, isLink, text => _rule.Write(node, text)));
                    break;
                case MarkupRole.Space:
                    _pieces.Add(new PassagePiece(" ", _pieces.Count > 0 ? _pieces[^1].Format : "", IsLink: false, text => node.ReplaceWith(new XText(text))));
                    break;
                case MarkupRole.Border:
                case MarkupRole.Mark
                    when _pieces.Count > 0 && _pieces[^1].Text is { Length: > 0 } text && SentenceEnds.Contains(text[^1], StringComparison.Ordinal):
                    End();
                    break;
            }
        }
    }

    private void End()
    {
        if (_pieces.Exists(piece => piece.Text.Any(char.IsLetter)))
            _passages.Add(new Passage([.. _pieces]));
        _pieces.Clear();
    }
}
