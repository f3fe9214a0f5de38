using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>Warns the parties before personal data are hidden or content is deleted.</summary>
public sealed class RetentionWarningService(ImiDbContext database, ExchangeTransactions transactions, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>How often one run tries the same exchange, because people may change it at the same time.</summary>
    private const int MostAttempts = 5;

    /// <summary>Computes the days of closed exchanges and drafts that have none, because they date from before the platform stored them.</summary>
    internal async Task SetMissingDaysAsync(CancellationToken cancellationToken)
    {
        var today = DeadlineCalendar.Today(time);
        var attempts = new Dictionary<Guid, int>();
        List<Guid>? exhausted = null;
        while (await Unsettled(database, exhausted).Select(exchange => exchange.Id).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            exhausted = Exhausted(attempts, batch);
            foreach (var id in batch)
                await TryAsync(id, (change, _) => Task.FromResult(SetDays(change, today)), cancellationToken);
        }
    }

    /// <summary>Warns thirty, seven and one days before hiding or deletion.</summary>
    /// <returns>The number of exchanges whose parties were warned.</returns>
    internal async Task<int> WarnAsync(DateOnly day, Action<int, int> report, CancellationToken cancellationToken)
    {
        var (done, warned) = (0, 0);
        var total = await Due(database, day).CountAsync(cancellationToken);
        var attempts = new Dictionary<Guid, int>();
        List<Guid>? exhausted = null;
        while (await Due(database, day, exhausted).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            exhausted = Exhausted(attempts, batch.Select(one => one.Id));
            var passed = batch.Where(one => !one.IsWarnedOn(day)).ToList();
            await PassOverAsync(passed, day, cancellationToken);
            report(done += passed.Count, total);
            foreach (var one in batch.Where(one => one.IsWarnedOn(day)))
            {
                warned += await TryAsync(one.Id, (change, stop) => WarnAsync(change, day, stop), cancellationToken) ? 1 : 0;
                report(++done, total);
            }
        }

        return warned;
    }

    /// <summary>
    /// Counts the attempts and returns the exchanges that have reached the limit, to leave them to the next run; null if there are none. Without it a
    /// database that loses the updates would keep the loop running for ever.
    /// </summary>
    private static List<Guid>? Exhausted(Dictionary<Guid, int> attempts, IEnumerable<Guid> batch)
    {
        foreach (var id in batch)
            attempts[id] = attempts.GetValueOrDefault(id) + 1;
        var exhausted = attempts.Where(one => one.Value >= MostAttempts).Select(one => one.Key).ToList();
        return exhausted.Count == 0 ? null : exhausted;
    }

    internal static IQueryable<Exchange> Unsettled(ImiDbContext database, List<Guid>? except = null) =>
        (except is null ? database.Set<Exchange>() : database.Set<Exchange>().Where(exchange => !EF.Parameter(except).Contains(exchange.Id)))
            .Where(exchange =>
                (exchange.Phase == Phase.Closed && exchange.ClosedAt != null && exchange.HideOn == null)
                || (exchange.Phase == Phase.Draft && exchange.DeleteOn == null)
            )
            .OrderBy(exchange => exchange.Id);

    internal static IQueryable<DueWarning> Due(ImiDbContext database, DateOnly day, List<Guid>? except = null) =>
        (except is null ? database.Set<Exchange>() : database.Set<Exchange>().Where(exchange => !EF.Parameter(except).Contains(exchange.Id)))
            .Where(exchange => exchange.WarnOn <= day)
            .OrderBy(exchange => exchange.WarnOn)
            .Select(exchange => new DueWarning(exchange.Id, exchange.Phase, exchange.HideOn, exchange.DeleteOn));

    /// <summary>Moves the next warning of exchanges for which it is too late or too early to warn.</summary>
    private Task PassOverAsync(List<DueWarning> passed, DateOnly day, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                foreach (var same in passed.GroupBy(one => RetentionDates.NextWarning(one.Phase == Phase.Closed ? one.HideOn : null, one.DeleteOn, day)))
                {
                    var ids = same.Select(one => one.Id).ToList();
                    await database
                        .Set<Exchange>()
                        .Where(exchange => ids.Contains(exchange.Id) && exchange.WarnOn <= day)
                        .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.WarnOn, same.Key), stop);
                }
            },
            cancellationToken
        );

    /// <summary>Changes an exchange; the loop tries it again if a person changes it at the same time.</summary>
    /// <returns>What the change returned; false if it was not found or collided.</returns>
    private async Task<bool> TryAsync(Guid id, Func<ExchangeChange, CancellationToken, Task<Outcome<bool>>> change, CancellationToken cancellationToken)
    {
        try
        {
            return (await transactions.ChangeAsPlatformAsync(id, change, cancellationToken)).Value;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private static Outcome<bool> SetDays(ExchangeChange change, DateOnly today)
    {
        var exchange = change.Exchange;
        if (exchange is not ({ Phase: Phase.Closed, ClosedAt: not null, HideOn: null } or { Phase: Phase.Draft, DeleteOn: null }))
            return Outcome<bool>.Done(false); // Another node was first, or a person changed it.
        var periods = change.Context.State.Retention ?? change.Context.Module.Retention;
        RetentionDates.Follow(exchange, periods, exchange.Phase == Phase.Draft ? DeadlineCalendar.DayOf(exchange.UpdatedAt) : today);
        return Outcome<bool>.Done(true);
    }

    /// <returns>Whether the parties were warned.</returns>
    private async Task<Outcome<bool>> WarnAsync(ExchangeChange change, DateOnly day, CancellationToken cancellationToken)
    {
        var exchange = change.Exchange;
        if (!(exchange.WarnOn <= day))
            return Outcome<bool>.Done(false); // Another node warned first.
        exchange.WarnAfter(day);
        var due = new DueWarning(exchange.Id, exchange.Phase, exchange.HideOn, exchange.DeleteOn);
        if (!due.IsWarnedOn(day))
            return Outcome<bool>.Done(false); // Its days changed meanwhile.
        var what =
            exchange.Phase is Phase.Open or Phase.Closed && exchange.ClosedAt is null ? KernelActions.EndingNear
            : exchange.Phase == Phase.Closed ? KernelActions.HidingNear
            : KernelActions.DeletionNear;
        transactions.Measure(change.Procedure, what);
        await change.RecordAsync(what, exchange.State, Guid.Empty, entry => entry.Date = due.End, cancellationToken);
        return Outcome<bool>.Done(true);
    }
}

/// <summary>An exchange whose next warning is due.</summary>
internal sealed record DueWarning(Guid Id, Phase Phase, DateOnly? HideOn, DateOnly? DeleteOn)
{
    /// <summary>The day of which to warn: of hiding after the formal closure, otherwise of deletion or of the end.</summary>
    public DateOnly? End => Phase == Phase.Closed ? HideOn ?? DeleteOn : DeleteOn;

    /// <summary>Returns whether it is neither too late nor too early to warn on a day.</summary>
    public bool IsWarnedOn(DateOnly day) => End is { } end && end > day && end <= day.AddDays(RetentionDates.WarningDays[0]);
}
