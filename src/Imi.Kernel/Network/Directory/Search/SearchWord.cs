namespace Imi.Kernel.Network.Directory.Search;

/// <summary>A word of a search.</summary>
/// <param name="Text">The folded word.</param>
/// <param name="Countries">The countries with a name that contains a word beginning with it, in any language.</param>
/// <param name="Keywords">
/// The keywords with a text that contains a word beginning with it, in any language of their modules: module and keyword.
/// </param>
internal sealed record SearchWord(string Text, IReadOnlyList<string> Countries, IReadOnlyList<(string Module, string Keyword)> Keywords)
{
    /// <summary>The minimum length for matching anything but names as typed; shorter words begin too many others.</summary>
    public const int FewestLetters = 3;

    private const int FewestForOneError = 4;
    private const int FewestForTwoErrors = 8;

    /// <summary>The word by its sound, for names in other scripts; equal to the word if there is no difference.</summary>
    public string Sound { get; init; } = Text;

    /// <summary>The number of typing errors tolerated.</summary>
    public int MostErrors =>
        Text.Length switch
        {
            < FewestForOneError => 0,
            < FewestForTwoErrors => 1,
            _ => 2,
        };

    /// <summary>
    /// Parts of the word, one more than the errors tolerated, so that a similar name usually contains at least one unchanged. Letters swapped across
    /// a boundary change two parts. Always three values; with fewer parts the last is repeated.
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
