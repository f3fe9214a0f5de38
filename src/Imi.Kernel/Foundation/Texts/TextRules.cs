using System.Buffers;
using System.Text;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>
/// The common rules for texts that people enter, for pages, the API, imports, the command line and definitions: first clean a text, then check
/// it for faults. The length of a text is its number of UTF-16 code units after cleaning, as browsers and SQL Server count: an emoji counts as
/// two.
/// </summary>
public static class TextRules
{
    private const int MostMarks = 4;

    /// <summary>
    /// Cleans a text of several lines for storage: normalises it to NFC and line breaks to <c>\n</c>, removes control characters, lone
    /// surrogates, and white space and invisible characters at the ends. Empty if nothing in it is visible.
    /// </summary>
    public static string CleanLines(string text)
    {
        var rest = text.ReplaceLineEndings("\n").AsSpan();
        var clean = new StringBuilder(rest.Length);
        while (!rest.IsEmpty)
        {
            // A lone surrogate is not a character and cannot be stored as UTF-8.
            var isWhole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done;
            if (isWhole && (rune.Value is '\n' or '\t' || !Rune.IsControl(rune)))
                clean.Append(rest[..length]);
            rest = rest[length..];
        }

        // A direction mark at the end has a meaning: it keeps the full stop of a Hebrew sentence on the correct side.
        return Clean(clean.ToString(), rune => IsAround(rune) && !Characters.IsDirectionMark(rune));
    }

    /// <summary>
    /// Cleans a text of one line for storage: normalises it to NFC and removes white space and invisible characters at the ends. Faults inside
    /// it stay, so that <see cref="FaultInLine"/> reports them. Empty if nothing in it is visible.
    /// </summary>
    public static string CleanLine(string text) => Clean(text, IsAround);

