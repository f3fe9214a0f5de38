namespace Imi.Kernel.Network.Directory.Search;

/// <summary>A word of a search.</summary>
/// <param name="Text">The word, folded.</param>
/// <param name="Countries">The countries whose names it is part of, in any language.</param>
/// <param name="Keywords">The keywords whose texts it is part of, in any language of their modules: module and keyword.</param>
internal sealed record SearchWord(string Text, IReadOnlyList<string> Countries, IReadOnlyList<(string Module, string Keyword)> Keywords)
{
    /// <summary>Shorter words are looked for in names alone, as they are typed: they begin too much.</summary>
    public const int FewestLetters = 3;

    private const int FewestForOneError = 4;
    private const int FewestForTwoErrors = 8;

    /// <summary>The word as it sounds, for names in other scripts; the word itself where it sounds as it is typed.</summary>
    public string Sound { get; init; } = Text;

    /// <summary>How many typing errors it may have.</summary>
    public int MostErrors =>
        Text.Length switch
        {
            < FewestForOneError => 0,
            < FewestForTwoErrors => 1,
            _ => 2,
        };

    /// <summary>
    /// Parts of the word of which a name that differs from it by no more than <see cref="MostErrors"/> letters holds at least one:
    /// one part more than there may be errors. Always three; the last stands again where there are fewer.
    /// </summary>
    public (string First, string Second, string Third) Parts
    {
        get
        {
            var count = MostErrors + 1;
            var parts = Enumerable.Range(0, count).Select(part => Text[(Text.Length * part / count)..(Text.Length * (part + 1) / count)]).ToList();
            return (parts[0], parts[Math.Min(1, count - 1)], parts[count - 1]);
        }
    }
}
