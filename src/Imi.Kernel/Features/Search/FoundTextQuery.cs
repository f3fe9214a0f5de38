using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search.Terms;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Features.Search;

/// <summary>Shows where in found exchanges the searched words are, as far as the person may read them.</summary>
public sealed class FoundTextQuery(ExchangeStore exchanges, ReadableTextQuery readable, PlatformTexts texts)
{
    /// <summary>The number of exchanges for which places are shown at most: as many as a page of the list has.</summary>
    public const int MostExchanges = 25;

    private const int MostPlaces = 3;
    private const int LongestSide = 40;

    /// <summary>Finds the places. Decrypts each exchange, and records in the journal what is shown.</summary>
    /// <param name="ids">The exchanges of one page.</param>
    /// <param name="search">What the person typed.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The places by exchange, at most three each; an exchange that was found by its number alone has none.</returns>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<FoundText>>> InAsync(
        IReadOnlyList<Guid> ids,
        string? search,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<Guid, IReadOnlyList<FoundText>>();
        var words = SearchWords.Of(search ?? "");
        if (words.Count == 0)
            return found;
        var recorded = new List<Task>();
        foreach (var id in ids.Take(MostExchanges))
        {
            if (await exchanges.SeenAsync(id, actor, cancellationToken) is not { } context)
                continue;
            var places = PlacesIn((await readable.ReadAsync(context, isNew: false, cancellationToken)).For(actor), words);
            if (places.Count == 0)
                continue;
            found[id] =
            [
                .. places.Select(place =>
                    Cut(place.Text.TitleIn(context.Module, texts, actor.Language), place.Text.Text, place.Token) with
                    {
                        TranslatedInto = place.Text.Translation?.Target,
                    }
                ),
            ];
            recorded.Add(readable.NoteAsync(context, actor, places.Select(place => place.Text), cancellationToken));
        }

        await Task.WhenAll(recorded);
        return found;
    }

    /// <summary>Selects one place for each word, in the order of the words.</summary>
    private static List<(ReadableText Text, SearchToken Token)> PlacesIn(IReadOnlyList<ReadableText> all, IReadOnlyList<SearchedWord> words)
    {
        var tokens = all.Where(text => text.TitleKey != ReadableText.Number)
            .SelectMany(text => SearchWords.In(text.Text).Select(token => (text, token)))
            .ToList();
        var places = new List<(ReadableText Text, SearchToken Token)>();
        foreach (var word in words)
        {
            if (tokens.Find(one => word.Matches(one.token)) is { text: not null } place && !places.Exists(one => one.Text == place.text))
                places.Add(place);
            if (places.Count == MostPlaces)
                break;
        }

        return places;
    }

    private static FoundText Cut(string title, string text, SearchToken token)
    {
        var (start, end) = (token.At, token.At + token.Length);
        var from = start <= LongestSide ? 0 : NextSpace(text, start - LongestSide, start);
        var until = text.Length - end <= LongestSide ? text.Length : LastSpace(text, end + LongestSide, end);
        return new FoundText(
            title,
            (from > 0 ? "…" : "") + OneLine(text[from..start]),
            text[start..end],
            OneLine(text[end..until]) + (until < text.Length ? "…" : "")
        );
    }

    private static int NextSpace(string text, int from, int most) => text.AsSpan(from, most - from).IndexOf(' ') is var at and >= 0 ? from + at : from;

    private static int LastSpace(string text, int until, int least) =>
        text.AsSpan(least, until - least).LastIndexOf(' ') is var at and >= 0 ? least + at : until;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
