using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Finds the mark with which a line begins an item of a list: a dash, a bullet, a number or a letter.</summary>
internal static class ListMark
{
    private const string Bullets = "-–—•·*▪◦‣●○■□>";
    private const int Longest = 8;

    /// <summary>Returns how many characters the mark has, with the spaces around it; 0 if the line begins with none.</summary>
    /// <param name="line">The line without its break.</param>
    /// <param name="language">Its language: in <c>1. März</c> the number is no mark.</param>
    public static int LengthIn(ReadOnlySpan<char> line, string language)
    {
        var start = Spaces(line, 0);
        var end = start < line.Length && Bullets.Contains(line[start], StringComparison.Ordinal) ? start + 1 : Counter(line, start);
        var next = Spaces(line, end);
        return end > start && next > end && next < line.Length && !IsMonth(line[next..], language) ? next : 0;
    }

    /// <summary>Returns the end of 1. or 1.2.3 or a) or (iv); the start if there is none.</summary>
    private static int Counter(ReadOnlySpan<char> line, int start)
    {
        var end = start;
        var isOpen = end < line.Length && line[end] == '(';
        if (isOpen)
            end++;
        var first = end;
        while (end < line.Length && end - first < Longest && (char.IsAsciiDigit(line[end]) || (line[end] == '.' && end > first)))
            end++;
        if (end > first)
            return end < line.Length && line[end] == ')' ? end + 1
                : line[end - 1] == '.' && !isOpen ? end
                : start;
        while (end < line.Length && end - first < 4 && char.IsLower(line[end]))
            end++;
        return end > first && end < line.Length && line[end] == ')' ? end + 1 : start;
    }

    private static int Spaces(ReadOnlySpan<char> line, int start)
    {
        var end = start;
        while (end < line.Length && char.IsWhiteSpace(line[end]))
            end++;
        return end;
    }

    private static bool IsMonth(ReadOnlySpan<char> text, string language)
    {
        var format = Languages.CultureOf(language).DateTimeFormat;
        foreach (var names in (string[][])[format.MonthGenitiveNames, format.MonthNames])
        {
            foreach (var name in names)
            {
                if (name.Length > 0 && text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }
}
