using System.Globalization;
using System.Text;
using AnyAscii;
using Imi.Kernel.Foundation.Persistence.Conventions;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Folds texts to a form without case and accents, so that every database compares them alike, in every script.</summary>
public static class FoldedText
{
    /// <summary>Separates a folded name from its variants.</summary>
    public const char Variants = '|';

    private const int ShortestAcronym = 3;
    private const int LongestSkipped = 3;

    /// <summary>
    /// Builds the search text of a name: the folded name and, after a bar, other spellings that people may type. These are Greek and Cyrillic
    /// names in Latin letters, both in the official transliteration (ELOT 743, Bulgaria's Transliteration Act) and as they sound, German and
    /// Nordic letters written out (ae, oe, ue), and the initials.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="most">The maximum length in characters; a longer text is cut off.</param>
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

    /// <summary>Splits a search into folded words, each as typed and as it sounds.</summary>
    public static IEnumerable<(string Word, string Sound)> WordsOf(string search) =>
        Words(Of(search)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, word.All(char.IsAscii) ? LatinLetters.Sound(word) : word));

    /// <summary>The folded name in a text that <see cref="ForSearch"/> built, without variants.</summary>
    public static string NameOf(string searchText) =>
        searchText.IndexOf(Variants, StringComparison.Ordinal) is var bar and > 0 ? searchText[..(bar - 1)] : searchText;

    /// <summary>Replaces everything in a folded text that is neither letter nor digit by single spaces, and trims it.</summary>
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
    /// Folds a text: lower case, no diacritics, white space collapsed, final sigma as sigma, letters such as ł, ħ and ø as plain letters, and
    /// one sign each for all apostrophes, quotation marks and dashes.
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

    /// <summary>The folded words of a text in Latin letters, transliterated from other alphabets.</summary>
    public static string LatinOf(string text) => Latin(Of(text));

    private static string Latin(string folded) => Words(Of(LatinLetters.Official(folded).Transliterate()));

    /// <summary>
    /// Spells one word in plain Latin letters without case and accents, so that all spellings of it in a text and in a search become one. Greek and
    /// Bulgarian letters follow their official transliteration.
    /// </summary>
    public static string PlainWord(string word) =>
        Ascii.IsValid(word) && word.All(char.IsAsciiLetterOrDigit)
            ? word.ToLowerInvariant()
            : Latin(Words(Of(LatinLetters.Divided(word)))).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>How a plain word sounds to people who type Greek or Bulgarian on an English keyboard.</summary>
    public static string SoundOf(string plainWord) => LatinLetters.Sound(plainWord);

    /// <summary>
    /// Other plain spellings of a word that people type: with German and Nordic letters written out (ae, oe, ue), and with the Bulgarian ъ as u.
    /// </summary>
    public static IEnumerable<string> OtherPlainWords(string word)
    {
        if (LatinLetters.WrittenOut(word) is { } writtenOut)
            yield return PlainWord(writtenOut);
        if (word.Contains('ъ', StringComparison.OrdinalIgnoreCase))
            yield return PlainWord(word.Replace("ъ", "у", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a word has Greek or Cyrillic letters.</summary>
    public static bool IsGreekOrCyrillic(string word) => word.Any(letter => letter is (>= 'Ͱ' and <= 'ӿ') or (>= 'ἀ' and <= '῿'));

    /// <summary>Whether a word consists of the initials of a name.</summary>
    public static bool AreInitials(string word, string searchText) => Initials(NameOf(searchText)).Any(initials => initials == word || Latin(initials) == word);

    /// <summary>The initials of all words, and those without short words such as de, la, of and für: DGCCRF, BAFA.</summary>
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