    /// <summary>Whether nothing in a text is visible: only white space, control and invisible characters, and combining marks without a letter.</summary>
    public static bool IsBlank(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && !Characters.IsInvisible(rune) && !Characters.IsMark(rune))
                return false;
        }

        return true;
    }

    /// <summary>Finds the first fault in a cleaned, required text; null if it is valid.</summary>
    /// <param name="text">The cleaned text.</param>
    /// <param name="most">The maximum length in UTF-16 code units.</param>
    /// <param name="faultIn">The check for its kind of text: one of this class, <see cref="EmailAddresses"/> or <see cref="WebAddresses"/>.</param>
    public static TextFault? FaultIn(string text, int most, Func<string, TextFault?> faultIn) =>
        text.Length switch
        {
            0 => TextFault.Of("validation.required"),
            var length when length > most => TextFault.Of("validation.too-long", ("length", length), ("most", most)),
            _ => faultIn(text),
        };

    /// <summary>
    /// Finds the first fault in a cleaned text of several lines; null if it is valid. An embedding or isolate of another direction must be closed
    /// on the line on which it is opened, so that it does not reorder later text; direction overrides are not allowed.
    /// </summary>
    public static TextFault? FaultInLines(string text)
    {
        var position = 0;
        var open = new Stack<(Rune Sign, int Position)>();
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            if (rune.Value is not ('\n' or '\t') && Rune.IsControl(rune))
                return At("validation.control", rune, position);
            if (Characters.OpensDirection(rune))
                open.Push((rune, position));
            else if (Characters.IsDirection(rune) && !(open.TryPop(out var sign) && Characters.ClosesDirection(rune, sign.Sign)))
                return At("validation.direction", rune, position);
            if (rune.Value == '\n' && open.Count > 0)
                break;
        }

        return open.TryPeek(out var last) ? At("validation.direction", last.Sign, last.Position) : null;
    }

    /// <summary>Finds the first fault in a cleaned text of one line; null if it is valid.</summary>
    public static TextFault? FaultInLine(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var marks = 0;
        for (var index = 0; index < runes.Length; index++)
        {
            var rune = runes[index];
            Rune? before = index > 0 ? runes[index - 1] : null;
            Rune? after = index + 1 < runes.Length ? runes[index + 1] : null;
            marks = Characters.IsMark(rune) && !Characters.IsVariationSelector(rune) ? marks + 1 : 0;
            if (KeyOf(rune, before, after) is { } key)
                return At(key, rune, index + 1);
            if (marks > MostMarks || (marks == 1 && (before is not { } bearer || Rune.IsWhiteSpace(bearer))))
                return At("validation.marks", rune, index + 1);
        }

        return null;
    }

    /// <summary>Finds the first fault in a cleaned name of a person, an authority or a thing; null if it is valid.</summary>
    public static TextFault? FaultInName(string text)
    {
        if (FaultInLine(text) is { } fault)
            return fault;
        var position = 0;
        var hasLetter = false;
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            hasLetter |= Rune.IsLetter(rune);
            if (Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.PrivateUse)
                return At("validation.damaged", rune, position);
        }

        return hasLetter ? MixedIn(text) : TextFault.Of("validation.no-letter");
    }

    /// <summary>Finds the first letter from another alphabet than the rest of its word, such as a Cyrillic а in a Latin word; null if there is none.</summary>
    internal static TextFault? MixedIn(string text)
    {
        var position = 0;
        var alphabet = Characters.Alphabet.None;
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            var own = Characters.AlphabetOf(rune);
            if (own == Characters.Alphabet.None)
            {
                // Combining marks and signs like ʼ belong to the word; other characters end it.
                if (!Rune.IsLetter(rune) && !Characters.IsMark(rune))
                    alphabet = Characters.Alphabet.None;
                continue;
            }

            if (alphabet != Characters.Alphabet.None && own != alphabet)
                return TextFault.Of("validation.mixed-alphabets", ("character", rune.ToString()), ("code", Characters.CodeOf(rune)), ("position", position));
            alphabet = own;
        }

        return null;
    }

    internal static TextFault At(string key, Rune rune, int position) => TextFault.Of(key, ("code", Characters.CodeOf(rune)), ("position", position));

    private static string? KeyOf(Rune rune, Rune? before, Rune? after) =>
        rune switch
        {
            _ when Characters.IsLineBreak(rune) => "validation.line-break",
            _ when Characters.IsDirection(rune) => "validation.direction",
            _ when Rune.IsControl(rune) => "validation.control",
            _ when Characters.IsDamaged(rune) => "validation.damaged",
            _ when Characters.IsJoiner(rune) => Characters.IsNeededJoiner(before, after) ? null : "validation.invisible",
            _ when Characters.IsVariationSelector(rune) => before is { } sign && (!Rune.IsLetter(sign) || sign.Value >= 0x2E80) ? null : "validation.invisible",
            _ when Characters.IsInvisible(rune) => "validation.invisible",
            _ => null,
        };

    private static bool IsAround(Rune rune) =>
        Rune.IsWhiteSpace(rune) || (Characters.IsInvisible(rune) && !Characters.IsVariationSelector(rune) && !Characters.IsDirection(rune));

    private static string Clean(string text, Func<Rune, bool> isAround)
    {
        if (IsBlank(text))
            return "";
        var (start, end) = (0, text.Length);
        while (Rune.DecodeFromUtf16(text.AsSpan(start..end), out var first, out var length) == OperationStatus.Done && isAround(first))
            start += length;
        while (Rune.DecodeLastFromUtf16(text.AsSpan(start..end), out var last, out var length) == OperationStatus.Done && isAround(last))
            end -= length;

        // A text with lone surrogates cannot be normalised; they stay and are reported as damaged.
        var inner = text[start..end];
        return HasHalves(inner) ? inner : inner.Normalize(NormalizationForm.FormC);
    }

    private static bool HasHalves(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
                return true;
            text = text[length..];
        }

        return false;
    }
}
