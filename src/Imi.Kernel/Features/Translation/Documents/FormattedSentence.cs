using System.Text;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// Distributes the translation of a sentence to the stretches of the original. Most of it gets the format that most of the sentence has. Words with another
/// format keep it if the translation has the same words, for example a name. A link keeps its words, if necessary in brackets.
/// </summary>
internal sealed class FormattedSentence
{
    private const int ShortestFound = 2;

    private readonly IReadOnlyList<FormattedStretch> _stretches;
    private readonly string _translation;
    private readonly StringBuilder[] _written;
    private readonly string _main;
    private int _place; // How much of the translation is written.
    private int _last = -1; // The last stretch that is written.

    private FormattedSentence(IReadOnlyList<FormattedStretch> stretches, string translation, StringBuilder[] written)
    {
        (_stretches, _translation, _written) = (stretches, translation, written);
        _main = stretches.GroupBy(stretch => stretch.Format, StringComparer.Ordinal).MaxBy(group => group.Sum(stretch => stretch.Text.Length))!.Key;
    }

    /// <summary>Writes the translation.</summary>
    /// <param name="stretches">The stretches of the original sentence.</param>
    /// <param name="translation">The translation of the sentence.</param>
    /// <param name="linkWords">Returns the translated words of a stretch that is a link; null for one that is none.</param>
    /// <param name="written">The text of each piece of the passage, to which the translation is added.</param>
    public static void Write(IReadOnlyList<FormattedStretch> stretches, string translation, Func<FormattedStretch, string?> linkWords, StringBuilder[] written)
    {
        if (stretches.Count == 1)
        {
            written[stretches[0].Piece].Append(translation);
            return;
        }

        new FormattedSentence(stretches, translation, written).Write(linkWords);
    }

    private void Write(Func<FormattedStretch, string?> linkWords)
    {
        for (var index = 0; index < _stretches.Count; index++)
        {
            var stretch = _stretches[index];
            if (stretch.Format == _main)
                continue;
            var link = linkWords(stretch);
            if (!TryKeep(index, stretch.Text.Trim()) && link is not null && !TryKeep(index, link))
                WriteInBrackets(index, link);
        }

        var rest = FirstMain(_last + 1, _stretches.Count) is var main and >= 0 ? main : _last;
        Append(rest, _translation[_place..]);
    }

    /// <summary>Writes words into their stretch if the rest of the translation has them, and what is before them into a stretch before it.</summary>
    private bool TryKeep(int index, string words)
    {
        var found = words.Length < ShortestFound ? -1 : Find(words);
        var before = FirstMain(_last + 1, index);
        if (found < 0 || (found > _place && before < 0))
            return false;
        if (found > _place)
            Append(before, _translation[_place..found]);
        Append(index, words);
        (_place, _last) = (found + words.Length, index);
        return true;
    }

    private void WriteInBrackets(int index, string words)
    {
        var before = FirstMain(_last + 1, index);
        if (before >= 0)
        {
            Append(before, _translation[_place..]);
            _place = _translation.Length;
        }

        Append(index, _place == _translation.Length ? $" ({words})" : $"({words}) ");
        _last = index;
    }

    private int Find(string words)
    {
        for (var place = _place; (place = _translation.IndexOf(words, place, StringComparison.Ordinal)) >= 0; place++)
        {
            var end = place + words.Length;
            if (IsBorder(place) && IsBorder(end))
                return place;
        }

        return -1;
    }

    private bool IsBorder(int place) =>
        place == 0 || place == _translation.Length || !char.IsLetterOrDigit(_translation[place - 1]) || !char.IsLetterOrDigit(_translation[place]);

    private int FirstMain(int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            if (_stretches[index].Format == _main)
                return index;
        }

        return -1;
    }

    private void Append(int index, string text) => _written[_stretches[index].Piece].Append(text);
}
