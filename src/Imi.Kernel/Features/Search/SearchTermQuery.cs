using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search.Terms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;

namespace Imi.Kernel.Features.Search;

/// <summary>Finds exchanges by the words that the people of an authority may read in them.</summary>
public sealed class SearchTermQuery(ImiDbContext database, PlatformKeyStore keys) : IExchangeFinder
{
    /// <inheritdoc/>
    public async Task<Func<Guid, IReadOnlyList<IQueryable<Guid>>>> PrepareAsync(string search, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(search);
        if (words.Count == 0 || await keys.FindAsync(PlatformKeyStore.SearchTerms, cancellationToken) is not { } key)
            return _ => [database.Set<SearchTerm>().Where(_ => false).Select(term => term.ExchangeId)];
        var hasher = new TermHasher(key);
        return authority => [.. words.Select(word => WordQuery(database, hasher, authority, word))];
    }

    /// <summary>The exchanges in which the people of an authority may read a word.</summary>
    internal static IQueryable<Guid> WordQuery(ImiDbContext database, TermHasher hasher, Guid authority, SearchedWord word) =>
        word.Keys.Select(key => KeyQuery(database, hasher, authority, key, word.IsBeginning)).Aggregate((one, other) => one.Concat(other));

    private static IQueryable<Guid> KeyQuery(ImiDbContext database, TermHasher hasher, Guid authority, string key, bool isBeginning)
    {
        var terms = database.Set<SearchTerm>().AsQueryable();
        if (isBeginning && TermHasher.LevelOf(key) is not null)
        {
            var (from, until) = hasher.RangeOf(authority, key);
            terms = terms.Where(term => string.Compare(term.Term, from) >= 0 && string.Compare(term.Term, until) < 0);
        }
        else
        {
            var whole = hasher.TermsOf(authority, [key])[0];
            terms = terms.Where(term => term.Term == whole);
        }

        return terms.Select(term => term.ExchangeId);
    }
}
