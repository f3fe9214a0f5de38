using System.Globalization;
using System.Text;
using AnyAscii;

namespace Imi.Kernel.Persistence;

/// <summary>Texts without case and accents, so that every database compares them alike, in every script.</summary>
public static class FoldedText
{
    /// <summary>What is not written letter by letter.</summary>
    private static readonly (string From, string To)[] OfWhole =
        [("ия ", "ia "), ("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("γγ", "ng"), ("γξ", "nx"), ("γχ", "nch"), ("η", "i"), ("χ", "ch"), ("щ", "sht"), ("ъ", "a"), ("ь", "y"), ("ю", "yu"), ("я", "ya")];

    /// <summary>
    /// What a name is found by: folded, and for Greek and Cyrillic in Latin letters too, as their countries write names abroad
    /// (ELOT 743, Bulgaria's Transliteration Act): ypourgeio finds Υπουργείο.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="most">The most characters; what the Latin letters have beyond them is left out.</param>
    public static string WithLatin(string text, int most)
    {
        var folded = Of(text);
        if (!folded.Any(letter => letter is >= 'Ͱ' and <= 'ӿ'))
            return folded;
        var latin = OfWhole.Aggregate($"{folded} ", (so, pair) => so.Replace(pair.From, pair.To, StringComparison.Ordinal)).Transliterate().ToLowerInvariant().TrimEnd();
        var both = $"{folded} {latin}";
        return both.Length > most ? both[..most] : both;
    }

    /// <summary>The text in lower case, without diacritics, white space collapsed; final sigma as sigma, ß as ss.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var character in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                pendingSpace = folded.Length > 0;
                continue;
            }

            if (pendingSpace)
                folded.Append(' ');
            pendingSpace = false;
            folded.Append(char.ToLowerInvariant(character) switch
            {
                'ς' => "σ", 'ß' => "ss", 'æ' => "ae", 'ø' => "o", 'œ' => "oe", 'ł' => "l", 'đ' => "d", 'ı' => "i", var other => other.ToString(),
            });
        }

        return folded.ToString();
    }
}
