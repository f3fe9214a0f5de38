using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>What stands for a protected part of a text while an engine translates the text.</summary>
internal static class Placeholder
{
    /// <summary>The shape; <c>{0}</c> is the number, from 1. Engines know no private-use characters and leave them alone.</summary>
    public const string Shape = "\uE000{0}\uE001";

    private const string Number = "{0}";
    private const string Gap = @"[\s\u200B-\u200F\u2060\uFEFF]{0,3}";

    /// <summary>Finds placeholders, also with spaces inside, with letters in another case and with digits of another script.</summary>
    private static readonly Regex Any = Finder.Of(
        string.Join(Gap, [.. Head.Select(Literal), @"(?<number>\p{Nd}(" + Gap + @"\p{Nd}){0,4})", .. Tail.Select(Literal)]),
        RegexOptions.IgnoreCase
    );

    private static string Head => Shape[..Shape.IndexOf(Number, StringComparison.Ordinal)];

    private static string Tail => Shape[(Shape.IndexOf(Number, StringComparison.Ordinal) + Number.Length)..];

    /// <summary>The placeholder with a number.</summary>
    public static string Of(int number) => Shape.Replace(Number, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Finds the placeholders in a text, also those that an engine changed in a usual way.</summary>
    public static IEnumerable<(int Index, int Length, int Number)> In(string text) =>
        Any.Matches(text).Select(match => (match.Index, match.Length, NumberIn(match.Groups["number"].Value)));

    /// <summary>Whether a character can only be part of a placeholder.</summary>
    public static bool IsMark(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.PrivateUse;

    private static string Literal(char letter) => Regex.Escape(letter.ToString());

    private static int NumberIn(string digits) =>
        digits.Where(char.IsDigit).Aggregate(0, (number, digit) => (number * 10) + CharUnicodeInfo.GetDecimalDigitValue(digit));
}
