using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks that a procedure uses only the parties and verbs of its kind, and that its recipients are complete.</summary>
internal static class BroadcastChecks
{
    /// <summary>Checks that a procedure uses only what its kind allows.</summary>
    public static void Check(
        Procedure procedure,
        DefinitionNode root,
        IReadOnlyList<(StateDefinition State, DefinitionNode Node)> states,
        IReadOnlyList<(ActionDefinition Action, DefinitionNode Node)> actions
    )
    {
        if (procedure.IsBroadcast && procedure.Recipients.Count == 0 && !root.Has("recipients"))
            root.Wrong("A notification or an alert needs recipients, such as recipients: [commission, homeState].");
        if (procedure.IsBroadcast && root.Find("recipient") is { } recipient)
            recipient.Wrong("A notification or an alert has several recipients: 'recipient' is for kind: request.");
        if (!procedure.IsBroadcast && root.Find("recipients") is { } recipients)
        {
            // Stop here, because every party and verb would cause a consequential problem.
            recipients.Wrong("A request has one recipient, which the sender chooses: recipients are for kind: notification and kind: alert.");
            return;
        }

        if (!procedure.IsBroadcast && root.Find("allCountries") is { } all)
            all.Wrong("A request has one recipient, which the sender chooses: 'allCountries' is for kind: notification and kind: alert.");
        if (root.Find("allCountries") is { } twice && procedure.Recipients.Any(rule => rule is { Kind: RecipientKind.All, When: null }))
            twice.Wrong("The recipients are all countries already: remove 'allCountries', or 'all' from 'recipients'.");
        if (root.Find("recipients") is { } alone && procedure.Recipients is [{ Kind: RecipientKind.Linked }])
            alone.Wrong("'linked' adds authorities in the countries that the broadcast reaches: name these too, such as recipients: [homeState, linked].");
        if (procedure.IsBroadcast && !procedure.Actions.Any(action => action.DoesVerb(Verb.Broadcast)))
            root.Find("actions")!.Wrong("No action has does: broadcast, so no recipient would ever receive it.");
        foreach (var (state, node) in states)
        {
            CheckParty(procedure, state.WaitsFor, node);
            if (state.Then is { } then)
                CheckThen(procedure, state, then, node);
        }

        foreach (var (action, node) in actions)
        {
            foreach (var party in action.By.Select(rule => rule.Party).Distinct())
                CheckParty(procedure, party, node);
            CheckVerbs(procedure, action, node);
            foreach (var other in ConditionDefinitions.ActionsOf(action.When).Where(name => procedure.Action(name) is null))
                node.Find("when")!.Wrong($"There is no action '{other}': {Suggestion(other, procedure)}");
        }

        CheckExamination(procedure, root);
        if (root.Find("lateRecipients") is { } late && procedure.Recipients.All(rule => rule is not { Kind: RecipientKind.All, When: null }))
            late.Wrong("'lateRecipients' is for a broadcast that reaches every country: recipients: all.");
    }

    private static void CheckThen(Procedure procedure, StateDefinition state, string then, DefinitionNode node)
    {
        if (state.Due is null)
            node.Wrong($"'{state.Name}' has 'then', so it needs a last day: due: P30D.");
        if (procedure.Action(then) is not { } action)
            node.Wrong($"There is no action '{then}': {Suggestion(then, procedure)}");
        else if (!action.IsByPlatform || !action.From.Contains(state.Name))
            node.Wrong($"The platform takes '{then}' after the last day of '{state.Name}', so that action needs by: platform and from: {state.Name}.");
        else if (action.Asks is not null)
            node.Wrong($"The platform takes '{then}' itself, so that action can ask nothing.");
    }

    private static void CheckExamination(Procedure procedure, DefinitionNode root)
    {
        if (procedure.Examination is not { } examination)
            return;
        var node = root.Find("examination")!;
        CheckParty(procedure, examination.By, node);
        foreach (var name in examination.Begins.Concat(examination.Ends).Where(name => procedure.Action(name) is null))
            node.Wrong($"There is no action '{name}': {Suggestion(name, procedure)}");
    }

    private static void CheckVerbs(Procedure procedure, ActionDefinition action, DefinitionNode node)
    {
        foreach (var verb in action.Does)
        {
            var word = Words.Verbs.WordFor(verb);
            if (!procedure.IsBroadcast && verb is Verb.Broadcast or Verb.Disseminate)
                node.Wrong($"'{action.Name}' does {word}, which only a notification or an alert can.");
            if (procedure.IsBroadcast && verb is Verb.Forward or Verb.Split or Verb.ProposeDate or Verb.AgreeDate or Verb.DeclineDate)
                node.Wrong($"'{action.Name}' does {word}, which only a request can.");
            if (verb == Verb.Amend && action.Asks?.Elements.Keys.FirstOrDefault(procedure.Form.Elements.ContainsKey) is { } twice)
                node.Wrong($"'{action.Name}' shows the form '{procedure.Form.Name}' too, which also has a field '{twice}': give one of the two another name.");
        }
    }

    /// <summary>Checks that a party exists in this kind of procedure.</summary>
    public static void CheckParty(Procedure procedure, Party? party, DefinitionNode node)
    {
        var isOfBroadcast = party is Party.Recipients or Party.Commission;
        var isOfRequest = party is Party.Recipient or Party.CoordinatorOfRecipient;
        if (party == Party.Commission && procedure.InformsCommission)
            return;
        if (procedure.IsBroadcast ? isOfRequest : isOfBroadcast)
        {
            node.Wrong(
                procedure.IsBroadcast
                    ? "A notification or an alert has recipients (and commission), not one recipient."
                    : "A request has one recipient: the parties recipients and commission are for kind: notification and kind: alert. "
                        + "The Commission is a party of a request from an action with informs: commission."
            );
        }
    }

    private static string Suggestion(string name, Procedure procedure) => Spelling.Suggestion(name, procedure.Actions.Select(action => action.Name));
}
