namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Reads a cited act of the Union in one language: <c>Regulation (EU) No 1024/2012</c>, <c>Directive 2014/60/EU</c>.</summary>
internal sealed class ActParser(string text, int start, LegalWords words)
{
    private readonly TextCursor _cursor = new(text, start);

    /// <summary>Reads the act that begins at the start.</summary>
    /// <param name="isAfterProvision">Whether it begins with the word that joins it to a provision, such as <c>of</c>.</param>
    /// <returns>Where it ends, and the act; the start and null if there is none.</returns>
    public (int End, UnionAct? Act) Read(bool isAfterProvision)
    {
        if (Kind(isAfterProvision) is { } kind && _cursor.Spaces())
        {
            var (first, sign) = (Domains(), false);
            if (first.Count > 0)
                _cursor.Spaces();
            sign = _cursor.Word(words.NumberSign) >= 0;
            if (sign)
                _cursor.Spaces();
            var number = Number();
            var last = number is not null && first.Count == 0 && _cursor.Sign('/') ? Domain() : -1;
            if (number is not null && (first.Count > 0 || last >= 0) && !char.IsLetterOrDigit(_cursor.Next))
                return (_cursor.Place, new(kind, first.Count > 0 ? first : [last], number, sign, last >= 0));
        }

        return (start, null);
    }

    private ActKind? Kind(bool isAfterProvision)
    {
        var (found, end) = (default(ActKind?), _cursor.Place);
        foreach (var (kind, forms) in isAfterProvision ? words.ActsAfterProvision : words.ActsAlone)
        {
            _cursor.Place = start;
            var isRead = _cursor.Word(forms) >= 0;
            if (isRead && _cursor.Place > end)
                (found, end) = (kind, _cursor.Place);
        }

        _cursor.Place = end;
        return found;
    }

    private List<int> Domains()
    {
        var before = _cursor.Place;
        List<int> domains = [];
        if (_cursor.Sign('('))
        {
            while (domains.Count < LegalLanguages.DomainCount && Domain() is var domain and >= 0)
            {
                domains.Add(domain);
                if (_cursor.Sign(','))
                    _cursor.Spaces();
            }

            if (_cursor.Sign(')'))
                return domains;
        }

        _cursor.Place = before;
        return [];
    }

    private int Domain() => _cursor.Word(words.Domains);

    private string? Number()
    {
        var before = _cursor.Place;
        if (_cursor.Number() > 0 && _cursor.Sign('/') && _cursor.Number() > 0)
            return text[before.._cursor.Place];
        _cursor.Place = before;
        return null;
    }
}
