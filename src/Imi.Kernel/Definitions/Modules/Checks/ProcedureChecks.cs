using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>
/// Checks that a procedure is consistent: every state can be entered and left, every name exists, and every verb has the form fields that it needs.
/// </summary>
internal static class ProcedureChecks
{
    public static void Check(
        Procedure procedure,
        DefinitionNode root,
        IReadOnlyList<(StateDefinition State, DefinitionNode Node)> states,
        IReadOnlyList<(ActionDefinition Action, DefinitionNode Node)> actions,
        IReadOnlyDictionary<string, Form> forms,
        IReadOnlyDictionary<Condition, DefinitionNode> conditions
    )
    {
        CheckFields(procedure, root);
        if (procedure.InitialState.Phase != Phase.Draft)
            states[0].Node.Wrong("The first state is where an exchange begins: its phase must be draft.");
        if (!procedure.States.Any(state => state.Phase == Phase.Closed))
            root.Find("states")!.Wrong("No state has the phase closed: an exchange could never be closed.");
        var names = procedure.States.Select(state => state.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (action, node) in actions)
            CheckAction(procedure, action, node, names, forms);
        CheckRecipients(procedure, root, forms);
        BroadcastChecks.Check(procedure, root, states, actions);
        InformationChecks.Check(procedure, actions);
        TaskChecks.Check(procedure, root, states, actions);
        ClockChecks.Check(procedure, root, actions);
        foreach (var clock in procedure.Clocks)
        {
            foreach (var (change, item) in clock.Changes.Zip(root.Find("clocks")!.Find(clock.Name)!.ItemsOf("changes")))
            {
                var node = item.Find("when")!;
                CheckCondition(procedure, change.When, node, forms);
                TaskChecks.CheckPending(procedure, change.When, item);
                foreach (var other in ConditionDefinitions.ActionsOf(change.When).Where(name => procedure.Action(name) is null))
                    node.Wrong($"There is no action '{other}': {Spelling.Suggestion(other, procedure.Actions.Select(action => action.Name))}");
            }
        }

        CheckWays(procedure, states);
        CheckFormConditions(procedure.Form, procedure.Form, forms, conditions);
        foreach (var asked in procedure.Actions.Select(action => action.Asks).OfType<Form>().DistinctBy(form => form.Name))
            CheckFormConditions(asked, procedure.Form, forms, conditions);
    }

    private static void CheckFields(Procedure procedure, DefinitionNode root)
    {
        var form = procedure.Form;
        foreach (var field in procedure.About)
        {
            if (form.Elements.GetValueOrDefault(field) is not Field found)
                root.Find("about")!.Wrong($"The form '{form.Name}' has no field '{field}': {Spelling.Suggestion(field, form.Elements.Keys)}");
            else if (found.Special is not null)
                root.Find("about")!.Wrong($"'{field}' is of a special category, which no list shows.");
        }

        if (procedure.ReplyByField is { } replyBy && form.Elements.GetValueOrDefault(replyBy) is not Field { Type: FieldType.Date })
            root.Find("replyBy")!.Wrong($"The form '{form.Name}' has no date field '{replyBy}'.");
        if (procedure.DecideDateWithin is not null && !procedure.CounterProposal)
            root.Find("replyBy")!.Find("decideWithin")!.Wrong("Without counterProposal: true there is nothing to decide on: add it, or remove 'decideWithin'.");
        if (procedure.RecipientCountryField is { } country && form.Elements.GetValueOrDefault(country) is not Field { Type: FieldType.Country })
            root.Find("recipientCountry")!.Wrong($"The form '{form.Name}' has no country field '{country}'.");
    }

    private static void CheckRecipients(Procedure procedure, DefinitionNode root, IReadOnlyDictionary<string, Form> forms)
    {
        if (procedure.Recipients.FirstOrDefault(rule => rule.When is not null)?.When is not { } when)
            return;
        var node = root.Find("allCountries")!.Find("when")!;
        foreach (var field in ConditionDefinitions.FieldsOf(when))
            CheckField(field, procedure.Form, procedure.Form, node, forms);
        foreach (var (field, value) in ConditionDefinitions.ValuesOf(when))
            CheckValue(field, value, procedure.Form, node, forms);
        if (!ConditionDefinitions.IsOfOneForm(when))
            node.Wrong($"Whom an alert reaches depends only on the answers to its form '{procedure.Form.Name}': name its fields only.");
    }

