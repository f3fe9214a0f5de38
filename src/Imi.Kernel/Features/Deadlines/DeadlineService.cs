using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Deadlines;

/// <summary>Takes the actions that definitions prescribe after the last day of a state.</summary>
public sealed class DeadlineService(ImiDbContext database, ExchangeService exchanges, TimeProvider time)
{
    private const int Batch = 100;

    /// <summary>Takes the prescribed action for each exchange whose last day has passed. Can be repeated and interrupted.</summary>
    /// <returns>The number of exchanges for which the action succeeded.</returns>
    public async Task<int> EndPeriodsAsync(CancellationToken cancellationToken)
    {
        var today = DeadlineCalendar.Today(time);
        var (ended, last) = (0, (Day: DateOnly.MinValue, Id: Guid.Empty));
        while (true)
        {
            var due = await DueQuery(database, today, last.Day, last.Id).Take(Batch).ToListAsync(cancellationToken);
            foreach (var one in due)
            {
                var outcome = await exchanges.EndPeriodAsync(one.Id, cancellationToken);
                ended += outcome.IsDone ? 1 : 0;
            }

            if (due.Count < Batch)
                return ended;
            last = (due[^1].Day, due[^1].Id);
        }
    }

    internal static IQueryable<DueExchange> DueQuery(ImiDbContext database, DateOnly today, DateOnly lastDay, Guid lastId) =>
        database
            .Set<Exchange>()
            .Where(exchange =>
                exchange.PlatformActsFrom <= today
                && (exchange.PlatformActsFrom > lastDay || (exchange.PlatformActsFrom == lastDay && exchange.Id.CompareTo(lastId) > 0))
            )
            .OrderBy(exchange => exchange.PlatformActsFrom)
            .ThenBy(exchange => exchange.Id)
            .Select(exchange => new DueExchange(exchange.Id, exchange.PlatformActsFrom!.Value));

    internal sealed record DueExchange(Guid Id, DateOnly Day);
}
