using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges;

/// <content>The follow-up questions of the exchange, and the day on which the platform acts itself.</content>
public sealed partial class Exchange
{
    /// <summary>Asks the follow-up questions whose day has come.</summary>
    /// <returns>Whether there were any.</returns>
    internal bool AskFollowUps(Procedure procedure, DateTime now)
    {
        var before = Tasks.Count(task => task.CanBeDone);
        TurnPolicy.Settle(this, procedure, DeadlineCalendar.DayOf(now));
        ActFrom(procedure, procedure.State(State), DeadlineCalendar.DayOf(now));
        if (Tasks.Count(task => task.CanBeDone) == before)
            return false;
        Touch(now);
        RemindFromFirst(procedure);
        CountChange();
        return true;
    }

    /// <summary>Sets the day on which the platform acts itself: after the last day of a state or a clock, or when it asks a follow-up question.</summary>
    private void ActFrom(Procedure procedure, StateDefinition state, DateOnly today) =>
        PlatformActsFrom = Earliest(
            Earliest(state.Then is null ? null : DueOn?.AddDays(1), Ending(procedure, state).Min(clock => Clock(clock.Name)!.LastDay)?.AddDays(1)),
            Tasks.Where(task => task.AskedOn > today).Min(task => task.AskedOn)
        );
}
