using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks tasks, extensions of periods, and what conditions name as pending.</summary>
internal static class TaskChecks
{
    /// <summary>Checks that tasks name existing parties and actions, that recipients can answer, and that conditions name what can be pending.</summary>
    public static void Check(
        Procedure procedure,
        DefinitionNode root,
        IReadOnlyList<(StateDefinition State, DefinitionNode Node)> states,
        IReadOnlyList<(ActionDefinition Action, DefinitionNode Node)> actions
    )
    {
        var names = procedure.Actions.Select(action => action.Name).ToList();
        foreach (var task in procedure.Tasks)
        {
            var node = root.Find("tasks")!.Find(task.Name)!;
            BroadcastChecks.CheckParty(procedure, task.By, node);
            foreach (var name in task.Begins.Concat(task.Ends).Where(name => !names.Contains(name)))
                node.Wrong($"There is no action '{name}': {Spelling.Suggestion(name, names)}");
            if (task.After is not null)
                CheckFollowUp(procedure, task, node);
            if (procedure.Actions.Where(action => task.Ends.Contains(action.Name)).All(action => !action.By.Any(rule => IsOf(task.By, rule.Party))))
                node.Wrong($"'{task.Name}' is for the {Words.Parties.WordFor(task.By)}, which may take none of the actions that end it.");
        }

        foreach (var (state, node) in states.Where(one => one.State is { WaitsFor: Party.Recipients, Phase: Phase.Open }))
        {
            if (
                !procedure.Actions.Any(action =>
                    action.From.Contains(state.Name)
                    && action.By.Any(rule => rule.Party == Party.Recipients)
                    && (action.To is not null || action.DoesVerb(Verb.Answer))
                )
            )
                node.Wrong($"'{state.Name}' waits for the recipients, but no action of theirs counts as an answer: add does: answer to it.");
        }

        foreach (var (action, node) in actions)
        {
            if (action.DoesVerb(Verb.Extend) && action.Extends is null)
                node.Wrong($"'{action.Name}' does extend, so it must say how far: extends: {{ upTo: P3M }}.");
            if (action.Extends is { } extends && extends.By is null == extends.UpTo is null)
                node.Find("extends")!.Wrong("An extension is by a period or up to a date that the form asks: extends: { by: P3M } or extends: { upTo: P3M }.");
            if (!action.DoesVerb(Verb.Extend) && action.Extends is not null)
                node.Wrong($"'{action.Name}' says how far it extends, so it needs does: extend.");
            if (action.RestartsClock && action.To is null)
                node.Wrong($"'{action.Name}' leads to no state, so there is no clock to restart.");
            CheckPending(procedure, action.When, node);
        }
    }

    /// <summary>Checks what a condition names as pending.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="when">The condition; null for none.</param>
    /// <param name="node">What contains the condition as <c>when</c>.</param>
    public static void CheckPending(Procedure procedure, Condition? when, DefinitionNode node)
    {
        foreach (var name in ConditionDefinitions.PendingOf(when).Where(name => !IsPending(procedure, name)))
            node.Find("when")!
                .Wrong($"Nothing called '{name}' can be pending: " + $"{Spelling.Suggestion(name, Condition.Pending.Known.Concat(OwnNames(procedure)))}");
    }

    /// <summary>A follow-up question is answered with facts, also after the closure.</summary>
    private static void CheckFollowUp(Procedure procedure, TaskDefinition task, DefinitionNode node)
    {
        if (task.Within is null && task.Clock is null)
            node.Wrong($"'{task.Name}' is asked after a period, so it must say how long the party has then: add within: P1M.");
        foreach (var action in procedure.Actions.Where(action => task.Ends.Contains(action.Name)))
        {
            if (action.Asks is not { } form || form.Elements.Values.Any(element => element is not Field { IsStatistic: true }))
                node.Wrong(
                    $"'{action.Name}' answers the follow-up question '{task.Name}', so it must ask a form whose fields all have statistic: true. "
                        + "The answers are kept for statistics, without personal data."
                );
            if (action.To is not null)
                node.Wrong($"'{action.Name}' answers the follow-up question '{task.Name}', so it must not change the state: remove 'to'.");
        }
    }

    private static bool IsOf(Party party, Party actor) => party == actor || (party == Party.Commission && actor == Party.Recipients);

    private static IEnumerable<string> OwnNames(Procedure procedure) =>
        procedure.Tasks.Select(task => task.Name).Concat(procedure.Clocks.Select(clock => clock.Name));

    private static bool IsPending(Procedure procedure, string name) => Condition.Pending.Known.Contains(name) || OwnNames(procedure).Contains(name);
}
