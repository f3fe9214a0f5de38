namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Terms with a fixed counterpart: names, which stay as they are, or the entries of a glossary for a pair of languages.</summary>
internal sealed class TermList
{
    private readonly ILookup<(char, char), (string Source, string? Target)> _terms;

    /// <summary>Creates the list. Blank terms and terms of one character are left out.</summary>
    /// <param name="terms">The terms of the source language, each with the text for the target language; null if it stays as it is.</param>
    public TermList(IEnumerable<(string Source, string? Target)> terms) =>
        _terms = terms
            .Select(term => (Source: term.Source.Trim(), term.Target))
            .Where(term => term.Source.Length > 1)
            .OrderByDescending(term => term.Source.Length)
            .ToLookup(term => KeyOf(term.Source, 0));

    /// <summary>Creates a list of names, which stay as the text writes them.</summary>
    public static TermList OfNames(IEnumerable<string> names) => new(names.Select(name => (name, default(string))));

    /// <summary>
    /// Finds the terms in a text, the longest at each place, only whole words. The case of letters counts, except that of the first letter at the start of
    /// a sentence.
    /// </summary>
    public IEnumerable<FoundToken> In(string text)
    {
        var isStart = true;
        for (var place = 0; place < text.Length; place++)
        {
            if (place + 1 < text.Length && (place == 0 || IsBorder(text, place)))
            {
                foreach (var (source, target) in _terms[KeyOf(text, place)])
                {
                    if (!IsAt(text, place, source, isStart))
                        continue;
                    yield return new(place, source.Length, target is null ? null : _ => target);
                    place += source.Length - 1;
                    break;
                }
            }

            isStart = text[place] is '.' or '!' or '?' or ':' || (isStart && !char.IsLetterOrDigit(text[place]));
        }
    }

    private static (char First, char Second) KeyOf(string text, int place) =>
        (char.ToUpperInvariant(text[place]), char.IsWhiteSpace(text[place + 1]) ? ' ' : text[place + 1]);

    private static bool IsAt(string text, int place, string term, bool isStart)
    {
        var end = place + term.Length;
        if (end > text.Length || (text[place] != term[0] && !isStart))
            return false;
        for (var index = 1; index < term.Length; index++)
        {
            if (text[place + index] != term[index] && !(char.IsWhiteSpace(term[index]) && char.IsWhiteSpace(text[place + index])))
                return false;
        }

        return end == text.Length || IsBorder(text, end);
    }

    /// <summary>Whether a word ends before a place or begins there.</summary>
    private static bool IsBorder(string text, int place) => !char.IsLetterOrDigit(text[place - 1]) || !char.IsLetterOrDigit(text[place]);
}
