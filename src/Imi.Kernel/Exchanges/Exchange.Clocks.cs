using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges;

/// <content>The clocks of the exchange: the periods that its procedure defines.</content>
public sealed partial class Exchange
{
    /// <summary>The periods that run, or that ran in this phase.</summary>
    public IReadOnlyList<ExchangeClock> Clocks { get; private set; } = [];

    /// <summary>Finds a clock that has begun; null if it has not.</summary>
    public ExchangeClock? Clock(string name) => Clocks.FirstOrDefault(clock => clock.Name == name);

    /// <summary>Finds the clock that determines the last day of a state; null if none does.</summary>
    public ExchangeClock? ClockOf(StateDefinition state) => state.Due is null ? null : Clock(state.Due.Clock ?? state.Name);

    /// <summary>Finds the clock that determines the last day of a turn; null if it has none, or people agreed on it.</summary>
    public ExchangeClock? ClockOf(Turn turn, Procedure procedure)
    {
        if (turn.IsOfState)
            return ClockOf(procedure.State(State));
        var defined = procedure.Tasks.FirstOrDefault(task => task.Name == turn.Task);
        if (defined?.Clock is { } name)
            return Clock(name);
        var within = turn.Task switch
        {
            TaskDefinition.DateProposal => procedure.DecideDateWithin,
            TaskDefinition.Examination => procedure.Examination?.Within,
            _ => defined?.Within,
        };
        return within is { } period && Tasks.FirstOrDefault(task => task.Name == turn.Task) is { } begun
            ? new ExchangeClock(turn.Task, begun.Since, period, CalendarOf(turn.Party))
            : null;
    }

    /// <summary>
    /// The code of the State in which a party acts, for public holidays; the code of the Union for the Commission; null if several States act, or nobody.
    /// </summary>
    public string? CalendarOf(Party? party) =>
        party switch
        {
            Party.Sender or Party.CoordinatorOfSender => SenderCountry,
            Party.Recipient or Party.CoordinatorOfRecipient => RecipientCountry,
            Party.Commission => PublicHolidays.Institutions,
            _ => null,
        };

    /// <summary>Whether the platform acts itself after the last day of the state.</summary>
    internal bool IsEndedByPlatform(Procedure procedure) =>
        procedure.State(State) is var state && (state.Then is not null || Ending(procedure, state).Any(clock => clock.Name == state.Due?.Clock));

    /// <summary>Moves the last day of a clock, or of a state whose last day is the reply-by date.</summary>
    internal void Extend(string name, DateOnly due, DateOnly day) =>
        Put((Clock(name) ?? new ExchangeClock(name, due, default, CalendarOf(WaitsFor))).Extended(day));

    /// <summary>Ends a clock.</summary>
    internal void EndClock(string name) => Clocks = [.. Clocks.Where(clock => clock.Name != name)];

    /// <summary>Begins, ends, pauses and changes clocks when the exchange reaches a state.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="state">The state.</param>
    /// <param name="isEntered">Whether the exchange was in another state before.</param>
    /// <param name="step">The action that led there; null for none.</param>
    /// <param name="today">The day.</param>
    private void RunClocks(Procedure procedure, StateDefinition state, bool isEntered, ClockStep? step, DateOnly today)
    {
        if (state.Phase == Phase.Draft)
        {
            Clocks = [];
            return;
        }

        if (state.Due is { IsReplyDate: true } && step?.RestartsState == true)
            EndClock(state.Name);
        foreach (var clock in procedure.AllClocks)
        {
            if (step is not null && clock.Ends.Contains(step.Action.Name))
                EndClock(clock.Name);
            if (BeginningOf(clock, procedure, state, isEntered, step, today) is { } since)
                Put(new ExchangeClock(clock.Name, since, clock.Lasts, CalendarOf(clock.For)));
            if (Clock(clock.Name) is { } running)
                Put(Follow(running, clock, state, step, today));
        }
    }

    private DateOnly? BeginningOf(ClockDefinition clock, Procedure procedure, StateDefinition state, bool isEntered, ClockStep? step, DateOnly today)
    {
        if (step?.DateOf(clock.BeginsOn, procedure) is { } asked)
            return asked != Clock(clock.Name)?.Since || step.Action.Asks?.Name == clock.BeginsOn!.Form ? asked : null;
        if (step is not null && clock.Begins.Contains(step.Action.Name))
            return today;
        if (!clock.BeginsIn.Contains(state.Name))
            return null;
        return step?.RestartsState == true || (isEntered && Clock(clock.Name) is null) ? today : null;
    }

    private static ExchangeClock Follow(ExchangeClock running, ClockDefinition clock, StateDefinition state, ClockStep? step, DateOnly today)
    {
        var isPaused = clock.PausedIn.Contains(state.Name);
        if (isPaused && running.PausedSince is null)
            running = running.Paused(today);
        else if (!isPaused && running.PausedSince is not null)
            running = running.Resumed(today);
        if (step is null || clock.Changes.Count == 0)
            return running;
        var lasts = clock.Changes.FirstOrDefault(change => change.When.Holds(step.After))?.Lasts ?? clock.Lasts;
        return lasts == running.Lasts ? running : running.Lasting(lasts);
    }

    private void Put(ExchangeClock clock) => Clocks = [.. Clocks.Where(other => other.Name != clock.Name), clock];

    /// <summary>Returns the last day of a state; null if it has none, or while its clock stands still.</summary>
    private DateOnly? LastDay(StateDefinition state) =>
        ClockOf(state) is { } clock ? clock.LastDay
        : state.Due is { IsReplyDate: true } ? ReplyBy
        : null;

    /// <summary>Finds the clock whose last day has passed and after which the platform acts in a state; null if there is none.</summary>
    internal ClockDefinition? EndedClock(Procedure procedure, StateDefinition state, DateOnly today) =>
        Ending(procedure, state).FirstOrDefault(clock => Clock(clock.Name)!.LastDay < today);

    private IEnumerable<ClockDefinition> Ending(Procedure procedure, StateDefinition state) =>
        procedure.Clocks.Where(clock => clock.Then is { } then && Clock(clock.Name) is not null && procedure.Action(then)?.From.Contains(state.Name) == true);
}
