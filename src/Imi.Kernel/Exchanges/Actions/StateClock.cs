using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Since when the period of a state runs, and to which day it was extended.</summary>
/// <param name="Since">When it began, UTC.</param>
/// <param name="ExtendedTo">The last day as it was extended; null where it was not.</param>
internal sealed record StateClock(DateTime Since, DateOnly? ExtendedTo)
{
    /// <summary>
    /// The clock of a state that an exchange comes back to, as its timeline has it: it runs since the state was first reached, or since
    /// an action restarted it. Null where the exchange was never in that state.
    /// </summary>
    public static async Task<StateClock?> OfAsync(
        ImiDbContext database,
        Exchange exchange,
        Procedure procedure,
        string state,
        CancellationToken cancellationToken
    )
    {
        var entries = await Query(database, exchange.Id, state).ToListAsync(cancellationToken);
        StateClock? clock = null;
        foreach (var entry in entries)
        {
            var action = procedure.Action(entry.Action);
            if (entry.ToState == state && (clock is null || Restarts(action)))
                clock = new StateClock(entry.At, null);
            else if (entry.FromState == state && entry.ToState == state && action?.DoesVerb(Verb.Extend) == true && clock is not null)
                clock = clock with { ExtendedTo = entry.Date };
        }

        return clock;
    }

    /// <summary>Whether an action begins the period of the state that it leads to again.</summary>
    public static bool Restarts(ActionDefinition? action) =>
        action is not null && (action.RestartsClock || action.ChecksForm || action.DoesVerb(Verb.Round) || action.DoesVerb(Verb.Broadcast));

    internal static IQueryable<TimelineEntry> Query(ImiDbContext database, Guid exchange, string state) =>
        database.Set<TimelineEntry>().AsNoTracking().Where(entry => entry.ExchangeId == exchange && entry.ToState == state).OrderBy(entry => entry.Id);
}
