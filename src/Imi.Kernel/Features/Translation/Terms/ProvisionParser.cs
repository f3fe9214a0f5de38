namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Reads a cited provision in one language, strictly: what it cannot place for certain, it does not read.</summary>
internal sealed class ProvisionParser(string text, int start, LegalWords words)
{
    private const int MostParts = 6;

    private readonly TextCursor _cursor = new(text, start);
    private readonly List<(ProvisionPart Part, IReadOnlyList<SeriesEntry> Numbers)> _parts = [];
    private bool _isDoubtful;

    private SeriesParser Series => new(_cursor, words);

    /// <summary>Reads the provision that begins at the start.</summary>
    /// <returns>Where it ends, and what it is: null if it is a provision that cannot be read for certain. The end is the start if there is none.</returns>
    public (int End, Provision? Provision) Read()
    {
        if (_cursor.Word(words.Article) is var form && form < 0)
            return (start, null);
        _cursor.Spaces();
        var articles = Series.Read(Article);
        if (articles.Count == 0)
            return (start, null);
        Dotted();
        while (_parts.Count < MostParts && (Bracket() || Counted() || Part())) { }

        var hasPlural = words.Article[0] != words.Article[1];
        var isOfSeveral = articles.Count > 1;
        var fits = isOfSeveral ? _parts.Count == 0 && !(hasPlural && form == 0) : !(hasPlural && form == 1);
        if (_isDoubtful || !fits || Series.GoesOn() || _cursor.Next == '(')
            return (EndOfDoubtful(), null);
        var act = Act();
        return (_cursor.Place, new(articles, _parts, act));
    }

    private SeriesEntry? Article()
    {
        var before = _cursor.Place;
        var number = _cursor.Number();
        if (number == 0)
            return null;
        var end = _cursor.Place;
        if (words.Language is "fr" or "es")
            _cursor.Spaces();
        if (Alphabets.SuffixOf(_cursor.Letters(), words.Language) is var suffix and > 0)
            return new(SeriesLink.None, number, suffix);
        _cursor.Place = end;
        if (!char.IsLetterOrDigit(_cursor.Next))
            return new(SeriesLink.None, number);
        _cursor.Place = before;
        return null;
    }

    /// <summary>Reads the short Spanish way: 10.1 is paragraph 1. In other languages it is not certain what a dot means.</summary>
    private void Dotted()
    {
        while (_cursor.Next == '.' && char.IsAsciiDigit(_cursor.After))
        {
            _cursor.Place++;
            var number = _cursor.Number();
            _isDoubtful |= words.Language != "es" || number == 0 || _parts.Count > 0;
            _parts.Add((ProvisionPart.Paragraph, [new(SeriesLink.None, number)]));
        }
    }

    /// <summary>Reads the English way: (4)(a)(ii).</summary>
    private bool Bracket()
    {
        var before = _cursor.Place;
        if (_parts.Count == 0 && _cursor.Sign(' ') && !(_cursor.Next == '(' && char.IsAsciiDigit(_cursor.After)))
            _cursor.Place = before;
        ProvisionPart? kind = null;
        var numbers = Series.Read(() =>
        {
            var bracket = _cursor.Place;
            if (InBrackets() is { } found && (kind is null || kind == found.Part))
            {
                kind = found.Part;
                return new SeriesEntry(SeriesLink.None, found.Number);
            }

            _cursor.Place = bracket;
            return null;
        });
        if (numbers.Count == 0)
        {
            _cursor.Place = before;
            return false;
        }

        _isDoubtful |= Has(kind!.Value) || (kind == ProvisionPart.Paragraph && _parts.Count > 0);
        _parts.Add((kind.Value, numbers));
        return true;
    }

    private (ProvisionPart Part, int Number)? InBrackets()
    {
        if (!_cursor.Sign('('))
            return null;
        if (_cursor.Number() is var number and > 0)
            return _cursor.Sign(')') ? (ProvisionPart.Paragraph, number) : null;
        var lettered = Lettered(_cursor.Letters());
        return _cursor.Sign(')') ? lettered : null;
    }

    /// <summary>Decides between a letter and a Roman numeral. <c>(i)</c> can be both, unless a letter came before.</summary>
    private (ProvisionPart Part, int Number)? Lettered(string letters)
    {
        var (place, roman) = (Alphabets.PlaceOf(letters, words.Language), Alphabets.RomanOf(letters));
        var hasPoint = Has(ProvisionPart.Point);
        if (roman > 0 && (hasPoint || place == 0))
            return (ProvisionPart.RomanPoint, roman);
        return place > 0 && roman == 0 && !hasPoint ? (ProvisionPart.Point, place) : null;
    }

