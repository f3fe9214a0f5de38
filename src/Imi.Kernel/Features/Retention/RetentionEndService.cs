using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>
/// Ends exchanges without formal closure that have been kept for the longest period of their module. Neither a task nor a legal hold postpones the end; a hold
/// prevents the deletion that follows, as after every closure.
/// </summary>
public sealed class RetentionEndService(ImiDbContext database, ExchangeTransactions transactions)
{
    private const int BatchSize = 500;

    /// <summary>Ends all exchanges that are due. It can run on several nodes at once, and be repeated or interrupted.</summary>
    internal async Task EndAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var last = Guid.Empty;
        while (
            await Due(database, day)
                .Where(exchange => exchange.Id.CompareTo(last) > 0)
                .OrderBy(exchange => exchange.Id)
                .Select(exchange => exchange.Id)
                .Take(BatchSize)
                .ToListAsync(cancellationToken)
                is { Count: > 0 } batch
        )
        {
            foreach (var id in batch)
                await TryAsync(id, day, cancellationToken);
            last = batch[^1];
        }
    }

    internal static IQueryable<Exchange> Due(ImiDbContext database, DateOnly day) =>
        database
            .Set<Exchange>()
            .Where(exchange => (exchange.Phase == Phase.Open || exchange.Phase == Phase.Closed) && exchange.ClosedAt == null && exchange.DeleteOn <= day);

    /// <summary>Ends one exchange; if a person changes it at the same time, the next run tries again.</summary>
    private async Task TryAsync(Guid id, DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            await transactions.ChangeAsPlatformAsync(id, (change, stop) => EndAsync(change, day, stop), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
        }
    }

    private async Task<Outcome<bool>> EndAsync(ExchangeChange change, DateOnly day, CancellationToken cancellationToken)
    {
        var exchange = change.Exchange;
        if (exchange.Phase is not (Phase.Open or Phase.Closed) || exchange.ClosedAt is not null || !(exchange.DeleteOn <= day))
            return Outcome<bool>.Done(false); // Another node was first, or a person closed it.
        exchange.End(change.Now);
        transactions.Measure(change.Procedure, KernelActions.Ended);
        await change.RecordAsync(KernelActions.Ended, exchange.State, Guid.Empty, null, cancellationToken);
        return Outcome<bool>.Done(true);
    }
}
