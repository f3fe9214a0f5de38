using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks that each clock of a procedure begins, has an effect, can end, and does not contradict the states in which it runs.</summary>
internal static class ClockChecks
{
    /// <summary>Checks names, the beginning, the effect and the end of each clock, and the clocks that states, tasks and extensions name.</summary>
    public static void Check(Procedure procedure, DefinitionNode root, IReadOnlyList<(ActionDefinition Action, DefinitionNode Node)> actions)
    {
        var clocks = procedure.Clocks.Select(clock => clock.Name).ToList();
        foreach (var (name, key, node) in root.EntriesOf("clocks"))
        {
            var clock = procedure.Clocks.First(one => one.Name == name);
            if (Condition.Pending.Known.Contains(name) || procedure.States.Any(state => state.Name == name) || procedure.Tasks.Any(task => task.Name == name))
                key.Wrong($"'{name}' is the name of a state, a task or the platform's own: give the clock another one.");
            CheckBeginning(procedure, clock, node, key);
            CheckNames(procedure, clock, node);
            CheckEffect(procedure, clock, node, key);
        }

        foreach (var state in procedure.States.Where(state => state.Due?.Clock is { } name && !clocks.Contains(name)))
            root.Find("states")!
                .Find(state.Name)!
                .Find("due")!
                .Wrong(
                    $"There is no clock '{state.Due!.Clock}': {Spelling.Suggestion(state.Due.Clock!, [.. clocks, Words.Reply])} "
                        + "A period such as P30D, 15 working days or FORM.FIELD is possible too."
                );
        foreach (var task in procedure.Tasks.Where(task => task.Clock is { } name && !clocks.Contains(name)))
            root.Find("tasks")!.Find(task.Name)!.Find("within")!.Wrong($"There is no clock '{task.Clock}': {Spelling.Suggestion(task.Clock!, clocks)}");
        foreach (var (action, node) in actions.Where(one => one.Action.Extends?.Clock is { } name && !clocks.Contains(name)))
            node.Find("extends")!.Find("clock")!.Wrong($"There is no clock '{action.Extends!.Clock}': {Spelling.Suggestion(action.Extends.Clock!, clocks)}");
    }

    /// <summary>Checks that every state and task finds its clock running, whichever way the exchange took. Needs valid names.</summary>
    public static void CheckWays(Procedure procedure, DefinitionNode root)
    {
        foreach (var clock in procedure.Clocks)
        {
            foreach (var state in procedure.States.Where(state => state.Due?.Clock == clock.Name))
            {
                if (WayWithout(procedure, clock, (_, to) => to == state.Name) is { } action)
                    root.Find("states")!
                        .Find(state.Name)!
                        .Find("due")!
                        .Wrong($"'{action}' leads to '{state.Name}' while the clock '{clock.Name}' does not run: let it begin before, or there.");
            }

            foreach (var task in procedure.Tasks.Where(task => task.Clock == clock.Name))
            {
                if (WayWithout(procedure, clock, (taken, _) => task.Begins.Contains(taken)) is { } action)
                    root.Find("tasks")!
                        .Find(task.Name)!
                        .Find("within")!
                        .Wrong($"'{action}' begins '{task.Name}' while the clock '{clock.Name}' does not run: let it begin before, or with it.");
            }
        }
    }

    private static void CheckBeginning(Procedure procedure, ClockDefinition clock, DefinitionNode node, DefinitionNode key)
    {
        if (((string[])["begins", "beginsIn", "beginsOn"]).Count(node.Has) != 1)
            key.Wrong($"'{clock.Name}' must begin in one way: begins: ACTION, beginsIn: STATE, or beginsOn: FORM.FIELD, a date that a form asks.");
        if (!node.Has("lasts") && clock.BeginsOn is null)
            key.Wrong($"'{clock.Name}' must say how long it lasts: lasts: P30D. Only a date of a form (beginsOn) can be a last day by itself.");
        if (clock.BeginsOn is not { } asked)
            return;
        var form = procedure.Actions.Select(action => action.Asks).Append(procedure.Form).FirstOrDefault(one => one?.Name == asked.Form);
        if (form is null)
            node.Find("beginsOn")!.Wrong($"No action asks the form '{asked.Form}', so '{clock.Name}' never begins.");
        else if (form.Elements.GetValueOrDefault(asked.Field) is not Field { Type: FieldType.Date, Special: null })
            node.Find("beginsOn")!.Wrong($"The form '{asked.Form}' has no date field '{asked.Field}', so '{clock.Name}' never begins.");
    }

