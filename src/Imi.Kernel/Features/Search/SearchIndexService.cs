using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Search;

/// <summary>Builds the index of exchanges again: after an upgrade, after a restore, and when a key of the key ring was lost.</summary>
public sealed class SearchIndexService(ImiDbContext database, ExchangeStore exchanges, ReadableTextQuery texts, IExchangeIndex index)
{
    private const int RebuiltAtOnce = 20;

    /// <summary>
    /// Builds the terms of all exchanges again, a few in each transaction, while the platform serves. It can be interrupted and run again at any time.
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

    /// <summary>Terms of hidden and deleted exchanges, which only a damaged index has.</summary>
    private static IQueryable<SearchTerm> UnsearchedQuery(ImiDbContext database) =>
        database
            .Set<SearchTerm>()
            .Where(term => database.Set<Exchange>().Any(one => one.Id == term.ExchangeId && (one.Phase == Phase.Hidden || one.Phase == Phase.Deleted)));

    private async Task RebuildAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await texts.LockAsync(ids, cancellationToken);
        foreach (var id in ids)
        {
            if (await exchanges.LoadAsync(id, cancellationToken) is { } context)
                await index.FollowAsync(context, isNew: false, cancellationToken);
        }
    }
}
