using System.Text;

namespace Imi.Connectors.Translation;

/// <summary>
/// Covers what Apertium would change with private-use characters, which every pair of languages leaves alone: the marks that it uses itself (it swallows a
/// tilde, and marks words that it does not know with <c>*</c>, <c>@</c> and <c>#</c>), and the digits of placeholders, which some pairs take for quantities.
/// </summary>
internal static class ApertiumShield
{
    private const string Covered = "~*@#0123456789";
    private const int Marks = 4;
    private const char First = '\uF8E0';
    private const char PlaceholderBegin = '\uE000';

    /// <summary>Replaces the marks, and the digits of placeholders (U+E000, digits, U+E001).</summary>
    public static string Cover(string line)
    {
        if (HasCovers(line))
            return line;
        var covered = new StringBuilder(line.Length);
        var isPlaceholder = false;
        foreach (var character in line)
        {
            var place = Covered.IndexOf(character, StringComparison.Ordinal);
            isPlaceholder = character == PlaceholderBegin || (isPlaceholder && place >= Marks);
            covered.Append(place >= 0 && (place < Marks || isPlaceholder) ? (char)(First + place) : character);
        }

        return covered.ToString();
    }

    /// <summary>Puts the characters of the original back, after it removed the marks that Apertium set.</summary>
    /// <param name="translated">The translation of the covered line.</param>
    /// <param name="line">The line.</param>
    public static string Uncover(string translated, string line)
    {
        if (HasCovers(line))
            return translated;
        var text = new StringBuilder(translated.Length);
        foreach (var character in translated)
        {
            if (IsCover(character))
                text.Append(Covered[character - First]);
            else if (Covered.IndexOf(character, StringComparison.Ordinal) is < 0 or >= Marks)
                text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>A line that has one of the covers as a placeholder of its own stays as it is.</summary>
    private static bool HasCovers(string line) => line.Any(IsCover);

    private static bool IsCover(char character) => character >= First && character < First + Covered.Length;
}
