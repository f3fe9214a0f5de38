using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>
/// Hides and deletes exchanges, removes drafts and deletes the data of former users, in small batches. Each batch and its entries in the
/// ledger are one short transaction, so that an interruption leaves no half-done batch.
/// </summary>
public sealed class ErasureStore(
    ImiDbContext database,
    LedgerStore ledger,
    ExchangeErasure exchanges,
    FormerUserStore users,
    FileErasureStore files,
    TimeProvider time
)
{
    /// <summary>The number of exchanges in the first transaction.</summary>
    internal const int BatchSize = 500;

    private const int SmallestBatch = 100;
    private const int LargestBatch = 10_000;

    /// <summary>The longest time for which other writers should wait.</summary>
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Computes the number of exchanges in the next transaction. Larger batches write the same index pages less often; smaller ones let other
    /// writers in sooner.
    /// </summary>
    internal static int NextBatch(int last, TimeSpan took) =>
        took > LongestTransaction ? Math.Max(SmallestBatch, last / 2)
        : took < LongestTransaction / 2 ? Math.Min(LargestBatch, last * 2)
        : last;

    /// <summary>The actions of retention that concern exchanges.</summary>
    internal static IReadOnlyList<LedgerAction> ToExchanges { get; } = [LedgerAction.Hidden, LedgerAction.Deleted, LedgerAction.DraftRemoved];

    /// <summary>
    /// Takes an action on the next exchanges, or former users, that are due on a day. If the database changes an unexpected number of rows, the
    /// batch is rolled back and repeated in halves, until the failing one is alone and recorded as a fault.
    /// </summary>
    /// <param name="action">The action.</param>
    /// <param name="day">The day.</param>
    /// <param name="most">The largest number of exchanges or users.</param>
    /// <param name="stopped">The identifiers to skip; the method adds those that fail.</param>
    /// <param name="cancellationToken">Cancels the work between two transactions.</param>
    internal async Task<ErasureStep> DoNextAsync(LedgerAction action, DateOnly day, int most, HashSet<Guid> stopped, CancellationToken cancellationToken)
    {
        List<DueErasure> due = [];
        try
        {
            await database.WriteAsync(
                async stop =>
                {
                    await ledger.LockAsync(stop);
                    due = await Due(database, action, day, except: stopped.Count == 0 ? null : [.. stopped]).Take(most).ToListAsync(stop);
                    await DoDueAsync(action, due, stop);
                },
                cancellationToken
            );
            return new ErasureStep(due.Count, due.Count);
        }
        catch (ErasureMismatchException)
        {
            return new ErasureStep(due.Count, await DivideAsync(action, day, due, stopped, cancellationToken));
        }
    }

    /// <summary>Deletes the recorded faults of an action that no longer occur.</summary>
    /// <param name="action">The action.</param>
    /// <param name="stopped">The identifiers that failed again; their faults remain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal Task<int> DeleteFaultsAsync(LedgerAction action, IReadOnlyCollection<Guid> stopped, CancellationToken cancellationToken) =>
        database.WriteAsync(
            stop => database.Set<ErasureFault>().Where(fault => fault.Action == action && !stopped.Contains(fault.ConcernedId)).ExecuteDeleteAsync(stop),
            cancellationToken
        );

    /// <summary>Repeats the actions of ledger entries in a database that was restored from an earlier backup.</summary>
    /// <returns>The number of entries; 0 if another node repeated them first.</returns>
    internal Task<int> RepeatAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                await ledger.LockAsync(stop);
                if ((await ledger.HeadAsync(stop)).Sequence != entries[0].Sequence - 1)
                    return 0; // Another node repeated them first.
                foreach (var action in entries.GroupBy(entry => entry.Action))
                {
                    if (action.Key == LedgerAction.UserEnded)
                        await users.EndAsync([.. action], stop);
                    else if (action.Key is LedgerAction.FileRemoved or LedgerAction.FileWithdrawn)
                        await files.RepeatAsync(action.Key, [.. action], stop);
                    else
                        await DoAsync(action.Key, [.. action.Select(entry => entry.ConcernedId)], stop);
                }

                await ledger.KeepAsync(entries, stop);
                return entries.Count;
            },
            cancellationToken
        );

    /// <summary>Finds the exchanges or former users on which an action is due on a day, the longest due first.</summary>
    /// <param name="database">The database.</param>
    /// <param name="action">The action.</param>
    /// <param name="day">The day.</param>
    /// <param name="only">The identifiers to consider; null for all.</param>
    /// <param name="except">The identifiers to leave out; null for none.</param>
    internal static IQueryable<DueErasure> Due(ImiDbContext database, LedgerAction action, DateOnly day, List<Guid>? only = null, List<Guid>? except = null)
    {
        if (action == LedgerAction.UserDeleted)
        {
            var users = FormerUserStore.DueOf(database, day);
            users = only is null ? users : users.Where(user => EF.Parameter(only).Contains(user.Id));
            users = except is null ? users : users.Where(user => !EF.Parameter(except).Contains(user.Id));
            return users.OrderBy(user => user.DeleteOn).Select(user => new DueErasure(user.Id, user.DeleteOn!.Value));
        }

        var exchanges = DueOf(database, action, day);
        exchanges = only is null ? exchanges : exchanges.Where(exchange => EF.Parameter(only).Contains(exchange.Id));
        exchanges = except is null ? exchanges : exchanges.Where(exchange => !EF.Parameter(except).Contains(exchange.Id));
        return action == LedgerAction.Hidden
            ? exchanges.OrderBy(exchange => exchange.HideOn).Select(exchange => new DueErasure(exchange.Id, exchange.HideOn!.Value))
            : exchanges.OrderBy(exchange => exchange.DeleteOn).Select(exchange => new DueErasure(exchange.Id, exchange.DeleteOn!.Value));
    }

    /// <summary>Finds the exchanges on which an action is due on a day. A legal hold prevents only deletion.</summary>
    internal static IQueryable<Exchange> DueOf(ImiDbContext database, LedgerAction action, DateOnly day) =>
        action switch
        {
            LedgerAction.Hidden => database.Set<Exchange>().Where(exchange => exchange.Phase == Phase.Closed && exchange.HideOn <= day),
            LedgerAction.Deleted => database
                .Set<Exchange>()
                .Where(exchange =>
                    exchange.Phase == Phase.Hidden
                    && exchange.DeleteOn <= day
                    && !database.Set<RetentionHold>().Any(hold => hold.ExchangeId == exchange.Id && hold.EndedAt == null)
                ),
            _ => database.Set<Exchange>().Where(exchange => exchange.Phase == Phase.Draft && exchange.DeleteOn <= day),
        };

    private async Task DoDueAsync(LedgerAction action, List<DueErasure> due, CancellationToken cancellationToken)
    {
        if (due.Count == 0)
            return;
        var changed = await DoAsync(action, [.. due.Select(one => one.Id)], cancellationToken);
        if (changed != due.Count)
            throw new ErasureMismatchException(action, due.Count, changed);
        await ledger.AppendAsync(action, due.Select(one => (one.Id, $"due {one.On:yyyy-MM-dd}")), cancellationToken);
    }

    /// <summary>Repeats a failed batch in two halves, recursively, and records a single failing one as a fault.</summary>
    /// <returns>The number of exchanges or users for which the action succeeded.</returns>
    private async Task<int> DivideAsync(LedgerAction action, DateOnly day, List<DueErasure> due, HashSet<Guid> stopped, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        if (due.Count == 1)
        {
            await RecordFaultAsync(action, due[0].Id, cancellationToken);
            stopped.Add(due[0].Id);
            return 0;
        }

        var done = 0;
        foreach (var half in due.Chunk((due.Count + 1) / 2))
        {
            var ids = half.Select(one => one.Id).ToList();
            List<DueErasure> still = [];
            try
            {
                await database.WriteAsync(
                    async stop =>
                    {
                        await ledger.LockAsync(stop);
                        still = await Due(database, action, day, only: ids).ToListAsync(stop);
                        await DoDueAsync(action, still, stop);
                    },
                    cancellationToken
                );
                done += still.Count;
            }
            catch (ErasureMismatchException)
            {
                done += await DivideAsync(action, day, still, stopped, cancellationToken);
            }
        }

        return done;
    }

    private Task RecordFaultAsync(LedgerAction action, Guid concerned, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (await database.Set<ErasureFault>().FindAsync([concerned], stop) is { } known && known.Action == action)
                    return;
                await database.Set<ErasureFault>().Where(fault => fault.ConcernedId == concerned).ExecuteDeleteAsync(stop);
                database.ChangeTracker.Clear();
                database.Set<ErasureFault>().Add(new ErasureFault(concerned, action, time.GetUtcNow().UtcDateTime));
            },
            cancellationToken
        );

    /// <summary>Takes an action on exchanges or former users.</summary>
    /// <returns>The number of rows that the database reports as changed.</returns>
    private Task<int> DoAsync(LedgerAction action, List<Guid> ids, CancellationToken cancellationToken) =>
        action switch
        {
            LedgerAction.Hidden => exchanges.HideAsync(ids, cancellationToken),
            LedgerAction.Deleted => exchanges.DeleteAsync(ids, cancellationToken),
            LedgerAction.UserDeleted => users.DeleteAsync(ids, cancellationToken),
            _ => exchanges.RemoveDraftsAsync(ids, cancellationToken),
        };
}

/// <summary>An exchange or a former user on which an action is due, and its day.</summary>
internal sealed record DueErasure(Guid Id, DateOnly On);
