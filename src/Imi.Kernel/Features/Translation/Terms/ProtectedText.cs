using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>
/// A sentence whose addresses, numbers, names, provisions, dates, amounts and terms are replaced by placeholders, so that no engine changes them. Provisions,
/// dates and amounts come back in the way of the target language if it is one of the five languages of the interface and their meaning is certain, terms of
/// the glossary as the glossary says, everything else unchanged.
/// </summary>
internal sealed class ProtectedText
{
    private static readonly Regex Digits = Finder.Of(@"\p{Nd}+");

    private readonly List<(string Original, string? Written)> _tokens = [];

    /// <summary>Protects a sentence.</summary>
    /// <param name="sentence">The sentence. Line breaks in it become spaces; control and private-use characters are left out.</param>
    /// <param name="pair">The languages.</param>
    /// <param name="names">Names that stay as they are, such as those of authorities and providers.</param>
    /// <param name="glossary">The terms of the pair.</param>
    public ProtectedText(string sentence, LanguagePair pair, TermList names, TermList glossary)
    {
        var text = Clean(sentence);
        var (result, end) = (new StringBuilder(), 0);
        foreach (var token in TokenFinder.In(text, pair.Source, names, glossary))
        {
            var original = text.Substring(token.Start, token.Length);
            _tokens.Add((original, token.Write?.Invoke(pair.Target)));
            result.Append(text, end, token.Start - end).Append(Placeholder.Of(_tokens.Count));
            end = token.End;
        }

        Text = result.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>The sentence with placeholders. It can be longer than the original if that consists of short numbers, at most by a third.</summary>
    public string Text { get; }

    /// <summary>How many parts are protected.</summary>
    public int Count => _tokens.Count;

    /// <summary>Whether there is anything for an engine to translate; otherwise <see cref="Restore"/> takes <see cref="Text"/> itself.</summary>
    public bool HasWords => WithoutPlaceholders(Text).Any(char.IsLetter);

    /// <summary>Puts the protected parts back, and repairs placeholders that an engine changed in a usual way.</summary>
    /// <param name="translated">What the engine made of <see cref="Text"/>.</param>
    public RestoredText Restore(string translated)
    {
        var text = new StringBuilder();
        var counts = new int[_tokens.Count];
        List<string> unfounded = [];
        var (end, isAtStart) = (0, true);
        foreach (var (index, length, number) in Placeholder.In(translated))
        {
            var isKnown = number > 0 && number <= _tokens.Count;
            AddWords(text, translated[end..index]);
            isAtStart &= !translated[end..index].Any(char.IsLetterOrDigit);
            if (isKnown)
            {
                AddToken(text, _tokens[number - 1], isAtStart);
                counts[number - 1]++;
            }
            else
            {
                unfounded.Add(number.ToString(CultureInfo.InvariantCulture));
            }

            (end, isAtStart) = (index + length, false);
        }

        AddWords(text, translated[end..]);
        if (WithoutPlaceholders(translated).Any(Placeholder.IsMark))
            unfounded.Add(Placeholder.Shape);
        var (before, after) = (NumbersIn(Text), NumbersIn(translated));
        return new(
            text.ToString(),
            [.. _tokens.Where((_, index) => counts[index] == 0).Select(token => token.Original), .. before.Except(after).Where(number => number.Length > 1)],
            [.. _tokens.Where((_, index) => counts[index] > 1).Select(token => token.Original)],
            [.. unfounded, .. after.Except(before)]
        );
    }

    /// <summary>
    /// Finds what a translation by a person lacks. People write numbers, dates and provisions in more ways than engines: the figures are enough.
    /// </summary>
    /// <param name="translated">The translation.</param>
    /// <returns>Protected parts and whole numbers of more than one figure, as the original writes them, each once.</returns>
    public IReadOnlyList<string> MissingIn(string translated)
    {
        var (text, figures) = (WithPlainSpaces(translated), new Figures(translated));
        return
        [
            .. _tokens
                .Where(token => !IsIn(text, token.Original) && !IsIn(text, token.Written) && !(HasFreeFigures(token.Original) && figures.Have(token.Original)))
                .Select(token => token.Original)
                .Concat(NumbersIn(Text).Where(number => number.Length > 1 && !figures.Have(number)))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static bool IsIn(string text, string? part) => part is not null && text.Contains(WithPlainSpaces(part), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a part can be written in another way, unlike addresses and references, which join letters and figures.</summary>
    private static bool HasFreeFigures(string part) => part.Any(char.IsDigit) && (part.Any(char.IsWhiteSpace) || !part.Any(char.IsLetter));

    private static string WithPlainSpaces(string text) => string.Concat(text.Select(letter => char.IsWhiteSpace(letter) ? ' ' : letter));

    private static string Clean(string sentence)
    {
        var text = new StringBuilder(sentence.Length);
        var isBroken = false;
        foreach (var rune in sentence.EnumerateRunes())
        {
            var isBreak = rune.Value is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029';
            var isLeftOut = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse || rune == Rune.ReplacementChar;
            if (isBreak ? !isBroken : rune.Value == '\t')
                text.Append(' ');
            else if (!isBreak && !isLeftOut)
                text.Append(rune.ToString());
            isBroken = isBreak;
        }

        return text.ToString();
    }

    /// <summary>Adds what is between two placeholders, without marks of broken placeholders and without new spaces before punctuation.</summary>
    private static void AddWords(StringBuilder text, string words)
    {
        var kept = string.Concat(words.Where(letter => !Placeholder.IsMark(letter)));
        var isAfterToken = text.Length > 0;
        var trimmed = kept.TrimStart(' ');
        if (isAfterToken && trimmed.Length > 0 && trimmed[0] is '.' or ',' or ')')
            kept = trimmed;
        else if (isAfterToken && kept.Length - trimmed.Length > 1)
            kept = " " + trimmed;
        AddSpaceBetweenWords(text, kept);
        text.Append(kept);
    }

    private static void AddSpaceBetweenWords(StringBuilder text, string next)
    {
        if (text.Length > 0 && next.Length > 0 && char.IsLetterOrDigit(text[^1]) && char.IsLetterOrDigit(next[0]))
            text.Append(' ');
    }

    private static void AddToken(StringBuilder text, (string Original, string? Written) token, bool isAtStart)
    {
        while (text.Length > 1 && text[^1] == ' ' && text[^2] is ' ' or '(')
            text.Length--;
        var written = token.Written ?? token.Original;
        if (token.Written is { Length: > 0 } && isAtStart)
            written = CultureInfo.InvariantCulture.TextInfo.ToUpper(written[0]) + written[1..];
        AddSpaceBetweenWords(text, written);
        text.Append(written);
    }

    private static string WithoutPlaceholders(string text)
    {
        var (result, end) = (new StringBuilder(), 0);
        foreach (var (index, length, _) in Placeholder.In(text))
        {
            result.Append(text, end, index - end).Append(' ');
            end = index + length;
        }

        return result.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>Returns the whole numbers beside the placeholders, in ASCII digits.</summary>
    private static HashSet<string> NumbersIn(string text) =>
        [
            .. Digits
                .Matches(WithoutPlaceholders(text))
                .Select(match => string.Concat(match.Value.Where(char.IsDigit).Select(digit => CharUnicodeInfo.GetDecimalDigitValue(digit)))),
        ];
}
