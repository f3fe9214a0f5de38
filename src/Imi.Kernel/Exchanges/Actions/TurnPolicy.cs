using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>
/// Determines what each party has to do, and by when, from the definition and the exchange. Pages, lists, notices, e-mails and API all use its
/// results.
/// </summary>
internal static class TurnPolicy
{
    /// <summary>Ends and begins tasks beside the state after an action, as the definition prescribes.</summary>
    public static void Follow(Exchange exchange, Procedure procedure, string action, DateOnly today)
    {
        var tasks = exchange.Tasks.Where(task => !(procedure.Tasks.FirstOrDefault(one => one.Name == task.Name)?.Ends.Contains(action) ?? false)).ToList();
        foreach (var begun in procedure.Tasks.Where(one => one.Begins.Contains(action) && !tasks.Exists(task => task.Name == one.Name)))
            tasks.Add(Begun(exchange, begun, today));
        exchange.SetTasks(tasks);
    }

    /// <summary>
    /// Updates the tasks after a change of the exchange: adds those of a counter-proposal and an examination, and marks which tasks an action of
    /// the current state can end. The others wait for such a state.
    /// </summary>
    public static void Settle(Exchange exchange, Procedure procedure, DateOnly today)
    {
        var tasks = exchange.Tasks.Where(task => task.Name is not (TaskDefinition.DateProposal or TaskDefinition.Examination)).ToList();
        if (exchange.ReplyByProposed is not null)
            tasks.Add(
                Known(TaskDefinition.DateProposal)
                    ?? Begun(exchange, new TaskDefinition(TaskDefinition.DateProposal, Party.Sender, [], [], procedure.DecideDateWithin), today)
            );
        if (exchange is { ExaminedBy: { } examiner, ExaminationBeganAt: { } began })
        {
            tasks.Add(
                Known(TaskDefinition.Examination)
                    ?? Begun(
                        exchange,
                        new TaskDefinition(TaskDefinition.Examination, examiner, [], [], procedure.Examination?.Within),
                        DeadlineCalendar.DayOf(began)
                    )
            );
        }

        exchange.SetTasks([
            .. tasks.Select(task =>
                task with
                {
                    Due = ClockOf(task) is { } clock ? exchange.Clock(clock)?.LastDay : task.Due,
                    CanBeDone = !(task.AskedOn > today) && CanBeDone(procedure, exchange.State, task),
                }
            ),
        ]);

        string? ClockOf(ExchangeTask task) => procedure.Tasks.FirstOrDefault(one => one.Name == task.Name)?.Clock;

        ExchangeTask? Known(string name) => exchange.Tasks.FirstOrDefault(task => task.Name == name);
    }

    /// <summary>Computes what the parties have to do now, the first due first; empty if nothing.</summary>
    public static IReadOnlyList<Turn> Of(Exchange exchange)
    {
        if (exchange.Phase is not (Phase.Open or Phase.Closed))
            return [];
        var turns = exchange.Tasks.Where(task => task.CanBeDone).Select(task => new Turn(task.Party, task.Name, task.Due)).ToList();
        if (exchange.WaitsFor is { } party && (party != Party.Recipients || exchange.Participations.Any(part => IsAwaited(exchange, part))))
            turns.Add(new Turn(party, "", exchange.DueOn));
        return [.. turns.OrderBy(turn => turn.Due ?? DateOnly.MaxValue).ThenBy(turn => turn.IsOfState)];
    }

    /// <summary>Selects what one participant has to do, the first due first.</summary>
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

    /// <summary>Returns whether a participant is a recipient of a broadcast for whose reply the state waits.</summary>
    public static bool IsAwaited(Exchange exchange, Participation participation) =>
        exchange.WaitsFor == Party.Recipients && exchange.IsOneOfMany(participation) && participation is { HasResponded: false, IsAsked: true };

    private static ExchangeTask Begun(Exchange exchange, TaskDefinition task, DateOnly today)
    {
        var calendar = exchange.CalendarOf(task.By);
        DateOnly? asked = task.After is { } after ? DeadlineCalendar.LastDay(today, after, calendar) : null;
        var since = asked ?? today;
        DateOnly? due = task.Within is { } within ? DeadlineCalendar.LastDay(since, within, calendar) : null;
        return new ExchangeTask(task.Name, task.By, since, due, CanBeDone: false, asked);
    }

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
