using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Connectors.Translation;

/// <summary>
/// Replaces placeholders, which are private-use characters, by words that a neural engine copies: it reads texts in pieces of words and has no piece for a
/// private-use character.
/// </summary>
internal static partial class CodeWords
{
    /// <summary>Puts words in the place of placeholders.</summary>
    public static string Encode(string text) => Marks().Replace(text, match => $"XQ{match.Groups[1].Value}QX");

    /// <summary>Puts the placeholders back, also if the engine changed the case of a word or put spaces into it.</summary>
    public static string Decode(string text) =>
        Words().Replace(text, match => $"\uE000{int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}\uE001");

    [GeneratedRegex(@"\uE000([0-9]{1,5})\uE001", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"X[\s-]?Q[\s-]?([0-9]{1,5})[\s-]?Q[\s-]?X", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Words();
}
