namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Finds the word that an author may have meant.</summary>
internal static class Spelling
{
    private const int LongestName = 200;
    private const int MostNamed = 30;

    /// <summary>Suggests what the author may have meant, as the end of a sentence.</summary>
    public static string Suggestion(string word, IEnumerable<string> known)
    {
        var all = known.Order(StringComparer.Ordinal).ToList();
        return Nearest(word, all) is { } near ? $"did you mean '{near}'?"
            : all.Count == 0 ? "there is none yet."
            : all.Count == 1 ? $"expected {all[0]}."
            : all.Count > MostNamed ? $"it is none of the {all.Count} known ones."
            : $"expected one of {string.Join(", ", all)}.";
    }

    /// <summary>Finds the known word that is most similar; null if none is similar enough.</summary>
    public static string? Nearest(string word, IReadOnlyList<string> known)
    {
        if (word.Length > LongestName)
            return null;
        var near = Math.Max(1, word.Length / 3);
        var nearest = known
            .Where(one => Math.Abs(one.Length - word.Length) <= near)
            .Select(one => (Word: one, Distance: Distance(word, one)))
            .OrderBy(one => one.Distance)
            .FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= near ? nearest.Word : null;
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1] + 1, previous[column] + 1), previous[column - 1] + change);
            }

            previous = current;
        }

        return previous[^1];
    }
}
