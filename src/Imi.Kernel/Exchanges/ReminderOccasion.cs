using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges;

/// <summary>A reason to remind people of an exchange, derived from what the parties have to do now.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Task">The name of the task beside the state; empty for the state itself.</param>
/// <param name="Party">The party that has to act; null if nobody has to.</param>
/// <param name="Since">The day on which it began.</param>
/// <param name="Day">The last day for <see cref="ReminderKind.Due"/>, otherwise the day of the first reminder.</param>
public sealed record ReminderOccasion(ReminderKind Kind, string Task, Party? Party, DateOnly Since, DateOnly Day)
{
    /// <summary>Whether the platform acts itself after the last day, so that nobody is reminded after it.</summary>
    public bool IsEndedByPlatform { get; init; }

    /// <summary>Derives the occasions of an exchange; none if it is over or hidden.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="procedure">Its procedure.</param>
    public static IReadOnlyList<ReminderOccasion> Of(Exchange exchange, Procedure procedure)
    {
        var (plan, changed) = (procedure.Reminders, DeadlineCalendar.DayOf(exchange.UpdatedAt));
        if (exchange.Phase == Phase.Draft)
            return [new ReminderOccasion(ReminderKind.Draft, "", Definitions.Modules.Party.Sender, changed, DeadlineCalendar.Limit(changed, plan.Draft))];
        var turns = TurnPolicy.Of(exchange).Select(turn => OfTurn(exchange, procedure, turn)).OfType<ReminderOccasion>().ToList();
        if (turns.Count == 0 && exchange.Phase == Phase.Open && !exchange.IsEndedByPlatform(procedure))
        {
            // Until its last day, a state has a reason to stand still.
            var idle = DeadlineCalendar.Limit(changed, plan.Idle);
            turns.Add(new ReminderOccasion(ReminderKind.Idle, "", null, changed, exchange.DueOn >= idle ? exchange.DueOn.Value.AddDays(1) : idle));
        }

        return turns;
    }

    /// <summary>The day before which nobody is reminded for this reason.</summary>
    /// <param name="plan">The procedure's plan.</param>
    public DateOnly FirstDay(ReminderPlan plan) => Kind == ReminderKind.Due ? NearFrom(plan) : Day;

    /// <summary>The day from which the last day is near.</summary>
    /// <param name="plan">The procedure's plan.</param>
    public DateOnly NearFrom(ReminderPlan plan) => Day.AddYears(-plan.Before.Years).AddMonths(-plan.Before.Months).AddDays(-plan.Before.Days);

    /// <summary>Selects the participants that have to act: each party's authority itself, not one that acts in its name.</summary>
    /// <param name="exchange">The exchange.</param>
    public IEnumerable<Participation> AwaitedIn(Exchange exchange) =>
        exchange.Participations.Where(part =>
            !part.Acts
            && !(Kind != ReminderKind.Draft && exchange.IsKeptFrom(part.Capacity))
            && Kind switch
            {
                ReminderKind.Draft => part.Capacity == ParticipationCapacity.Sender,
                ReminderKind.Idle => part.Capacity == ParticipationCapacity.Sender || part.AuthorityId == exchange.RecipientId && part.IsHost,
                _ => TurnPolicy.OwnOf(exchange, part).Any(turn => turn.Task == Task && turn.Party == Party),
            }
        );

    private static ReminderOccasion? OfTurn(Exchange exchange, Procedure procedure, Turn turn)
    {
        var since = turn.IsOfState ? DeadlineCalendar.DayOf(exchange.StateSince) : exchange.Tasks.First(task => task.Name == turn.Task).Since;
        if (turn.Due is { } due)
            return new ReminderOccasion(ReminderKind.Due, turn.Task, turn.Party, since, due)
            {
                IsEndedByPlatform = turn.IsOfState && exchange.IsEndedByPlatform(procedure),
            };
        return procedure.State(exchange.State).RemindAfter is { } period
            ? new ReminderOccasion(ReminderKind.Waiting, turn.Task, turn.Party, since, DeadlineCalendar.Limit(since, period).AddDays(1))
            : null;
    }
}
