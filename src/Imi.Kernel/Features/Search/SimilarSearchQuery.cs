using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search.Terms;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Features.Search;

/// <summary>Proposes another spelling for a search that finds nothing, from words that the person may read.</summary>
public sealed class SimilarSearchQuery(InboxQuery inbox, ExchangeStore exchanges, ReadableTextQuery readable)
{
    private const int ShortestWord = 5;
    private const int LongWord = 8;

    /// <summary>
    /// Replaces each word that is found nowhere by the most similar word with the same or nearly the same beginning, in the exchanges that changed last.
    /// Records in the journal the texts from which it takes words.
    /// </summary>
    /// <param name="filter">The list that was empty.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The search with which the list is not empty; null if there is none.</returns>
    public async Task<string?> ProposeAsync(InboxFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        var search = filter.Search ?? "";
        var proposed = search;
        foreach (var token in SearchWords.In(search).Where(IsName).OrderByDescending(token => token.At))
        {
            var word = search.Substring(token.At, token.Length);
            if (await FindsAsync(filter with { Search = word }, actor, cancellationToken))
                continue;
            if (await SimilarAsync(filter, token.Keys[0], actor, cancellationToken) is not { } similar)
                return null;
            proposed = string.Concat(proposed.AsSpan(0, token.At), similar, proposed.AsSpan(token.At + token.Length));
        }

        return proposed != search && await FindsAsync(filter with { Search = proposed }, actor, cancellationToken) ? proposed : null;
    }

    private static bool IsName(SearchToken token) =>
        token.Keys[0].Length >= ShortestWord && char.IsLetter(token.Keys[0][0]) && !token.Keys[0].All(char.IsAsciiDigit);

    private async Task<bool> FindsAsync(InboxFilter filter, Actor actor, CancellationToken cancellationToken) =>
        (await inbox.ListAsync(filter with { PageSize = 1, After = null }, actor, cancellationToken)).Items.Count > 0;

    private async Task<string?> SimilarAsync(InboxFilter filter, string key, Actor actor, CancellationToken cancellationToken)
    {
        var most = key.Length < LongWord ? 1 : 2;
        foreach (var beginning in BeginningsOf(key))
        {
            var near = filter with { Search = beginning, PageSize = FoundTextQuery.MostExchanges, Sort = InboxSort.Updated, After = null };
            (string Word, int Distance, ExchangeContext Context, ReadableText Text)? best = null;
            foreach (var id in (await inbox.ListAsync(near, actor, cancellationToken)).Items.Select(item => item.Row.Id).Distinct())
            {
                if (await exchanges.SeenAsync(id, actor, cancellationToken) is not { } context)
                    continue;
                foreach (var text in (await readable.ReadAsync(context, isNew: false, cancellationToken)).For(actor))
                {
                    if (BestIn(text.Text, key) is not { } one || one.Distance > most || one.Distance >= (best?.Distance ?? int.MaxValue))
                        continue;
                    best = (one.Word, one.Distance, context, text);
                }
            }

            if (best is not { } similar)
                continue;
            await readable.NoteAsync(similar.Context, actor, [similar.Text], cancellationToken);
            return similar.Word;
        }

        return null;
    }

    /// <summary>The beginnings that a similar word may have: the same, with two letters swapped, or without one of the letters.</summary>
    private static IEnumerable<string> BeginningsOf(string key)
    {
        string[] same = [key[..4], key[..3]];
        var swapped = Enumerable.Range(0, 3).Select(at => $"{key[..at]}{key[at + 1]}{key[at]}{key[(at + 2)..]}"[..3]);
        var without = Enumerable.Range(0, 3).Select(at => key.Remove(at, 1)[..3]);
        return same.Concat(swapped).Concat(without).Distinct(StringComparer.Ordinal);
    }

    private static (string Word, int Distance)? BestIn(string text, string key) =>
        SearchWords
            .In(text)
            .Where(token => token.Keys[0][0] != SearchWords.HostMark && Math.Abs(token.Keys[0].Length - key.Length) <= 2)
            .Select(token => (Word: text.Substring(token.At, token.Length), Distance: EditDistance.Of(token.Keys[0], key)))
            .OrderBy(one => one.Distance)
            .Select(one => ((string, int)?)one)
            .FirstOrDefault();
}
