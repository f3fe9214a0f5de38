using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>The beginning and extension of the period of a state.</summary>
/// <param name="Since">When the period began, UTC.</param>
/// <param name="ExtendedTo">The last day after an extension; null if it was not extended.</param>
internal sealed record StateClock(DateTime Since, DateOnly? ExtendedTo)
{
    /// <summary>
    /// Derives from the timeline the clock of a state to which an exchange returns: it runs since the exchange first entered the state, or since
    /// an action restarted it. Null if the exchange was never in that state.
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

    /// <summary>Returns whether an action restarts the period of the state to which it leads.</summary>
    public static bool Restarts(ActionDefinition? action) =>
        action is not null && (action.RestartsClock || action.ChecksForm || action.DoesVerb(Verb.Round) || action.DoesVerb(Verb.Broadcast));

    internal static IQueryable<TimelineEntry> Query(ImiDbContext database, Guid exchange, string state) =>
        database.Set<TimelineEntry>().AsNoTracking().Where(entry => entry.ExchangeId == exchange && entry.ToState == state).OrderBy(entry => entry.Id);
}