    private static void CheckNames(Procedure procedure, ClockDefinition clock, DefinitionNode node)
    {
        var names = procedure.Actions.Select(action => action.Name).ToList();
        foreach (var item in node.ItemsOf("begins").Concat(node.ItemsOf("ends")).Where(item => !names.Contains(item.Text())))
            item.Wrong($"There is no action '{item.Text()}': {Spelling.Suggestion(item.Text(), names)}");
        foreach (var item in node.ItemsOf("beginsIn").Concat(node.ItemsOf("pausedIn")))
        {
            var states = procedure.States.Where(state => state.Phase == Phase.Open).Select(state => state.Name).ToList();
            if (!states.Contains(item.Text()))
                item.Wrong($"There is no open state '{item.Text()}': {Spelling.Suggestion(item.Text(), states)}");
        }

        if (clock.For is { } party && node.Find("for") is { } named)
            BroadcastChecks.CheckParty(procedure, party, named);
        foreach (var change in node.ItemsOf("changes").Where(change => change.Period("lasts") == clock.Lasts))
            change.Find("lasts")!.Wrong($"'{clock.Name}' lasts that long anyway: write another period, or remove the change.");
    }

    private static void CheckEffect(Procedure procedure, ClockDefinition clock, DefinitionNode node, DefinitionNode key)
    {
        var isUsed =
            procedure.States.Any(state => state.Due?.Clock == clock.Name)
            || procedure.Tasks.Any(task => task.Clock == clock.Name)
            || procedure.Actions.Any(action => ConditionDefinitions.PendingOf(action.When).Contains(clock.Name));
        if (clock.Then is null && !isUsed)
            key.Wrong(
                $"Nothing happens when '{clock.Name}' ends: name it as 'due' of a state or 'within' of a task, "
                    + $"give it a 'then', or ask for it with pending: {clock.Name}."
            );
        if (procedure.States.FirstOrDefault(state => state.Due?.Clock == clock.Name && clock.PausedIn.Contains(state.Name)) is { } still)
            node.Find("pausedIn")!.Wrong($"'{clock.Name}' is the last day of '{still.Name}' and stands still there, so it would never end.");
        if (clock.BeginsIn.Count > 0 && clock.BeginsIn.All(clock.PausedIn.Contains))
            node.Find("pausedIn")!.Wrong($"'{clock.Name}' stands still in every state in which it begins: begin it where it runs.");
        if (clock.Then is not { } then)
            return;
        var at = node.Find("then")!;
        if (procedure.Action(then) is not { } action)
            at.Wrong($"There is no action '{then}': {Spelling.Suggestion(then, procedure.Actions.Select(one => one.Name))}");
        else if (!action.IsByPlatform)
            at.Wrong($"The platform takes '{then}' after the last day of '{clock.Name}', so that action needs by: platform.");
        else if (action.Asks is not null)
            at.Wrong($"The platform takes '{then}' itself, so that action can ask nothing.");
        else if (clock.Begins.Contains(then))
            at.Wrong($"The platform would act again and again: '{then}' begins '{clock.Name}', after which it is taken.");
    }

    /// <summary>Finds an action that leads somewhere although the clock does not run then; null if there is none.</summary>
    private static string? WayWithout(Procedure procedure, ClockDefinition clock, Func<string, string, bool> isThere)
    {
        var seen = new HashSet<(string State, bool Runs)> { (procedure.InitialState.Name, false) };
        var waiting = new Queue<(string State, bool Runs)>(seen);
        while (waiting.TryDequeue(out var place))
        {
            foreach (var action in procedure.Actions.Where(action => action.From.Contains(place.State) && !action.DoesVerb(Verb.DeleteDraft)))
            {
                var to = action.To ?? place.State;
                var runs = (place.Runs && !clock.Ends.Contains(action.Name)) || Begins(procedure, clock, action, to);
                if (!runs && isThere(action.Name, to))
                    return action.Name;
                if (seen.Add((to, runs)))
                    waiting.Enqueue((to, runs));
            }
        }

        return null;
    }

    private static bool Begins(Procedure procedure, ClockDefinition clock, ActionDefinition action, string to) =>
        clock.Begins.Contains(action.Name)
        || clock.BeginsIn.Contains(to)
        || (clock.BeginsOn is { } asked && (IsAlwaysAsked(action.Asks, asked) || (action.ChecksForm && IsAlwaysAsked(procedure.Form, asked))));

    private static bool IsAlwaysAsked(Form? form, AskedField asked) =>
        form?.Name == asked.Form && form.Elements.GetValueOrDefault(asked.Field) is Field { Required.Always: true, VisibleWhen: null };
}
