using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search.Terms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Search;

/// <summary>
/// Keeps the terms of every exchange, in the same transaction as the change. For each authority that takes part, they are the words that a person of that
/// authority with the fewest rights may read.
/// </summary>
public sealed class SearchIndexService(ImiDbContext database, ExchangeStore exchanges, ReadableTextQuery texts, PlatformKeyStore keys) : IExchangeIndex
{
    private const int RebuiltAtOnce = 20;

    private TermHasher? _hasher;

    /// <inheritdoc/>
    async Task IExchangeIndex.FollowAsync(ExchangeContext context, bool isNew, CancellationToken cancellationToken)
    {
        var exchange = context.Exchange;
        if (!isNew && !await CurrentQuery(database, exchange.Id, exchange.Revision).AnyAsync(cancellationToken))
            throw new DbUpdateConcurrencyException("Another transaction changed the exchange after it was loaded."); // The change runs again.
        await ReplaceAsync(exchange.Id, await TermsAsync(context, isNew, cancellationToken), isNew, cancellationToken);
    }

    /// <summary>
    /// Builds the terms of all exchanges anew, a few in each transaction, while the platform serves. It can be interrupted and run again at any time.
    /// </summary>
    /// <param name="progress">Receives the fraction that is done, from 0 to 1; null for none.</param>
    /// <param name="cancellationToken">Cancels the call; what is rebuilt stays.</param>
    /// <returns>The number of exchanges that can be searched.</returns>
    public async Task<int> RebuildAsync(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        await database.WriteAsync(stop => UnsearchedQuery(database).ExecuteDeleteAsync(stop), cancellationToken);
        var total = await SearchedQuery(database, Guid.Empty).CountAsync(cancellationToken);
        var (after, done) = (Guid.Empty, 0);
        while (true)
        {
            var ids = await SearchedQuery(database, after).Select(exchange => exchange.Id).Take(RebuiltAtOnce).ToListAsync(cancellationToken);
            if (ids.Count == 0)
                return done;
            database.ChangeTracker.Clear();
            _hasher = null;
            await database.WriteAsync(stop => RebuildAsync(ids, stop), cancellationToken);
            (after, done) = (ids[^1], done + ids.Count);
            progress?.Report(Math.Min(1, done / (double)Math.Max(1, total)));
        }
    }

    /// <summary>The exchanges that can be searched, after one of them, by id.</summary>
    internal static IQueryable<Exchange> SearchedQuery(ImiDbContext database, Guid after) =>
        database
            .Set<Exchange>()
            .AsNoTracking()
            .Where(exchange => exchange.Id.CompareTo(after) > 0 && exchange.Phase != Phase.Hidden && exchange.Phase != Phase.Deleted)
            .OrderBy(exchange => exchange.Id);

    /// <summary>An exchange, if it still has the revision with which it was loaded.</summary>
    internal static IQueryable<Exchange> CurrentQuery(ImiDbContext database, Guid exchange, int revision) =>
        database.Set<Exchange>().Where(one => one.Id == exchange && one.Revision == revision);

    /// <summary>The terms of an exchange.</summary>
    internal static IQueryable<string> TermsQuery(ImiDbContext database, Guid exchange) =>
        database.Set<SearchTerm>().Where(term => term.ExchangeId == exchange).Select(term => term.Term);

    /// <summary>Terms of hidden and deleted exchanges, which only a damaged index has.</summary>
    private static IQueryable<SearchTerm> UnsearchedQuery(ImiDbContext database) =>
        database
            .Set<SearchTerm>()
            .Where(term => database.Set<Exchange>().Any(one => one.Id == term.ExchangeId && (one.Phase == Phase.Hidden || one.Phase == Phase.Deleted)));

    private async Task RebuildAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        // Locks the rows, so that the exchanges do not change between loading and saving.
        await database
            .Set<Exchange>()
            .Where(exchange => ids.Contains(exchange.Id))
            .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.Revision, exchange => exchange.Revision), cancellationToken);
        foreach (var id in ids)
        {
            if (await exchanges.LoadAsync(id, cancellationToken) is { } context)
                await ReplaceAsync(id, await TermsAsync(context, isNew: false, cancellationToken), isNew: false, cancellationToken);
        }
    }

    /// <summary>Computes the terms of an exchange for all authorities that take part.</summary>
    private async Task<IReadOnlySet<string>> TermsAsync(ExchangeContext context, bool isNew, CancellationToken cancellationToken)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        if (!ReadableTexts.IsSearched(context.Exchange.Phase))
            return terms;
        var readable = await texts.ReadAsync(context, isNew, cancellationToken);
        _hasher ??= new TermHasher(await keys.OpenAsync(PlatformKeyStore.SearchTerms, cancellationToken));
        var words = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var authority in context.Exchange.Participations.Select(part => part.AuthorityId).Distinct())
        {
            var keysOf = readable.For(ReaderAt(authority, context.Exchange.Module)).SelectMany(text => WordsOf(text, words)).Distinct(StringComparer.Ordinal);
            terms.UnionWith(_hasher.TermsOf(authority, [.. keysOf]));
        }

        return terms;
    }

    private static IReadOnlyList<string> WordsOf(ReadableText text, Dictionary<string, IReadOnlyList<string>> known)
    {
        if (known.TryGetValue(text.Text, out var words))
            return words;
        words = [.. SearchWords.In(text.Text).SelectMany(token => token.Keys)];
        if (text.TitleKey == ReadableText.Number)
            words = [.. words, NumberWithoutCode(text.Text)];
        return known[text.Text] = words;
    }

    /// <summary>Year and running number in one, as people type them: 2026000123.</summary>
    private static string NumberWithoutCode(string number) => string.Concat(number.Split('-').SkipWhile(part => !char.IsAsciiDigit(part[0])));

    /// <summary>A person who sees only what every reader at an authority sees, whoever's turn it is.</summary>
    private static Actor ReaderAt(Guid authority, string module) => new(Guid.Empty, "", "en", [new ActorGrant(authority, module, Role.Supervisor)]);

    private async Task ReplaceAsync(Guid exchange, IReadOnlySet<string> terms, bool isNew, CancellationToken cancellationToken)
    {
        var known = isNew ? [] : (await TermsQuery(database, exchange).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var gone = known.Where(term => !terms.Contains(term)).ToList();
        if (gone.Count > 0)
            await database
                .Set<SearchTerm>()
                .Where(term => term.ExchangeId == exchange && EF.Parameter(gone).Contains(term.Term))
                .ExecuteDeleteAsync(cancellationToken);
        var added = terms.Where(term => !known.Contains(term)).Select(term => new SearchTerm(term, exchange)).ToList();
        if (added.Count > 0)
            await database.InsertPlainlyAsync(added, cancellationToken);
    }
}