    private static void CheckAction(
        Procedure procedure,
        ActionDefinition action,
        DefinitionNode node,
        HashSet<string> states,
        IReadOnlyDictionary<string, Form> forms
    )
    {
        foreach (var from in action.From.Where(from => !states.Contains(from)))
            node.Find("from")!.Wrong($"There is no state '{from}': {Spelling.Suggestion(from, states)}");
        if (action.To is { } to && !states.Contains(to))
            node.Find("to")!.Wrong($"There is no state '{to}': {Spelling.Suggestion(to, states)}");
        foreach (
            var from in action.From.Where(from =>
                action.To is not null && action.To != from && procedure.States.Any(state => state.Name == from && state.Phase == Phase.Closed)
            )
        )
            node.Find("from")!.Wrong($"'{from}' is closed: no action leaves a closed state.");
        CheckVerbs(procedure, action, node);
        if (action.When is { } when)
            CheckCondition(procedure, when, node.Find("when")!, forms);
    }

    private static void CheckCondition(Procedure procedure, Condition when, DefinitionNode node, IReadOnlyDictionary<string, Form> forms)
    {
        foreach (var field in ConditionDefinitions.FieldsOf(when))
            CheckField(field, procedure.Form, procedure.Form, node, forms);
        foreach (var (field, value) in ConditionDefinitions.ValuesOf(when))
            CheckValue(field, value, procedure.Form, node, forms);
    }

    private static void CheckVerbs(Procedure procedure, ActionDefinition action, DefinitionNode node)
    {
        foreach (var verb in action.Does)
        {
            (string Field, FieldType Type)? needed = verb switch
            {
                Verb.Forward or Verb.Split or Verb.Disseminate => ("authority", FieldType.Authority),
                Verb.ProposeDate or Verb.Round => ("replyBy", FieldType.Date),
                Verb.Extend when action.Extends?.By is null => ("until", FieldType.Date),
                _ => null,
            };
            if (needed is { } need && (action.Asks?.Elements.GetValueOrDefault(need.Field) as Field)?.Type != need.Type)
            {
                var type = Words.FieldTypes.WordFor(need.Type);
                node.Wrong($"'{action.Name}' does {Words.Verbs.WordFor(verb)}, " + $"so it must ask a form with a field '{need.Field}' of type {type}.");
            }

            if (verb == Verb.Split && !procedure.Form.Elements.Values.Any(element => element is FieldGroup { IsSplittable: true }))
                node.Wrong($"'{action.Name}' does split, but the form '{procedure.Form.Name}' has no group marked splittable.");
            if (verb == Verb.DeleteDraft && action.From.Any(from => procedure.States.Any(state => state.Name == from && state.Phase != Phase.Draft)))
                node.Wrong("Only a draft can be deleted.");
            if (verb is Verb.ProposeDate or Verb.AgreeDate or Verb.DeclineDate && procedure.ReplyByField is null)
                node.Wrong($"'{action.Name}' settles a reply-by date, but the procedure has no 'replyBy'.");
        }

        if (
            action.From.Any(from => procedure.States.Any(state => state.Name == from && state.Phase == Phase.Draft))
            && action.To is { } to
            && procedure.States.FirstOrDefault(state => state.Name == to) is { Phase: not Phase.Draft }
            && !action.ChecksForm
        )
        {
            node.Wrong($"'{action.Name}' sends a draft, so it needs 'checks: form'.");
        }
    }

