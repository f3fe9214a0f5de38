using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks that the effects of an action do not contradict each other, and that its actors can see the exchange at that point.</summary>
internal static class VerbContradictions
{
    private static readonly Party[] Receiving = [Party.Recipient, Party.CoordinatorOfRecipient, Party.Recipients, Party.Commission];

    /// <summary>Verbs that make no sense in an action that closes the exchange.</summary>
    private static readonly Verb[] KeepOpen = [Verb.Extend, Verb.Round, Verb.ProposeDate, Verb.Allocate];

    public static void Check(
        Procedure procedure,
        DefinitionNode root,
        Dictionary<string, (DefinitionNode Key, DefinitionNode Value)> actions,
        Dictionary<string, (DefinitionNode Key, DefinitionNode Value)> states
    )
    {
        foreach (var action in procedure.Actions)
        {
            CheckOne(procedure, action, actions[action.Name].Value);
            CheckActors(procedure, action, actions[action.Name].Value);
        }

        CheckDates(procedure, root, actions);
        var hasCommission = !procedure.IsBroadcast || procedure.InformsCommission || procedure.Recipients.Any(rule => rule.Kind == RecipientKind.Commission);
        foreach (var state in procedure.States.Where(state => state.WaitsFor == Party.Commission && !hasCommission))
            states[state.Name].Value.Find("waitsFor")!.Wrong("The Commission is not among the recipients: add commission to 'recipients'.");
        if (procedure.Examination is { By: Party.Commission } && !hasCommission)
            root.Find("examination")!.Find("by")!.Wrong("The Commission is not among the recipients: add commission to 'recipients'.");
    }

    private static void CheckOne(Procedure procedure, ActionDefinition action, DefinitionNode node)
    {
        if (action.DoesVerb(Verb.DeleteDraft) && (action.To is not null || action.Asks is not null || action.Does.Count > 1))
            node.Find("does")!
                .Wrong($"'{action.Name}' deletes the draft, so nothing is left to move, to ask or to do: remove 'to', 'asks' and the other verbs.");
        if (action.DoesVerb(Verb.AgreeDate) && action.DoesVerb(Verb.DeclineDate))
            node.Find("does")!.Wrong($"'{action.Name}' agrees to a date and declines it: make two actions of it.");
        if (action.DoesVerb(Verb.Answer) && action.DoesVerb(Verb.Round))
            node.Find("does")!.Wrong($"'{action.Name}' answers and opens another round: make two actions of it.");
        if (action.DoesVerb(Verb.ProposeDate) && (action.DoesVerb(Verb.AgreeDate) || action.DoesVerb(Verb.DeclineDate)))
            node.Find("does")!.Wrong($"'{action.Name}' proposes a date and settles it: make two actions of it.");
        if (action.To is { } to && procedure.State(to).Phase == Phase.Closed && KeepOpen.FirstOrDefault(action.DoesVerb) is var kept && action.DoesVerb(kept))
            node.Find("does")!
                .Wrong($"'{action.Name}' closes the exchange, so {Words.Verbs.WordFor(kept)} has no effect: remove it, or lead to an open state.");
        if (
            action.DoesVerb(Verb.Extend)
            && action.Extends?.Clock is null
            && action.From.FirstOrDefault(from => procedure.State(from).Due is null) is { } endless
        )
            node.Find("does")!.Wrong($"'{endless}' has no last day that '{action.Name}' could extend: give it a 'due', or leave it out of 'from'.");
        if (action.DoesVerb(Verb.Broadcast) && action.To is null)
            node.Find("does")!.Wrong($"'{action.Name}' reaches the recipients, so it leads to the state that waits for them: add 'to'.");
        if (
            procedure.IsBroadcast
            && !action.DoesVerb(Verb.Broadcast)
            && action.To is { } open
            && procedure.State(open).WaitsFor is Party.Recipients or Party.Commission
            && action.From.Any(from => procedure.State(from).Phase == Phase.Draft)
        )
        {
            node.Wrong($"'{action.Name}' leads from the draft to '{open}', which waits for recipients that nobody has reached: add does: broadcast.");
        }
    }

