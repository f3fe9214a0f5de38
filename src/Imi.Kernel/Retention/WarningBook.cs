using Imi.Kernel.Access;
using Imi.Kernel.Calendar;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Retention;

/// <summary>Tells the parties in time that personal data will be hidden or content deleted, so that nothing disappears by surprise.</summary>
internal sealed class WarningBook(ImiDbContext database, ModuleCatalogue catalogue, ExchangeChronicle chronicle, TimeProvider time)
{
    private const int BatchSize = 200;

    /// <summary>Gives closed exchanges and drafts that have no days theirs: those from before the platform kept any.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var today = DeadlineCalendar.Today(time);
        while (await Unsettled(database).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
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
    public async Task<int> WarnAsync(DateOnly day, Action<int, int> report, CancellationToken cancellationToken)
    {
        var (done, told) = (0, 0);
        var total = await Due(database, day).CountAsync(cancellationToken);
        while (await Due(database, day).Select(exchange => exchange.Id).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var id in batch)
            {
                try
                {
                    told += await WarnAsync(id, day, cancellationToken) ? 1 : 0;
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

    internal static IQueryable<Exchange> Unsettled(ImiDbContext database) => database.Exchanges
        .Where(exchange => (exchange.Phase == Phase.Closed && exchange.HideOn == null) || (exchange.Phase == Phase.Draft && exchange.DeleteOn == null))
        .OrderBy(exchange => exchange.Id);

    internal static IQueryable<Exchange> Due(ImiDbContext database, DateOnly day) =>
        database.Exchanges.Where(exchange => exchange.WarnOn <= day).OrderBy(exchange => exchange.WarnOn);

    private Task<bool> WarnAsync(Guid id, DateOnly day, CancellationToken cancellationToken) => database.WriteAsync(
        async stop =>
        {
            var exchange = await database.Exchanges.Include(found => found.Participations).FirstOrDefaultAsync(found => found.Id == id && found.WarnOn <= day, stop);
            if (exchange is null)
                return false; // Another node was first.
            exchange.WarnOn = RetentionDates.NextWarning(exchange, day);
            var (what, end) = exchange.Phase == Phase.Closed ? (KernelActions.HidingNear, exchange.HideOn) : (KernelActions.DeletionNear, exchange.DeleteOn);
            if (end is not { } last || last <= day || last > day.AddDays(RetentionDates.WarningDays[0]))
                return false; // Too late for a warning, or too early for the next one.
            await chronicle.TellAsync(exchange, what, exchange.State, PlatformActor.Actor, Guid.Empty, entry => entry.Date = last, stop);
            return true;
        },
        cancellationToken);
}
