using System.Globalization;
using System.Text;

namespace Imi.Kernel.Persistence;

/// <summary>Texts without case and accents, so that every database compares them alike, in every script.</summary>
public static class FoldedText
{
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
