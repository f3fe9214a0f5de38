using System.Globalization;
using System.Text;
using AnyAscii;
using Imi.Kernel.Foundation.Persistence.Conventions;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Texts without case and accents, so that every database compares them alike, in every script.</summary>
public static class FoldedText
{
    /// <summary>Stands between a folded name and the other ways in which people type it.</summary>
    public const char Variants = '|';

    private const int ShortestAcronym = 3;
    private const int LongestSkipped = 3;

    /// <summary>
    /// What a name is found by: the name folded, and after a bar what else people type for it. These are Latin letters for Greek and
    /// Cyrillic as their countries write names abroad (ELOT 743, Bulgaria's Transliteration Act) and as they sound, German and Nordic letters
    /// written out (ae, oe, ue), and the initials.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="most">The most characters; what the other ways have beyond them is left out.</param>
    public static string ForSearch(string text, int most)
    {
        var folded = Words(Of(text));
        var variants = new List<string>();
        var latin = Latin(Words(Of(LatinLetters.Divided(text))));
        if (folded.Any(letter => !char.IsAscii(letter)))
            variants.Add(latin);
        if (folded.Any(letter => letter is >= 'Ͱ' and <= 'ӿ'))
            variants.Add(LatinLetters.Sound(folded.Contains('ъ', StringComparison.Ordinal) ? $"{latin} {Latin(folded.Replace('ъ', 'у'))}" : latin));
        if (LatinLetters.WrittenOut(text) is { } writtenOut)
            variants.Add(Words(Of(writtenOut)));
        variants.AddRange(Initials(folded).SelectMany(initials => (string[])[initials, Latin(initials)]));
        var known = folded.Split(' ').ToHashSet(StringComparer.Ordinal);
        var all = new StringBuilder(folded);
        var before = all.Length;
        foreach (var word in variants.SelectMany(variant => variant.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(known.Add))
            all.Append(all.Length == before ? $" {Variants} " : " ").Append(word);
        return all.Length > most ? all.ToString(0, most) : all.ToString();
    }

    /// <summary>The words of what somebody searches for, each in the ways to look for it: as it is typed, and as it sounds.</summary>
    public static IEnumerable<(string Word, string Sound)> WordsOf(string search) =>
        Words(Of(search)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, word.All(char.IsAscii) ? LatinLetters.Sound(word) : word));

    /// <summary>The name alone of a text that <see cref="ForSearch"/> made.</summary>
    public static string NameOf(string searchText) =>
        searchText.IndexOf(Variants, StringComparison.Ordinal) is var bar and > 0 ? searchText[..(bar - 1)] : searchText;

    /// <summary>A folded text with single spaces in the place of everything that is neither letter nor digit.</summary>
    public static string Words(string folded)
    {
        var words = new StringBuilder(folded.Length);
        foreach (var rune in folded.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                words.Append(rune);
            else if (words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
        }

        return words.ToString().TrimEnd();
    }

    /// <summary>
    /// The text in lower case, without diacritics, white space collapsed; final sigma as sigma, letters that no accent makes (ł, ħ, ø)
    /// as the letters that they look like, and one sign for all apostrophes, quotation marks and dashes.
    /// </summary>
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
            folded.Append(LatinLetters.Plain(char.ToLowerInvariant(character)));
        }

        return folded.ToString();
    }

    /// <summary>The words of a text in small Latin letters, transliterated where they are of another alphabet.</summary>
    public static string LatinOf(string text) => Latin(Of(text));

    private static string Latin(string folded) => Words(Of(LatinLetters.Official(folded).Transliterate()));

    /// <summary>Whether a word is made of the initials of a name.</summary>
    public static bool AreInitials(string word, string searchText) => Initials(NameOf(searchText)).Any(initials => initials == word || Latin(initials) == word);

    /// <summary>The initials of all words, and without the short ones such as de, la, of, für: DGCCRF, BAFA.</summary>
    private static IEnumerable<string> Initials(string folded)
    {
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var shortest = 1; shortest <= LongestSkipped + 1; shortest++)
        {
            var initials = string.Concat(words.Where(word => word.Length >= shortest).Select(word => word[0]));
            if (initials.Length >= ShortestAcronym)
                yield return initials;
        }
    }
}
