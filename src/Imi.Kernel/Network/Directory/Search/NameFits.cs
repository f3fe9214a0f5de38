using System.Linq.Expressions;

namespace Imi.Kernel.Network.Directory.Search;

/// <summary>Matches a word of a search with parts of an authority's names: as typed, by sound, or with typing errors.</summary>
internal static class NameFits
{
    /// <summary>Matches authorities with a name that contains the word or its sound.</summary>
    public static Expression<Func<Authority, bool>> Word(SearchWord word)
    {
        var (text, sound) = (word.Text, word.Sound);
        return sound == text
            ? authority => authority.SearchText.Contains(text) || authority.Names.Any(name => name.SearchText.Contains(text))
            : authority =>
                authority.SearchText.Contains(text)
                || authority.SearchText.Contains(sound)
                || authority.Names.Any(name => name.SearchText.Contains(text) || name.SearchText.Contains(sound));
    }

    /// <summary>Matches authorities with a name that may contain the word with typing errors; <see cref="Errors"/> decides.</summary>
    public static Expression<Func<Authority, bool>> Perhaps(SearchWord word)
    {
        var (countries, (first, second, third)) = (word.Countries, word.Parts);
        return authority =>
            countries.Contains(authority.Country)
            || authority.SearchText.Contains(first)
            || authority.SearchText.Contains(second)
            || authority.SearchText.Contains(third)
            || authority.Names.Any(name => name.SearchText.Contains(first) || name.SearchText.Contains(second) || name.SearchText.Contains(third));
    }

    /// <summary>Finds the word of a name that is most similar to a word of a search, with the number of errors; null if none is similar.</summary>
    public static (string Like, int Errors)? Errors(SearchWord word, IEnumerable<string> searchTexts)
    {
        (string Like, int Errors)? best = null;
        foreach (var like in searchTexts.SelectMany(text => text.Split(' ')).Distinct(StringComparer.Ordinal))
        {
            var errors = Distance(word.Text, like, word.MostErrors);
            if (errors <= word.MostErrors && (best is null || errors < best.Value.Errors))
                best = (like, errors);
        }

        return best;
    }

    /// <summary>
    /// The number of letters omitted, added, replaced or swapped with a neighbour (optimal string alignment distance), or <paramref name="most"/>
    /// plus one or more if it exceeds that limit.
    /// </summary>
    public static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
            return most + 1;
        var (before, last, row) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var line = 1; line <= one.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= other.Length; column++)
            {
                var mistaken = one[line - 1] == other[column - 1] ? 0 : 1;
                row[column] = Math.Min(Math.Min(row[column - 1], last[column]) + 1, last[column - 1] + mistaken);
                if (line > 1 && column > 1 && one[line - 1] == other[column - 2] && one[line - 2] == other[column - 1])
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[^1];
    }
}
