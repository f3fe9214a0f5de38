namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Counts the elements of HTML that are open at a time, roughly and without a parser, whose time grows with their number.</summary>
internal static class OpenTags
{
    /// <summary>Elements without an end tag, or that the next one of their kind ends.</summary>
    private static readonly HashSet<string> Single = new(
        [
            "area",
            "base",
            "br",
            "col",
            "colgroup",
            "dd",
            "dt",
            "embed",
            "hr",
            "img",
            "input",
            "li",
            "link",
            "meta",
            "option",
            "p",
            "param",
            "rp",
            "rt",
            "source",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "track",
            "wbr",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Returns the largest number of start tags without an end tag before any place.</summary>
    public static int MostIn(string html)
    {
        var single = Single.GetAlternateLookup<ReadOnlySpan<char>>();
        var (open, most) = (0, 0);
        for (var place = html.IndexOf('<', StringComparison.Ordinal); place >= 0 && place + 1 < html.Length; place = html.IndexOf('<', place + 1))
        {
            var isEnd = html[place + 1] == '/';
            var start = place + (isEnd ? 2 : 1);
            var end = start;
            while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
                end++;
            if (end == start || single.Contains(html.AsSpan(start, end - start)))
                continue;
            open = isEnd ? Math.Max(0, open - 1) : open + 1;
            most = Math.Max(most, open);
        }

        return most;
    }
}
