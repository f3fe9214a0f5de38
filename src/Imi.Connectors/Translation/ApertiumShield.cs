namespace Imi.Connectors.Translation;

/// <summary>
/// Covers characters that Apertium uses as marks: it swallows a tilde, and marks words that it does not know with <c>*</c>, <c>@</c> and <c>#</c>. Private-use
/// characters stand for them, which every pair of languages leaves alone.
/// </summary>
internal static class ApertiumShield
{
    private const string Marks = "~*@#";
    private const char First = '\uF8F0';

    /// <summary>Replaces the marks in a line.</summary>
    public static string Cover(string line) => CanCover(line) ? Replace(line, Marks.IndexOf, index => (char)(First + index)) : line;

    /// <summary>Puts the marks of the original back, after it removed those that Apertium set.</summary>
    /// <param name="translated">The translation of the covered line.</param>
    /// <param name="line">The line.</param>
    public static string Uncover(string translated, string line)
    {
        if (!CanCover(line))
            return translated;
        var unmarked = string.Concat(translated.Where(character => !Marks.Contains(character, StringComparison.Ordinal)));
        return Replace(unmarked, character => character - First is var index && index >= 0 && index < Marks.Length ? index : -1, index => Marks[index]);
    }

    /// <summary>A line that has one of the covers as a placeholder of its own stays as it is.</summary>
    private static bool CanCover(string line) => !line.Any(character => character - First is var index && index >= 0 && index < Marks.Length);

    private static string Replace(string text, Func<char, int> find, Func<int, char> other) =>
        string.Concat(text.Select(character => find(character) is var index && index >= 0 ? other(index) : character));
}
