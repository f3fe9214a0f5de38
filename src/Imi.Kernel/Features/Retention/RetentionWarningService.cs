using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>Tells the parties in time that personal data will be hidden or content deleted, so that nothing disappears by surprise.</summary>
public sealed class RetentionWarningService(ImiDbContext database, ModuleCatalogue catalogue, TimelineStore timelines, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>How often a run looks at the same exchange: somebody may act on it meanwhile.</summary>
    private const int MostLooks = 5;

    /// <summary>Gives closed exchanges and drafts that have no days theirs: those from before the platform kept any.</summary>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        var today = DeadlineCalendar.Today(time);
        var looks = new Dictionary<Guid, int>();
        List<Guid>? tired = null;
        while (await Unsettled(database, tired).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            tired = Tired(looks, batch.Select(exchange => exchange.Id));
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
                // Somebody acts on one of them: they are looked at again.
            }

            database.ChangeTracker.Clear();
        }
    }

    /// <summary>Warns of what comes within thirty, seven and one days.</summary>
    /// <returns>How many exchanges' parties were told.</returns>
    internal async Task<int> WarnAsync(DateOnly day, Action<int, int> report, CancellationToken cancellationToken)
    {
        var (done, told) = (0, 0);
        var total = await Due(database, day).CountAsync(cancellationToken);
        var looks = new Dictionary<Guid, int>();
        List<Guid>? tired = null;
        while (await Due(database, day, tired).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            tired = Tired(looks, batch.Select(one => one.Id));
            var passed = batch.Where(one => !one.IsToldOn(day)).ToList();
            await PassOverAsync(passed, day, cancellationToken);
            report(done += passed.Count, total);
            foreach (var one in batch.Where(one => one.IsToldOn(day)))
            {
                try
                {
                    told += await WarnAsync(one.Id, day, cancellationToken) ? 1 : 0;
                }
                catch (DbUpdateConcurrencyException)
                {
                    // Somebody acts on it: it is looked at again.
                }

                database.ChangeTracker.Clear();
                report(++done, total);
            }
        }

        return told;
    }

    /// <summary>What is looked at again and again, because the database does not keep what is written, is left for the next run.</summary>
    private static List<Guid>? Tired(Dictionary<Guid, int> looks, IEnumerable<Guid> batch)
    {
        foreach (var id in batch)
            looks[id] = looks.GetValueOrDefault(id) + 1;
        var tired = looks.Where(look => look.Value >= MostLooks).Select(look => look.Key).ToList();
        return tired.Count == 0 ? null : tired;
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

    /// <summary>Too late for a warning, or too early for the next one: nobody is told, set by set.</summary>
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
                    return false; // Another node was first.
                exchange.WarnOn = RetentionDates.NextWarning(exchange, day);
                var due = new DueWarning(exchange.Id, exchange.Phase, exchange.HideOn, exchange.DeleteOn);
                if (!due.IsToldOn(day))
                    return false; // Somebody acted on it meanwhile.
                var what = exchange.Phase == Phase.Closed ? KernelActions.HidingNear : KernelActions.DeletionNear;
                await timelines.RecordAsync(exchange, what, exchange.State, PlatformActor.Actor, Guid.Empty, entry => entry.Date = due.End, stop);
                return true;
            },
            cancellationToken
        );
}

/// <summary>An exchange whose day of warning has come.</summary>
internal sealed record DueWarning(Guid Id, Phase Phase, DateOnly? HideOn, DateOnly? DeleteOn)
{
    /// <summary>What is warned of: the hiding, and when that is done the deletion.</summary>
    public DateOnly? End => Phase == Phase.Closed ? HideOn : DeleteOn;

    /// <summary>Whether it is neither too late for a warning nor too early for the next one.</summary>
    public bool IsToldOn(DateOnly day) => End is { } end && end > day && end <= day.AddDays(RetentionDates.WarningDays[0]);
}
