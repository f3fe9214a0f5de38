using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>Warns the parties before personal data are hidden or content is deleted.</summary>
public sealed class RetentionWarningService(ImiDbContext database, ModuleCatalogue catalogue, TimelineStore timelines, TimeProvider time)
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
        while (await Unsettled(database, exhausted).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            exhausted = Exhausted(attempts, batch.Select(exchange => exchange.Id));
            foreach (var exchange in batch)
            {
                var module = await catalogue.VersionAsync(exchange.Module, exchange.DefinitionVersion, cancellationToken);
                RetentionDates.Follow(exchange, module.Retention, exchange.Phase == Phase.Draft ? DeadlineCalendar.DayOf(exchange.UpdatedAt) : today);
            }

            try
            {
                await database.WriteAsync(_ => Task.FromResult(true), cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A person changed one of them at the same time: the loop tries them again.
            }

            database.ChangeTracker.Clear();
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
                try
                {
                    warned += await WarnAsync(one.Id, day, cancellationToken) ? 1 : 0;
                }
                catch (DbUpdateConcurrencyException)
                {
                    // A person changed it at the same time: the loop tries it again.
                }

                database.ChangeTracker.Clear();
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
            .Where(exchange => (exchange.Phase == Phase.Closed && exchange.HideOn == null) || (exchange.Phase == Phase.Draft && exchange.DeleteOn == null))
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

                return true;
            },
            cancellationToken
        );

    private Task<bool> WarnAsync(Guid id, DateOnly day, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var exchange = await database
                    .Set<Exchange>()
                    .Include(found => found.Participations)
                    .FirstOrDefaultAsync(found => found.Id == id && found.WarnOn <= day, stop);
                if (exchange is null)
                    return false; // Another node warned first.
                exchange.WarnAfter(day);
                var due = new DueWarning(exchange.Id, exchange.Phase, exchange.HideOn, exchange.DeleteOn);
                if (!due.IsWarnedOn(day))
                    return false; // Its days changed meanwhile.
                var what = exchange.Phase == Phase.Closed ? KernelActions.HidingNear : KernelActions.DeletionNear;
                await timelines.RecordAsync(exchange, what, exchange.State, PlatformActor.Actor, Guid.Empty, entry => entry.Date = due.End, stop);
                return true;
            },
            cancellationToken
        );
}

/// <summary>An exchange whose next warning is due.</summary>
internal sealed record DueWarning(Guid Id, Phase Phase, DateOnly? HideOn, DateOnly? DeleteOn)
{
    /// <summary>The day of which to warn: of hiding while the exchange is closed, otherwise of deletion.</summary>
    public DateOnly? End => Phase == Phase.Closed ? HideOn : DeleteOn;

    /// <summary>Returns whether it is neither too late nor too early to warn on a day.</summary>
    public bool IsWarnedOn(DateOnly day) => End is { } end && end > day && end <= day.AddDays(RetentionDates.WarningDays[0]);
}
