namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>Finds languages that are the only ones of the network in their script.</summary>
internal static class TextScripts
{
    private const int FewestLetters = 8;

    /// <summary>Returns Greek or Bulgarian if most letters are Greek or Cyrillic; null for other texts and for very short ones.</summary>
    public static string? LanguageOf(string text)
    {
        var (letters, greek, cyrillic) = (0, 0, 0);
        foreach (var letter in text.Where(char.IsLetter))
        {
            letters++;
            greek += letter is (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') ? 1 : 0;
            cyrillic += letter is >= '\u0400' and <= '\u04FF' ? 1 : 0;
        }

        return letters < FewestLetters ? null
            : greek * 2 > letters ? "el"
            : cyrillic * 2 > letters ? "bg"
            : null;
    }
}
