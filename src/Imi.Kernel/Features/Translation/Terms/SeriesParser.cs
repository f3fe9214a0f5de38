namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Reads a number or a series of numbers in a citation: <c>4</c>, <c>(4) to (6)</c>, <c>letras a), b) y c)</c>.</summary>
internal sealed class SeriesParser(TextCursor cursor, LegalWords words)
{
    private const int Longest = 20;

    /// <summary>Reads a series.</summary>
    /// <param name="one">Reads one number; null if there is none, and then it leaves the cursor as it is.</param>
    /// <returns>The series; empty if there is no number. After commas it needs a last word, as in <c>1, 2 and 3</c>; else it ends before the commas.</returns>
    public IReadOnlyList<SeriesEntry> Read(Func<SeriesEntry?> one)
    {
        if (one() is not { } first)
            return [];
        List<SeriesEntry> entries = [first];
        var (sure, sureEnd) = (1, cursor.Place);
        while (entries.Count < Longest)
        {
            if (Link() is not { } link || one() is not { } next)
                break;
            entries.Add(next with { Link = link });
            if (link != SeriesLink.Comma)
                (sure, sureEnd) = (entries.Count, cursor.Place);
        }

        cursor.Place = sureEnd;
        return entries[..sure];
    }

    /// <summary>Whether the text goes on as a series would.</summary>
    public bool GoesOn()
    {
        var start = cursor.Place;
        var goesOn = Link() is not null && (cursor.Next == '(' || char.IsAsciiDigit(cursor.Next));
        cursor.Place = start;
        return goesOn;
    }

    private SeriesLink? Link()
    {
        var start = cursor.Place;
        var comma = cursor.Sign(',');
        if (cursor.Spaces())
        {
            foreach (var (link, forms) in words.Links)
            {
                if (cursor.Word(forms) >= 0 && cursor.Spaces())
                    return link;
            }

            if (comma)
                return SeriesLink.Comma;
        }

        cursor.Place = start;
        return null;
    }
}
