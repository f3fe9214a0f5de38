using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search.Terms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Search;

/// <summary>Finds exchanges by the words that the people of an authority may read in them.</summary>
public sealed class SearchTermQuery(ImiDbContext database, PlatformKeyStore keys) : IExchangeFinder
{
    /// <inheritdoc/>
    public async Task<Func<Guid, IReadOnlyList<IQueryable<Guid>>>> PrepareAsync(string search, bool isWhole, CancellationToken cancellationToken)
    {
        var words = isWhole ? [.. SearchWords.Of(search).Select(word => word with { IsBeginning = false })] : SearchWords.Of(search);
        if (words.Count == 0 || await keys.FindAsync(PlatformKeyStore.SearchTerms, cancellationToken) is not { } key)
            return _ => [database.Set<SearchTerm>().Where(_ => false).Select(term => term.ExchangeId)];
        var hasher = new TermHasher(key);

        // The rarest word comes first, because the list reads its exchanges: a whole word, and a long one.
        var ordered = words.OrderBy(word => word.IsBeginning).ThenByDescending(word => word.Keys[0].Length).ToList();
        return authority => [.. ordered.Select(word => WordQuery(database, hasher, authority, word))];
    }

    /// <inheritdoc/>
    public async Task<IQueryable<Guid>> MentionsAsync(string text, IReadOnlyList<Guid> authorities, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(text);
        if (words.Count == 0 || await keys.FindAsync(PlatformKeyStore.SearchTerms, cancellationToken) is not { } key)
            return database.Set<SearchTerm>().Where(_ => false).Select(term => term.ExchangeId);
        var hasher = new TermHasher(key);
        return words.Select(word => MentionsQuery(database, hasher, authorities, word)).Aggregate((one, other) => one.Intersect(other));
    }

    internal static IQueryable<Guid> MentionsQuery(ImiDbContext database, TermHasher hasher, IReadOnlyList<Guid> authorities, SearchedWord word)
    {
        var terms = authorities.SelectMany(authority => hasher.TermsOf(authority, word.Keys)).ToList();
        return database.Set<SearchTerm>().Where(term => EF.Parameter(terms).Contains(term.Term)).Select(term => term.ExchangeId);
    }

    /// <summary>The exchanges in which the people of an authority may read a word; an exchange may be among them several times.</summary>
    internal static IQueryable<Guid> WordQuery(ImiDbContext database, TermHasher hasher, Guid authority, SearchedWord word)
    {
        var terms = database.Set<SearchTerm>().AsQueryable();
        if (!word.IsBeginning || word.Keys.Any(key => TermHasher.LevelOf(key) is null))
        {
            var whole = hasher.TermsOf(authority, word.Keys);
            return terms.Where(term => whole.Contains(term.Term)).Select(term => term.ExchangeId);
        }

        var (from, until) = hasher.RangeOf(authority, word.Keys[0]);
        if (word.Keys.Count == 1)
            return terms.Where(term => string.Compare(term.Term, from) >= 0 && string.Compare(term.Term, until) < 0).Select(term => term.ExchangeId);
        var (otherFrom, otherUntil) = hasher.RangeOf(authority, word.Keys[1]);
        return terms
            .Where(term =>
                (string.Compare(term.Term, from) >= 0 && string.Compare(term.Term, until) < 0)
                || (string.Compare(term.Term, otherFrom) >= 0 && string.Compare(term.Term, otherUntil) < 0)
            )
            .Select(term => term.ExchangeId);
    }
}