    private static void CheckWays(Procedure procedure, IReadOnlyList<(StateDefinition State, DefinitionNode Node)> states)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { procedure.InitialState.Name };
        while (
            procedure.Actions.FirstOrDefault(action => action.To is not null && !reached.Contains(action.To) && action.From.Any(reached.Contains)) is { } next
        )
            reached.Add(next.To!);
        foreach (var (state, node) in states)
        {
            if (!reached.Contains(state.Name))
                node.Wrong($"No action leads to the state '{state.Name}'.");
            if (state.Phase == Phase.Open && state.WaitsFor is null)
                node.Wrong($"'{state.Name}' is open, so it must say whose turn it is: waitsFor: recipient.");
            if (state.Phase == Phase.Closed && (state.WaitsFor is not null || state.Due is not null || state.RemindAfter is not null))
                node.Wrong($"'{state.Name}' is closed: it waits for nobody and has no date.");
            if (state.Phase != Phase.Closed && state.Retention is not null)
                node.Wrong($"'{state.Name}' is not closed: personal data are kept for a period from the formal closure.");
            if (
                state.Phase != Phase.Closed
                && !procedure.Actions.Any(action => action.From.Contains(state.Name) && action.To is not null && action.To != state.Name)
            )
                node.Wrong($"No action leads out of the state '{state.Name}'.");
        }
    }

    private static void CheckFormConditions(
        Form form,
        Form own,
        IReadOnlyDictionary<string, Form> forms,
        IReadOnlyDictionary<Condition, DefinitionNode> conditions
    )
    {
        foreach (var element in form.Sections.SelectMany(section => section.Elements).Where(element => element is not Field { GroundOf: not null }))
        {
            foreach (var condition in element.Conditions)
                Check(condition, []);
            if (element is not FieldGroup group)
                continue;
            var siblings = group.Fields.Select(one => one.Name).ToList();
            foreach (var condition in group.Fields.SelectMany(one => one.Conditions))
            {
                foreach (var (sibling, value) in ConditionDefinitions.ValuesOf(condition).Where(pair => siblings.Contains(pair.Field)))
                    CheckValue(sibling, value, group.Fields.First(one => one.Name == sibling), conditions[condition]);
            }

            foreach (var condition in group.Fields.SelectMany(one => one.Conditions))
                Check(condition, siblings);
        }

        void Check(Condition condition, IReadOnlyList<string> siblings)
        {
            var node = conditions[condition];
            foreach (var field in ConditionDefinitions.FieldsOf(condition).Where(field => !siblings.Contains(field)))
                CheckField(field, form, own, node, forms);
            RefusalChecks.Check(condition, form, own, node);
            foreach (var (field, value) in ConditionDefinitions.ValuesOf(condition).Where(pair => !siblings.Contains(pair.Field)))
                CheckValue(field, value, form.Elements.ContainsKey(field) ? form : own, node, forms);
        }
    }

    private static void CheckField(string field, Form form, Form own, DefinitionNode node, IReadOnlyDictionary<string, Form> forms)
    {
        var found = FieldOf(field, form, forms) ?? FieldOf(field, own, forms);
        if (found is { Special: not null })
            node.Wrong($"A condition reads '{field}', which is of a special category: what is shown would reveal the answer.");
        if (found is null)
            node.Wrong($"A condition names '{field}', which no form has: {Spelling.Suggestion(field, form.Elements.Keys.Union(own.Elements.Keys))}");
    }

    private static void CheckValue(string field, string value, Form form, DefinitionNode node, IReadOnlyDictionary<string, Form> forms)
    {
        if (FieldOf(field, form, forms) is not { } found)
            return;
        CheckValue(field, value, found, node);
    }

    private static void CheckValue(string name, string value, Field field, DefinitionNode node)
    {
        IReadOnlyList<string> options = field.Type == FieldType.YesNo ? ["yes", "no"] : field.Options;
        if (options.Count > 0 && !options.Contains(value))
            node.Wrong($"A condition compares '{name}' with '{value}', which is not one of its options: {Spelling.Suggestion(value, options)}");
        else if (FieldRules.WhyNeverTyped(field, value) is { } why)
            node.Wrong($"A condition compares '{name}' with '{value}', which can never be its answer: {why}");
    }

    private static Field? FieldOf(string name, Form form, IReadOnlyDictionary<string, Form> forms)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return form.Elements.GetValueOrDefault(name) as Field;
        return forms.TryGetValue(name[..dot], out var asked) ? asked.Elements.GetValueOrDefault(name[(dot + 1)..]) as Field : null;
    }
}
