namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Splits a text into sentences, which are translated one by one, and what is between them. The parts in their order are the text.</summary>
internal sealed class Segmenter
{
    private const int ShortestWrappedLine = 40;
    private const int MostSignsBeforeWord = 10;
    private const string Closers = "»”’\"')]“›";

    private readonly string _text;
    private readonly string _language;
    private readonly int _longest;
    private readonly List<(int Start, int End, bool IsSentence)> _parts = [];

    private Segmenter(string text, string language, int longest) => (_text, _language, _longest) = (text, language, longest);

    /// <summary>Splits a text.</summary>
    /// <param name="text">The text, with any line breaks and any characters.</param>
    /// <param name="language">Its language: abbreviations differ.</param>
    /// <param name="longest">The longest sentence in characters; longer ones are split where it harms least.</param>
    /// <returns>The parts. Without change they join to the text. A sentence begins and ends without spaces.</returns>
    public static IReadOnlyList<TextPart> Split(string text, string language, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longest);
        var segmenter = new Segmenter(text, language, longest);
        segmenter.Split();
        return [.. segmenter._parts.Select(part => new TextPart(text[part.Start..part.End], part.IsSentence))];
    }

    private void Split()
    {
        var start = 0;
        while (start < _text.Length)
        {
            var end = EndOfLine(start);
            while (end < _text.Length && IsWrapped(start, end))
                end = EndOfLine(AfterBreak(end));
            SplitLine(start, end);
            start = AfterBreak(end);
            AddBetween(end, start);
        }
    }

    private void SplitLine(int lineStart, int lineEnd)
    {
        var start = lineStart + ListMark.LengthIn(_text.AsSpan(lineStart, lineEnd - lineStart), _language);
        AddBetween(lineStart, start);
        for (var place = start; place < lineEnd; place++)
        {
            if (!IsStop(_text[place]))
                continue;
            var (end, isEnd) = EndOfSentence(place, lineEnd);
            if (isEnd)
            {
                AddSentence(start, end);
                start = end;
            }

            place = end - 1;
        }

        AddSentence(start, lineEnd);
    }

    /// <summary>Returns where the marks and quotes end with which a sentence may end, and whether it ends there.</summary>
    private (int End, bool IsEnd) EndOfSentence(int mark, int lineEnd)
    {
        var end = mark + 1;
        while (end < lineEnd && (IsStop(_text[end]) || Closers.Contains(_text[end], StringComparison.Ordinal)))
            end++;
        var next = end;
        while (next < lineEnd && char.IsWhiteSpace(_text[next]))
            next++;
        if (next == end || next == lineEnd)
            return (end, false);
        var last = Math.Min(lineEnd, next + MostSignsBeforeWord);
        while (next < last && !char.IsLetterOrDigit(_text[next]) && !char.IsSurrogate(_text[next]))
            next++;
        var goesOn = next < lineEnd && char.IsLower(_text[next]);
        var isShort = _text[mark] == '.' && end == mark + 1 && Abbreviations.Has(WordBefore(mark), _language);
        return (end, !goesOn && !isShort);
    }

    private string WordBefore(int end)
    {
        var start = end;
        while (start > 0 && end - start < 12 && (char.IsLetterOrDigit(_text[start - 1]) || _text[start - 1] is '.' or 'º' or '°'))
            start--;
        return _text[start..end];
    }

    /// <summary>Whether a character may end a sentence. In Greek the semicolon is the question mark.</summary>
    private bool IsStop(char letter) => letter is '.' or '!' or '?' or '…' or '\u037E' || (letter == ';' && _language == "el");

    /// <summary>Whether a line break is only there because the line was full: the next line begins with a small letter.</summary>
    private bool IsWrapped(int start, int end)
    {
        var next = AfterBreak(end);
        if (next >= _text.Length || !char.IsLower(_text[next]) || end == start || end - _text.LastIndexOfAny(['\n', '\r'], end - 1) < ShortestWrappedLine)
            return false;
        var last = _text[end - 1];
        return (char.IsLetterOrDigit(last) || last is ',' or ' ' or '-' or ')')
            && ListMark.LengthIn(_text.AsSpan(next, EndOfLine(next) - next), _language) == 0;
    }

    private int EndOfLine(int start)
    {
        var end = start;
        while (end < _text.Length && !IsBreak(_text[end]))
            end++;
        return end;
    }

    private int AfterBreak(int end)
    {
        if (end >= _text.Length)
            return _text.Length;
        return _text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n' ? end + 2 : end + 1;
    }

    private static bool IsBreak(char letter) => letter is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    private void AddSentence(int start, int end)
    {
        var (from, to) = (start, end);
        while (from < to && char.IsWhiteSpace(_text[from]))
            from++;
        while (to > from && char.IsWhiteSpace(_text[to - 1]))
            to--;
        AddBetween(start, from);
        foreach (var part in LongSentence.Split(_text[from..to], _language, _longest))
        {
            Add(from, from + part.Text.Length, part.IsSentence && part.Text.Any(char.IsLetter));
            from += part.Text.Length;
        }

        AddBetween(to, end);
    }

    private void AddBetween(int start, int end) => Add(start, end, isSentence: false);

    /// <summary>Adds a part. What is between sentences is one part.</summary>
    private void Add(int start, int end, bool isSentence)
    {
        if (start == end)
            return;
        if (!isSentence && _parts.Count > 0 && !_parts[^1].IsSentence)
            _parts[^1] = _parts[^1] with { End = end };
        else
            _parts.Add((start, end, isSentence));
    }
}
