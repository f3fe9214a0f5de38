using Bogus;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Tests.Translation;

/// <summary>Stands in for an engine: it moves and replaces words as a translation does, and it can treat placeholders badly.</summary>
internal sealed class RoughEngine(Randomizer random)
{
    /// <summary>Replaces and moves the words, and keeps each placeholder.</summary>
    public string Shuffle(string text) => string.Join(' ', random.Shuffle(text.Split(' ')).Select(Word));

    /// <summary>Does what engines usually do to a placeholder, to one of the text.</summary>
    /// <returns>The text, and whether the placeholder can be known again.</returns>
    public (string Text, bool IsRepairable) Damage(string text, int placeholders)
    {
        var number = random.Number(1, placeholders);
        var placeholder = Placeholder.Of(number);
        var (head, tail) = (placeholder[..1], placeholder[^1..]);
        (string New, bool IsRepairable)[] damages =
        [
            ($"{head} {number}{tail}", true),
            ($"{head}{number} {tail}", true),
            ($"  {placeholder}  ", true),
            (string.Concat(placeholder.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter - '0' + '０') : letter)), true),
            (placeholder.ToUpperInvariant(), true),
            ("", false),
            ($"{placeholder} {placeholder}", false),
            (head, false),
            (number.ToString(System.Globalization.CultureInfo.InvariantCulture), false),
            (Placeholder.Of(number + 1000), false),
            (Placeholder.Of((number % placeholders) + 1), placeholders == 1),
        ];
        var (changed, isRepairable) = random.ArrayElement(damages);
        return (text.Replace(placeholder, changed, StringComparison.Ordinal), isRepairable);
    }

    private string Word(string word) => word.All(char.IsLetter) && random.Bool() ? new string([.. word.Reverse()]) : word;
}
