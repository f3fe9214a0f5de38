using System.Globalization;
using System.Text;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>Classifies characters: visible or invisible, direction controls, and alphabets.</summary>
internal static class Characters
{
    /// <summary>The alphabets with letters that look like letters of another alphabet.</summary>
    public enum Alphabet
    {
        None,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Hebrew,
        Georgian,
        Cherokee,
        Mathematical,
        FullWidth,
    }

    /// <summary>Whether a character is invisible, with or without width. White space does not count.</summary>
    public static bool IsInvisible(Rune rune) =>
        rune.Value switch
        {
            0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 => true,
            _ => IsVariationSelector(rune) || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && !IsShownFormat(rune)),
        };

    /// <summary>Whether a character controls the direction of the characters after it, so that a text is displayed in another order than stored.</summary>
    public static bool IsDirection(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Whether a character opens an embedding or isolate of another direction. Direction overrides do not count.</summary>
    public static bool OpensDirection(Rune rune) => rune.Value is 0x202A or 0x202B or (>= 0x2066 and <= 0x2068);

    /// <summary>Whether a character closes the embedding or isolate that another one opened.</summary>
    public static bool ClosesDirection(Rune rune, Rune opening) => rune.Value == (opening.Value < 0x2066 ? 0x202C : 0x2069);

    /// <summary>Whether a character is a direction mark: an invisible character that acts like a letter of one direction.</summary>
    public static bool IsDirectionMark(Rune rune) => rune.Value is 0x200E or 0x200F or 0x061C;

    /// <summary>Whether a character is a line break.</summary>
    public static bool IsLineBreak(Rune rune) => rune.Value is '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029;

    /// <summary>Whether a character is a joiner or non-joiner: Indic and Near Eastern scripts need them within words, emoji between their parts.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    /// <summary>Whether a character selects a variant of the character before it.</summary>
    public static bool IsVariationSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F);

    /// <summary>Whether a character is a combining mark.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether a character is the replacement character, which also stands for half of a surrogate pair, or is unassigned in Unicode.</summary>
    public static bool IsDamaged(Rune rune) => rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned;

    /// <summary>The alphabet of a letter; none for other characters and for scripts whose letters do not look like those of another.</summary>
    public static Alphabet AlphabetOf(Rune rune) =>
        !Rune.IsLetter(rune)
            ? Alphabet.None
            : rune.Value switch
            {
                0xB5 => Alphabet.None,
                <= 0x24F
                or (>= 0x250 and <= 0x2AF)
                or (>= 0x1D00 and <= 0x1D7F)
                or (>= 0x1E00 and <= 0x1EFF)
                or (>= 0x2C60 and <= 0x2C7F)
                or (>= 0xA720 and <= 0xA7FF)
                or (>= 0xFB00 and <= 0xFB06) => Alphabet.Latin,
                (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) => Alphabet.Greek,
                (>= 0x400 and <= 0x52F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0xA640 and <= 0xA69F) => Alphabet.Cyrillic,
                (>= 0x530 and <= 0x58F) => Alphabet.Armenian,
                (>= 0x590 and <= 0x5FF) => Alphabet.Hebrew,
                (>= 0x10A0 and <= 0x10FF) => Alphabet.Georgian,
                (>= 0x13A0 and <= 0x13FF) or (>= 0xAB70 and <= 0xABBF) => Alphabet.Cherokee,
                (>= 0x1D400 and <= 0x1D7FF) => Alphabet.Mathematical,
                (>= 0xFF21 and <= 0xFF5A) => Alphabet.FullWidth,
                _ => Alphabet.None,
            };

    /// <summary>Formats a character's code point, such as U+200B.</summary>
    public static string CodeOf(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");

    /// <summary>Whether a joiner is needed between two characters: letters of a script that joins, or parts of an emoji.</summary>
    /// <param name="before">The character before the joiner; null at the start.</param>
    /// <param name="after">The character after the joiner; null at the end.</param>
    public static bool IsNeededJoiner(Rune? before, Rune? after) =>
        before is { } left
        && after is { } right
        && ((IsJoining(left) && IsJoining(right)) || (IsEmoji(left) && Rune.GetUnicodeCategory(right) == UnicodeCategory.OtherSymbol));

    private static bool IsJoining(Rune rune) =>
        (Rune.IsLetter(rune) || IsMark(rune)) && rune.Value is >= 0x600 and < 0x1000 or (>= 0x1780 and < 0x1900) or (>= 0x10A00 and < 0x12000);

    private static bool IsEmoji(Rune rune) =>
        rune.Value == 0xFE0F || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    /// <summary>Arabic and Syriac signs in Unicode's format category that are visible.</summary>
    private static bool IsShownFormat(Rune rune) => rune.Value is (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x8E2;
}
