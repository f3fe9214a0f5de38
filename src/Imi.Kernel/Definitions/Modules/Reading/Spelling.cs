using Imi.Kernel.Foundation.Texts;

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
            .Select(one => (Word: one, Distance: EditDistance.Of(word, one)))
            .OrderBy(one => one.Distance)
            .FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= near ? nearest.Word : null;
    }
}