    private static void CheckActors(Procedure procedure, ActionDefinition action, DefinitionNode node)
    {
        var parties = action.By.Select(rule => rule.Party).Distinct().ToList();
        if (
            action.From.Count > 0
            && action.From.All(from => procedure.State(from).Phase == Phase.Draft)
            && parties.Find(party => party != Party.Sender) is not Party.Sender and var unseeing
        )
            node.Find("by")!.Wrong($"Only the sender sees a draft: the {Words.Parties.WordFor(unseeing)} can never take '{action.Name}' there.");
        if (
            procedure is { IsBroadcast: true, InformsCommission: false }
            && parties.Contains(Party.Commission)
            && procedure.Recipients.All(rule => rule.Kind != RecipientKind.Commission)
        )
            node.Find("by")!.Wrong("The Commission is not among the recipients: add commission to 'recipients'.");
        if (
            action.Does.FirstOrDefault(verb => verb is Verb.Forward or Verb.Split or Verb.Disseminate or Verb.Answer) is var receiving
            && action.DoesVerb(receiving)
            && receiving is Verb.Forward or Verb.Split or Verb.Disseminate or Verb.Answer
            && parties.Exists(party => !Receiving.Contains(party))
        )
        {
            node.Find("by")!
                .Wrong(
                    $"'{Words.Verbs.WordFor(receiving)}' is for a party that received the exchange, "
                        + $"not for the {Words.Parties.WordFor(parties.Find(party => !Receiving.Contains(party)))}."
                );
        }

        if (action.DoesVerb(Verb.Round) && parties.Exists(Receiving.Contains))
            node.Find("by")!.Wrong($"'round' is for the sender's side, not for the {Words.Parties.WordFor(parties.Find(Receiving.Contains))}.");
    }

    private static void CheckDates(Procedure procedure, DefinitionNode root, Dictionary<string, (DefinitionNode Key, DefinitionNode Value)> actions)
    {
        if (procedure is { DefaultReplyPeriod: not null, ReplyByField: { } replyBy })
        {
            var node = root.Find("replyBy")!.Find("default")!;
            if (procedure.IsBroadcast)
                node.Wrong("'default' is for a request: in a notification or an alert, the sender sets the date.");
            else if (procedure.Form.Elements.GetValueOrDefault(replyBy) is Field { Required.Always: true, VisibleWhen: null })
                node.Wrong($"'{replyBy}' is always answered, so the default would never apply: remove 'default', or required: true.");
        }

        var proposes = procedure.Actions.Any(action => action.DoesVerb(Verb.ProposeDate));
        if (procedure.CounterProposal && !proposes)
            root.Find("replyBy")!
                .Find("counterProposal")!
                .Wrong("No action proposes another date: add does: propose-date to the recipient's action, or remove 'counterProposal'.");
        foreach (var action in procedure.Actions.Where(action => action.DoesVerb(Verb.AgreeDate) || action.DoesVerb(Verb.DeclineDate)))
        {
            if (!procedure.CounterProposal || !proposes)
                actions[action.Name]
                    .Value.Find("does")!
                    .Wrong(
                        $"'{action.Name}' settles a proposed date, but nobody can propose one: add "
                            + "replyBy: { counterProposal: true } and an action that does propose-date."
                    );
        }

        foreach (var action in procedure.Actions)
        {
            foreach (var verb in action.Does)
            {
                var name = verb switch
                {
                    Verb.Forward or Verb.Split or Verb.Disseminate => "authority",
                    Verb.ProposeDate or Verb.Round => "replyBy",
                    Verb.Extend => "until",
                    _ => "",
                };
                if (action.Asks?.Elements.GetValueOrDefault(name) is Field field && !(field.Required.Always && field.VisibleWhen is null))
                    actions[action.Name]
                        .Value.Find("asks")!
                        .Wrong(
                            $"'{action.Name}' does {Words.Verbs.WordFor(verb)}, which needs an answer to '{name}': "
                                + $"make it required: true without 'visible' in the form '{action.Asks.Name}'."
                        );
            }

            if (procedure.ReplyByField is null && action.Asks?.Elements.Values.OfType<Field>().FirstOrDefault(field => field.PrefillsReplyBy) is { } prefilled)
                actions[action.Name]
                    .Value.Find("asks")!
                    .Wrong($"'{prefilled.Name}' of the form '{action.Asks.Name}' begins with the reply-by date, but the procedure has no 'replyBy'.");
        }
    }
}