    private bool Counted()
    {
        var before = _cursor.Place;
        _cursor.Sign(',');
        if (_cursor.Spaces())
        {
            foreach (var (part, forms) in words.Ordinals)
            {
                if (_cursor.Word(forms) is not (var index and >= 0))
                    continue;
                _isDoubtful |= Has(part);
                _parts.Add((part, [new(SeriesLink.None, index + 1)]));
                return true;
            }
        }

        _cursor.Place = before;
        return false;
    }

    private bool Part()
    {
        var before = _cursor.Place;
        _cursor.Sign(',');
        if (_cursor.Spaces())
        {
            var afterSpaces = _cursor.Place;
            foreach (var (part, forms) in words.Parts)
            {
                _cursor.Place = afterSpaces;
                var form = _cursor.Word(forms);
                if (form < 0)
                    continue;
                _cursor.Spaces();
                var numbers = Series.Read(() => Value(part));
                if (numbers.Count == 0)
                    continue;
                var isOne = form == 0 && forms[0] != forms[1];

                // Paragraph 4 and 5 authorities: only the plural tells that both numbers are paragraphs.
                _isDoubtful |= Has(part) || (part == ProvisionPart.Paragraph && _parts.Count > 0) || (isOne && ProvisionWriter.IsPlural(numbers));
                _parts.Add((part, numbers));
                return true;
            }

            // French writes point a) i): the Roman numeral has no word of its own.
            _cursor.Place = afterSpaces;
            if (words.Language == "fr" && Has(ProvisionPart.Point) && Value(ProvisionPart.RomanPoint) is { } roman && text[_cursor.Place - 1] == ')')
            {
                _isDoubtful |= Has(ProvisionPart.RomanPoint);
                _parts.Add((ProvisionPart.RomanPoint, [roman]));
                return true;
            }
        }

        _cursor.Place = before;
        return false;
    }

    private SeriesEntry? Value(ProvisionPart part)
    {
        var before = _cursor.Place;
        var isOpen = _cursor.Sign('(');
        var number = part is ProvisionPart.Paragraph or ProvisionPart.NumberedPoint ? _cursor.Number() : LetteredValue(part, _cursor.Letters());
        if (number > 0 && !char.IsLetterOrDigit(_cursor.Next) && (!isOpen || _cursor.Next == ')'))
        {
            if (isOpen || (part != ProvisionPart.Paragraph && !ClosesWhatOpenedBefore()))
                _cursor.Sign(')');
            return new(SeriesLink.None, number);
        }

        _cursor.Place = before;
        return null;
    }

    /// <summary>Returns the value of the letters after the word for a part. Where a language has one word for both kinds, <c>i)</c> is not decided.</summary>
    private int LetteredValue(ProvisionPart part, string letters)
    {
        var hasOneWord = words.Parts[ProvisionPart.Point][0] == words.Parts[ProvisionPart.RomanPoint][0];
        if (hasOneWord)
            return Lettered(letters) is { } lettered && lettered.Part == part ? lettered.Number : 0;
        return part == ProvisionPart.RomanPoint ? Alphabets.RomanOf(letters) : Alphabets.PlaceOf(letters, words.Language);
    }

    /// <summary>Whether the next bracket closes one that was opened before the provision: (véase la letra a).</summary>
    private bool ClosesWhatOpenedBefore()
    {
        if (_cursor.Next != ')' || (_cursor.Place + 1 < text.Length && text[_cursor.Place + 1] == ')'))
            return false;
        var open = 0;
        for (var index = Math.Max(0, start - 500); index < start; index++)
            open = Math.Max(
                0,
                open
                    + (
                        text[index] == '(' ? 1
                        : text[index] == ')' ? -1
                        : 0
                    )
            );
        return open > 0;
    }

    private UnionAct? Act()
    {
        var before = _cursor.Place;
        _cursor.Sign(',');
        if (_cursor.Spaces())
        {
            var (end, act) = new ActParser(text, _cursor.Place, words).Read(isAfterProvision: true);
            if (act is not null)
            {
                _cursor.Place = end;
                return act;
            }
        }

        _cursor.Place = before;
        return null;
    }

    private bool Has(ProvisionPart part) => _parts.Exists(found => found.Part == part);

    /// <summary>Returns the end of a provision that cannot be read: brackets and numbers that belong to it stay with it.</summary>
    private int EndOfDoubtful()
    {
        for (var count = 0; count < 40; count++)
        {
            var before = _cursor.Place;
            if (_cursor.Next != '(' && !Series.GoesOn())
                break;
            while (_cursor.Next is not ('(' or '\0') && !char.IsAsciiDigit(_cursor.Next))
                _cursor.Place++;
            if (_cursor.Sign('('))
            {
                if (_cursor.Number() == 0)
                    _cursor.Letters();
                if (_cursor.Sign(')'))
                    continue;
                _cursor.Place = before;
                break;
            }

            if (_cursor.Number() > 0)
                continue;
            _cursor.Place = before;
            break;
        }

        return _cursor.Place;
    }
}
