using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <content>Keeps changed exchanges findable.</content>
public sealed partial class ExchangeTransactions
{
    /// <summary>Brings the index of a changed exchange, and of the parts that were split off from it, up to date.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="isNew">Whether the change created it.</param>
    /// <param name="after">The exchange as it is after the change; null if it must be loaded again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The exchange after the change; null if it is gone.</returns>
    private async Task<ExchangeContext?> IndexAsync(Exchange exchange, bool isNew, ExchangeContext? after, CancellationToken cancellationToken)
    {
        var unsaved = database.ChangeTracker.Entries().Where(entry => entry.State != EntityState.Unchanged).Select(entry => entry.Entity).ToList();
        if (unsaved.Count > 0 && unsaved.TrueForAll(entity => entity is ActionDraft or Submission))
            return after; // A person's unfinished input is not searched.
        if (unsaved.Count > 0)
            await database.SaveChangesAsync(cancellationToken);
        if (database.Entry(exchange).State == EntityState.Detached)
            return after; // It was removed, and its index with it.
        after ??= await store.LoadAsync(exchange.Id, cancellationToken);
        if (after is null)
            return null;
        await index.FollowAsync(after, isNew, cancellationToken);
        foreach (var part in database.Set<Exchange>().Local.Where(one => one.ParentId == exchange.Id).ToList())
        {
            if (await store.LoadAsync(part.Id, cancellationToken) is { } split)
                await index.FollowAsync(split, isNew: false, cancellationToken);
        }

        return after;
    }
}
