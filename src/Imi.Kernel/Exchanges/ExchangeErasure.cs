using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Hides and deletes exchanges and removes drafts, in sets, with everything that the features store about them (Regulation (EU) No 1024/2012,
/// Article 14). Each call runs a few statements for the whole set, in the caller's transaction.
/// </summary>
public sealed class ExchangeErasure(ImiDbContext database, IEnumerable<IErasable> erasables, TimeProvider time)
{
    /// <summary>Hides the personal data of closed exchanges.</summary>
    /// <returns>The number of exchanges that were hidden; the caller must roll back if it differs from that of the ids.</returns>
    internal async Task<int> HideAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        var hidden = await database
            .Set<Exchange>()
            .Where(exchange => EF.Parameter(ids).Contains(exchange.Id) && exchange.Phase == Phase.Closed)
            .ExecuteUpdateAsync(
                change =>
                    change
                        .SetProperty(exchange => exchange.Phase, Phase.Hidden)
                        .SetProperty(exchange => exchange.HiddenAt, now)
                        .SetProperty(exchange => exchange.RemindFrom, (DateOnly?)null)
                        .SetProperty(exchange => exchange.ExaminedBy, (Party?)null)
                        .SetProperty(exchange => exchange.PlatformActsFrom, (DateOnly?)null)
                        .SetProperty(exchange => exchange.Revision, exchange => exchange.Revision + 1),
                cancellationToken
            );
        await LeaveListsAsync(ids, cancellationToken);
        foreach (var erasable in erasables)
            await erasable.ExchangesHiddenAsync(ids, cancellationToken);
        return hidden;
    }

    /// <summary>Deletes the content of exchanges and destroys their keys. Shells remain for numbers and statistics.</summary>
    /// <returns>The number of exchanges that were deleted; the caller must roll back if it differs from that of the ids.</returns>
    internal async Task<int> DeleteAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        await database.Set<ExchangeKey>().Where(key => EF.Parameter(ids).Contains(key.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var erasable in erasables)
            await erasable.ExchangesDeletedAsync(ids, cancellationToken);
        var deleted = await database
            .Set<Exchange>()
            .Where(exchange => EF.Parameter(ids).Contains(exchange.Id))
            .ExecuteUpdateAsync(
                change =>
                    change
                        .SetProperty(exchange => exchange.Phase, Phase.Deleted)
                        .SetProperty(exchange => exchange.HiddenAt, exchange => exchange.HiddenAt ?? now)
                        .SetProperty(exchange => exchange.PlatformActsFrom, (DateOnly?)null)
                        .SetProperty(exchange => exchange.RemindFrom, (DateOnly?)null)
                        .SetProperty(exchange => exchange.DeletedAt, now)
                        .SetProperty(exchange => exchange.About, Array.Empty<byte>())
                        .SetProperty(exchange => exchange.CreatedById, Guid.Empty)
                        .SetProperty(exchange => exchange.WarnOn, (DateOnly?)null)
                        .SetProperty(exchange => exchange.Revision, exchange => exchange.Revision + 1),
                cancellationToken
            );
        await LeaveListsAsync(ids, cancellationToken);

        // An exchange whose key still exists is not deleted, because its content could still be decrypted.
        return deleted - await database.Set<ExchangeKey>().CountAsync(key => EF.Parameter(ids).Contains(key.ExchangeId), cancellationToken);
    }

    /// <summary>Removes drafts. A draft with a number was once sent to a coordinator: its shell remains, so that the numbers have no gaps.</summary>
    /// <returns>The number of drafts that were removed; the caller must roll back if it differs from that of the ids.</returns>
    internal async Task<int> RemoveDraftsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var numbered = await database
            .Set<Exchange>()
            .Where(draft => EF.Parameter(ids).Contains(draft.Id) && draft.Number != null)
            .Select(draft => draft.Id)
            .ToListAsync(cancellationToken);
        var others = ids.Except(numbered).ToList();
        await database.Set<ExchangeLink>().Where(link => EF.Parameter(others).Contains(link.ToId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<ExchangeKey>().Where(key => EF.Parameter(others).Contains(key.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<Submission>().Where(submission => EF.Parameter(others).Contains(submission.ExchangeId!.Value)).ExecuteDeleteAsync(cancellationToken);
        var removed = await database.Set<Exchange>().Where(draft => EF.Parameter(others).Contains(draft.Id)).ExecuteDeleteAsync(cancellationToken);
        removed -= await database.Set<ExchangeKey>().CountAsync(key => EF.Parameter(others).Contains(key.ExchangeId), cancellationToken);
        return removed + (numbered.Count == 0 ? 0 : await DeleteAsync(numbered, cancellationToken));
    }

    /// <summary>Removes exchanges from all lists except that of the inactive ones. Does not write rows again that are already removed.</summary>
    private Task LeaveListsAsync(List<Guid> ids, CancellationToken cancellationToken) =>
        database
            .Set<Participation>()
            .Where(part =>
                EF.Parameter(ids).Contains(part.ExchangeId)
                && (
                    (part.View != InboxView.None && part.View != InboxView.Inactive)
                    || part.SortDue < DateOnly.MaxValue
                    || part.AttentionFrom < DateOnly.MaxValue
                    || part.UnblockedUntil != null
                )
            )
            .ExecuteUpdateAsync(
                change =>
                    change
                        .SetProperty(part => part.View, part => part.View == InboxView.None ? InboxView.None : InboxView.Inactive)
                        .SetProperty(part => part.UnblockedUntil, (DateOnly?)null)
                        .SetProperty(part => part.UnblockedFor, (string?)null)
                        .SetProperty(part => part.SortDue, DateOnly.MaxValue)
                        .SetProperty(part => part.AttentionFrom, DateOnly.MaxValue),
                cancellationToken
            );
}
