using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>The numbers in a text that a person wrote, whatever separators and digits they use: 1,234.50 and 1.234,50 are the same.</summary>
internal sealed class Figures
{
    private static readonly Regex Groups = Finder.Of(@"\p{Nd}+");
    private static readonly Regex Numbers = Finder.Of(@"\p{Nd}+([.,'’ \u00A0\u202F]\p{Nd}+)*");

    private readonly HashSet<string> _groups;
    private readonly HashSet<string> _numbers;

    /// <summary>Finds the numbers in a text.</summary>
    public Figures(string text) => (_groups, _numbers) = (In(Groups, text), In(Numbers, text));

    /// <summary>Whether the text has the figures of a part: as one number, or each group of them.</summary>
    /// <param name="part">The part, with at least one figure.</param>
    public bool Have(string part) => _numbers.Contains(Plain(part)) || In(Groups, part).All(group => _groups.Contains(group) || _numbers.Contains(group));

    private static HashSet<string> In(Regex finder, string text) => [.. finder.Matches(text).Select(match => Plain(match.Value))];

    /// <summary>The figures alone, in ASCII, without zeros before them.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Where(char.IsDigit).Select(digit => CharUnicodeInfo.GetDecimalDigitValue(digit))).TrimStart('0');
}
