using System.Globalization;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Splits a sentence that an engine does not take at once.</summary>
internal static class LongSentence
{
    private const byte Space = 3;
    private static readonly TermList None = TermList.OfNames([]);

    /// <summary>
    /// Splits a sentence at the last semicolon before the limit, else at a colon, a comma or a space, else between two characters as readers see them. It does
    /// not split provisions, dates and amounts if it can avoid that.
    /// </summary>
    /// <returns>
    /// The parts, the sentences among them at most as long as the limit. A single character that is longer, for example because of thousands of accents, is not
    /// translated.
    /// </returns>
    public static IEnumerable<TextPart> Split(string sentence, string language, int longest)
    {
        if (sentence.Length <= longest)
        {
            yield return new(sentence, IsSentence: true);
            yield break;
        }

        var tokens = TokenFinder.In(sentence, language, None, None);
        var borders = Borders(sentence, tokens);
        var start = 0;
        while (sentence.Length - start > longest)
        {
            var border = Best(borders, start, longest);
            var (end, next) = (border, border);
            while (end > start && char.IsWhiteSpace(sentence[end - 1]))
                end--;
            while (next < sentence.Length && char.IsWhiteSpace(sentence[next]))
                next++;
            if (end > start)
                yield return new(sentence[start..end], IsSentence: end - start <= longest);
            if (next > end)
                yield return new(sentence[end..next], IsSentence: false);
            start = next;
        }

        if (start < sentence.Length)
            yield return new(sentence[start..], IsSentence: true);
    }

    /// <summary>Rates each place of a sentence: 0 if it is inside a character, and the more the better it is for a split.</summary>
    private static byte[] Borders(string sentence, IReadOnlyList<FoundToken> tokens)
    {
        var borders = new byte[sentence.Length];
        foreach (var place in StringInfo.ParseCombiningCharacters(sentence))
            borders[place] = 2;
        for (var place = 1; place < sentence.Length; place++)
        {
            if (borders[place] > 0 && char.IsWhiteSpace(sentence[place]))
                borders[place] = sentence[place - 1] switch
                {
                    ';' or '·' or '\u0387' => 6,
                    ':' => 5,
                    ',' => 4,
                    _ => Space,
                };
        }

        foreach (var token in tokens)
        {
            for (var place = token.Start + 1; place < token.End; place++)
                borders[place] = Math.Min(borders[place], (byte)1);
        }

        return borders;
    }

    /// <summary>Finds the best border between words in the second half of what fits, else in the first, else any, else the end of a long character.</summary>
    private static int Best(byte[] borders, int start, int longest)
    {
        var (middle, limit) = (start + (longest / 2), start + longest);
        if ((BestIn(borders, middle + 1, limit, Space) ?? BestIn(borders, start + 1, middle, Space) ?? BestIn(borders, start + 1, limit, 1)) is { } best)
            return best;
        var end = limit + 1;
        while (end < borders.Length && borders[end] == 0)
            end++;
        return end;
    }

    private static int? BestIn(byte[] borders, int first, int last, byte least)
    {
        int? best = null;
        for (var place = first; place <= last; place++)
        {
            if (borders[place] >= least && (best is null || borders[place] >= borders[best.Value]))
                best = place;
        }

        return best;
    }
}
