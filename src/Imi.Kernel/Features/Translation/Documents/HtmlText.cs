using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// The HTML of an e-mail. The copy has only elements of a list of harmless ones: no script, style, form, picture or frame, no attribute but the address
/// of a link. So it runs nothing and loads nothing.
/// </summary>
internal static class HtmlText
{
    private const int Longest = 2_000_000;
    private const int MostDepth = 200;

    /// <summary>The parser needs time for each open element at each tag.</summary>
    private const int MostOpen = 2_000;

    private static readonly HashSet<string> Inline = new(
        ["a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Written = new(
        [
            .. Inline.Except(["font", "span"], StringComparer.Ordinal),
            "blockquote",
            "br",
            "caption",
            "dd",
            "div",
            "dl",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
        ],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Dropped = new(
        [
            "applet",
            "audio",
            "base",
            "button",
            "canvas",
            "embed",
            "form",
            "frame",
            "frameset",
            "head",
            "iframe",
            "input",
            "link",
            "math",
            "meta",
            "noembed",
            "noframes",
            "noscript",
            "object",
            "option",
            "script",
            "select",
            "style",
            "svg",
            "template",
            "textarea",
            "title",
            "video",
            "xmp",
        ],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Untranslated = new(["code", "kbd", "samp", "pre", "var"], StringComparer.Ordinal);
    private static readonly HashSet<string> Empty = new(["br", "hr"], StringComparer.Ordinal);

    /// <summary>Translates HTML.</summary>
    /// <returns>The harmless copy with the note; empty if nothing is to be written.</returns>
    /// <exception cref="DocumentFaultException">It is too long or too deep.</exception>
    public static string Rewrite(string html, DocumentWork work)
    {
        if (html.Length > Longest)
            throw new DocumentFaultException(FileTranslationFault.TooLong);
        if (OpenTags.MostIn(html) > MostOpen)
            throw new DocumentFaultException(FileTranslationFault.Unreadable);
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        if (document.Body is not { } body)
            return "";
        Prune(body);
        var pieces = new List<PassagePiece>();
        Walk(body, work, pieces);
        End(work, pieces);
        if (work.Note is not { } note)
            return "";
        var result = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n<div>");
        result.AppendJoin("<br>\n", note.Lines.Prepend(note.Title).Select(WebUtility.HtmlEncode)).Append("</div><hr>\n");
        Write(body, result);
        return result.Append("\n</body></html>").ToString();
    }

    /// <summary>Removes what is not written, and measures the depth without going down into it.</summary>
    private static void Prune(IElement body)
    {
        var (node, depth) = ((INode)body, 0);
        while (true)
        {
            if (node.FirstChild is { } child)
            {
                (node, depth) = (child, depth + 1);
                if (depth > MostDepth)
                    throw new DocumentFaultException(FileTranslationFault.Unreadable);
            }
            else
            {
                while (node != body && node.NextSibling is null)
                    (node, depth) = (node.Parent!, depth - 1);
                if (node == body)
                    return;
                node = node.NextSibling!;
            }

            while (node is IComment || (node is IElement element && Dropped.Contains(element.LocalName)))
            {
                var space = node.Owner!.CreateTextNode("");
                node.Parent!.ReplaceChild(space, node);
                node = space;
            }
        }
    }

    private static void Walk(INode parent, DocumentWork work, List<PassagePiece> pieces)
    {
        foreach (var node in parent.ChildNodes)
        {
            switch (node)
            {
                case IText text:
                    pieces.Add(PieceOf(text));
                    break;
                case IElement element when Untranslated.Contains(element.LocalName):
                    End(work, pieces);
                    break;
                case IElement element when Inline.Contains(element.LocalName):
                    Walk(element, work, pieces);
                    break;
                case IElement element:
                    End(work, pieces);
                    Walk(element, work, pieces);
                    End(work, pieces);
                    break;
            }
        }
    }

    private static PassagePiece PieceOf(IText text)
    {
        var around = new List<string>();
        var isLink = false;
        for (var element = text.ParentElement; element is not null && Inline.Contains(element.LocalName); element = element.ParentElement)
        {
            around.Add(element.LocalName);
            if (element.LocalName == "a")
            {
                isLink = true;
                around.Add(element.GetAttribute("href") ?? "");
            }
        }

        return new PassagePiece(WhiteSpace.Collapse(text.Data), string.Join(' ', around), isLink, translated => text.Data = translated);
    }

    private static void End(DocumentWork work, List<PassagePiece> pieces)
    {
        if (pieces.Exists(piece => piece.Text.Any(char.IsLetter)))
            work.Take(new Passage([.. pieces]));
        pieces.Clear();
    }

    private static void Write(INode parent, StringBuilder result)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
                result.Append(WebUtility.HtmlEncode(text.Data));
            if (node is not IElement element)
                continue;
            var name = element.LocalName;
            var isWritten = Written.Contains(name);
            if (isWritten)
                result.Append('<').Append(name).Append(name == "a" ? AddressOf(element) : "").Append('>');
            if (!Empty.Contains(name))
                Write(element, result);
            if (isWritten && !Empty.Contains(name))
                result.Append("</").Append(name).Append('>');
        }
    }

    private static string AddressOf(IElement link) =>
        Uri.TryCreate(link.GetAttribute("href")?.Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeMailto)
            ? $" href=\"{WebUtility.HtmlEncode(address.AbsoluteUri)}\" rel=\"noreferrer\""
            : "";
}
