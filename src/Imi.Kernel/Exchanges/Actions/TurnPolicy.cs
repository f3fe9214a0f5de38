using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>
/// The one place that says whose turn it is, for what and by when. It follows from the definition and from what happened; page, lists,
/// notices, e-mails and API read what it says.
/// </summary>
internal static class TurnPolicy
{
    /// <summary>Ends and begins the tasks beside the state that an action ends and begins.</summary>
    public static void Follow(Exchange exchange, Procedure procedure, string action, DateOnly today)
    {
        var tasks = exchange.Tasks.Where(task => !(procedure.Tasks.FirstOrDefault(one => one.Name == task.Name)?.Ends.Contains(action) ?? false)).ToList();
        foreach (var begun in procedure.Tasks.Where(one => one.Begins.Contains(action) && !tasks.Exists(task => task.Name == one.Name)))
            tasks.Add(Begun(begun, today));
        exchange.Tasks = tasks;
    }

    /// <summary>
    /// Brings the tasks in step with the exchange: a proposed date and an examination are tasks too, and a task that no action of the
    /// state can end waits for a state that has one.
    /// </summary>
    public static void Settle(Exchange exchange, Procedure procedure, DateOnly today)
    {
        var tasks = exchange.Tasks.Where(task => task.Name is not (TaskDefinition.DateProposal or TaskDefinition.Examination)).ToList();
        if (exchange.ReplyByProposed is not null)
            tasks.Add(
                Known(TaskDefinition.DateProposal)
                    ?? Begun(new TaskDefinition(TaskDefinition.DateProposal, Party.Sender, [], [], procedure.DecideDateWithin), today)
            );
        if (exchange is { ExaminedBy: { } examiner, ExaminationBeganAt: { } began })
        {
            tasks.Add(
                Known(TaskDefinition.Examination)
                    ?? Begun(new TaskDefinition(TaskDefinition.Examination, examiner, [], [], procedure.Examination?.Within), DeadlineCalendar.DayOf(began))
            );
        }

        exchange.Tasks = [.. tasks.Select(task => task with { CanBeDone = CanBeDone(procedure, exchange.State, task) })];

        ExchangeTask? Known(string name) => exchange.Tasks.FirstOrDefault(task => task.Name == name);
    }

    /// <summary>What is to be done now, what is due first at the front. Empty where nobody has anything to do.</summary>
    public static IReadOnlyList<Turn> Of(Exchange exchange)
    {
        if (exchange.Phase is not (Phase.Open or Phase.Closed))
            return [];
        var turns = exchange.Tasks.Where(task => task.CanBeDone).Select(task => new Turn(task.Party, task.Name, task.Due)).ToList();
        if (exchange.WaitsFor is { } party && (party != Party.Recipients || exchange.Participations.Any(part => IsAwaited(exchange, part))))
            turns.Add(new Turn(party, "", exchange.DueOn));
        return [.. turns.OrderBy(turn => turn.Due ?? DateOnly.MaxValue).ThenBy(turn => turn.IsOfState)];
    }

    /// <summary>What of it a participant has to do, what is due first at the front.</summary>
    public static IReadOnlyList<Turn> OwnOf(Exchange exchange, Participation participation)
    {
        var parties = ExchangeContext.PartiesOf(participation.Capacity, exchange.Reached is not null);
        return
        [
            .. exchange.Turns.Where(turn =>
                parties.Contains(turn.Party) && (turn is not { IsOfState: true, Party: Party.Recipients } || IsAwaited(exchange, participation))
            ),
        ];
    }

    /// <summary>Whether a participant is a recipient of a broadcast whose answer the state waits for.</summary>
    public static bool IsAwaited(Exchange exchange, Participation participation) =>
        exchange.WaitsFor == Party.Recipients && ExchangeMoves.IsOneOfMany(exchange, participation) && participation is { HasResponded: false, IsAsked: true };

    private static ExchangeTask Begun(TaskDefinition task, DateOnly today) =>
        new(task.Name, task.By, today, task.Within is { } within ? DeadlineCalendar.LastDay(today, within) : null, CanBeDone: false);

    private static bool CanBeDone(Procedure procedure, string state, ExchangeTask task) =>
        procedure.Actions.Any(action =>
            action.From.Contains(state)
            && Ends(procedure, action, task.Name)
            && action.By.Any(rule => rule.Party == task.Party || (rule.Party == Party.Recipients && task.Party == Party.Commission))
        );

    private static bool Ends(Procedure procedure, ActionDefinition action, string task) =>
        task switch
        {
            TaskDefinition.DateProposal => action.DoesVerb(Verb.AgreeDate) || action.DoesVerb(Verb.DeclineDate),
            TaskDefinition.Examination => procedure.Examination?.Ends.Contains(action.Name) == true,
            _ => procedure.Tasks.FirstOrDefault(one => one.Name == task)?.Ends.Contains(action.Name) == true,
        };
}
