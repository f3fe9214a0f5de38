namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>
/// Letters and numerals as the acts of the Union count with them. The Greek acts count points α, β, γ, δ, ε, στ, ζ: the place counts, not the sound.
/// </summary>
internal static class Alphabets
{
    private const string Latin = "abcdefghijklmnopqrstuvwxyz";
    private static readonly string[] GreekOnes = ["", "α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ"];
    private static readonly string[] GreekTens = ["", "ι", "κ"];
    private static readonly string[] Romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];
    private static readonly string[] LatinAdverbs =
    [
        "bis",
        "ter",
        "quater",
        "quinquies",
        "sexies",
        "septies",
        "octies",
        "nonies",
        "decies",
        "undecies",
        "duodecies",
    ];

    /// <summary>The place of the letter of a point; 0 if it is none.</summary>
    public static int PlaceOf(string letters, string language) =>
        language == "el" ? Enumerable.Range(1, 26).FirstOrDefault(place => Greek(place) == letters)
        : letters.Length == 1 ? Latin.IndexOf(letters[0], StringComparison.Ordinal) + 1
        : 0;

    /// <summary>The letter of a point.</summary>
    public static string Letter(int place, string language) => language == "el" ? Greek(place) : Latin[place - 1].ToString();

    /// <summary>The value of a Roman numeral in small letters, up to 15; 0 if it is none.</summary>
    public static int RomanOf(string letters) => Array.IndexOf(Romans, letters) + 1;

    /// <summary>A Roman numeral in small letters.</summary>
    public static string Roman(int number) => Romans[number - 1];

    /// <summary>The place of what was put behind the number of an article, such as a or bis; 0 if it is nothing known.</summary>
    public static int SuffixOf(string suffix, string language) =>
        language is "fr" or "es" ? Array.IndexOf(LatinAdverbs, suffix) + 1
        : PlaceOf(suffix, language) is var place && place <= LatinAdverbs.Length ? place
        : 0;

    /// <summary>What is put behind the number of an article, with a space where the language has one.</summary>
    public static string Suffix(int place, string language) =>
        place == 0 ? ""
        : language is "fr" or "es" ? " " + LatinAdverbs[place - 1]
        : Letter(place, language);

    private static string Greek(int place) => GreekTens[place / 10] + GreekOnes[place % 10];
}
