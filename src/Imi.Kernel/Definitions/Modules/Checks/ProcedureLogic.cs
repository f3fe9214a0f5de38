using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>
/// Checks the behaviour of a procedure: each action can be taken, each condition can hold, and a closed state can be reached from everywhere. Runs only if all
/// names are valid, because one wrong name would cause many consequential problems.
/// </summary>
internal static class ProcedureLogic
{
    public static void Check(
        Procedure procedure,
        DefinitionNode root,
        IReadOnlyDictionary<string, Form> forms,
        IReadOnlyDictionary<Condition, DefinitionNode> conditions,
        List<DefinitionProblem> problems
    )
    {
        var before = problems.Count;
        var actions = NodesOf(root, "actions");
        var states = NodesOf(root, "states");
        PeriodChecks.Check(procedure, states);
        ClockChecks.CheckWays(procedure, root);
        VerbContradictions.Check(procedure, root, actions, states);
        var asked = procedure.Actions.Select(action => action.Asks).OfType<Form>().Append(procedure.Form).DistinctBy(form => form.Name).ToList();
        foreach (var form in asked)
            FormLogic.CheckCircles(form, conditions);
        foreach (
            var action in procedure.Actions.Where(action =>
                !ConditionSolver.CanHold(new FormWorld(procedure.Form, null, procedure.Form, forms, null), action.When)
            )
        )
            actions[action.Name]
                .Value.Find("when")!
                .Wrong($"This condition can never hold: its parts contradict each other. '{action.Name}' could never be taken.");
        if (problems.Count > before)
            return;
        foreach (var form in asked)
            FormLogic.CheckConditions(form, procedure.Form, forms, conditions, []);
        if (problems.Count > before || ProcedureWalk.Of(procedure, forms) is not { } walk)
            return;
        CheckActions(procedure, walk, actions, states);
        if (problems.Count > before)
            return;
        foreach (var (state, after) in walk.DeadEnds())
            states[state.Name]
                .Key.Wrong(
                    $"From '{state.Name}' no closed state can be "
                        + $"reached{(after.Count > 0 ? $" once {string.Join(" and ", after.Select(name => $"'{name}'"))} was taken" : "")}: add an "
                        + $"action that leads on."
                );
        FormLogic.CheckConditions(procedure.Form, procedure.Form, forms, conditions, walk.PastsOfForm());
        foreach (var form in asked.Where(form => form.Name != procedure.Form.Name))
            FormLogic.CheckConditions(
                form,
                procedure.Form,
                forms,
                conditions,
                [.. procedure.Actions.Where(action => action.Asks?.Name == form.Name).SelectMany(action => walk.PastsOf(action.Name))]
            );
    }

    private static void CheckActions(
        Procedure procedure,
        ProcedureWalk walk,
        Dictionary<string, (DefinitionNode Key, DefinitionNode Value)> actions,
        Dictionary<string, (DefinitionNode Key, DefinitionNode Value)> states
    )
    {
        foreach (var action in procedure.Actions.Where(action => !walk.CanTake(action.Name) && action.From.Any(walk.Reaches)))
        {
            var (key, value) = actions[action.Name];
            if (action.When is not null)
                value
                    .Find("when")!
                    .Wrong(
                        $"'{action.Name}' can never be taken: its condition asks for an answer or an action that "
                            + $"there cannot be yet in {string.Join(", ", action.From.Select(from => $"'{from}'"))}."
                    );
            else
                key.Wrong($"Nobody can take '{action.Name}': only the platform may, and no state or clock names it under 'then'.");
        }

        foreach (
            var state in procedure.States.Where(state =>
                !walk.Reaches(state.Name)
                && !procedure.Actions.Any(action => action.To == state.Name && !walk.CanTake(action.Name) && action.From.Any(walk.Reaches))
            )
        )
            states[state.Name].Key.Wrong($"The state '{state.Name}' is never reached: no action that leads there can be taken.");
    }

    private static Dictionary<string, (DefinitionNode Key, DefinitionNode Value)> NodesOf(DefinitionNode root, string word)
    {
        var nodes = new Dictionary<string, (DefinitionNode, DefinitionNode)>(StringComparer.Ordinal);
        foreach (var (name, key, value) in root.Find(word)!.Entries())
            nodes[name] = (key, value);
        return nodes;
    }
}
