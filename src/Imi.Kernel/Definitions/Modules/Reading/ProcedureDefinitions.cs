using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Modules.Checks;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads procedures with their states and actions.</summary>
internal sealed partial class ProcedureDefinitions(
    DefinitionFiles files,
    IReadOnlyDictionary<string, Form> forms,
    IReadOnlyDictionary<Condition, DefinitionNode> conditions
)
{
    private const int LongestCode = 20;

    /// <summary>Reads a procedure; null if its form, states or actions are missing.</summary>
    public Procedure? Read(string module, string name)
    {
        var path = $"procedures/{name}.yaml";
        if (files.Root(path) is not { } root)
            return null;
        if (root.NeedText("procedure") is { Length: > 0 } own && own != name)
            root.Find("procedure")!.Wrong($"The procedure '{own}' is in a file of another name: rename the file to {own}.yaml.");
        var kind = root.Need("kind")?.Word(Words.Kinds, "kind of procedure") ?? ProcedureKind.Request;
        var code = root.NeedText("code");
        if (code.Length > 0 && !CodePattern().IsMatch(code))
            root.Find("code")!.Wrong($"'{code}' is not a valid code: write capitals and hyphens, such as ROAD-Q.");
        else if (code.Length > LongestCode)
            root.Find("code")!.Wrong($"'{code}' has more than {LongestCode} characters: every number begins with it.");
        var form = FormOf(root.Need("form"));
        var provision = root.Find("provision")?.Text();
        var ownBasis = root.Find("legalBasis") is { } basis ? LegalBasisDefinitions.Read(basis, "provisions") : null;
        var about = root.Find("about")?.Texts() ?? [];
        var replyBy = root.Find("replyBy");
        var replyByField = replyBy?.NeedText("field");
        var counterProposal = replyBy?.Flag("counterProposal") ?? false;
        var decideWithin = replyBy?.Period("decideWithin");
        if (decideWithin is not null && !counterProposal)
            replyBy!.Find("decideWithin")!.Wrong("Without counterProposal: true there is nothing to decide on: add it, or remove 'decideWithin'.");
        replyBy?.NothingElse();
        var recipient = root.Find("recipient");
        if (recipient is not null && recipient.Text() != "coordinator")
            recipient.Wrong("'recipient' can only be coordinator.");
        var recipientCountry = root.Find("recipientCountry");
        var recipientCountryField = recipientCountry?.Text();
        if (
            recipientCountryField is { Length: > 0 }
            && form is not null
            && form.Elements.GetValueOrDefault(recipientCountryField) is not Field { Type: FieldType.Country }
        )
            recipientCountry!.Wrong($"The form '{form.Name}' has no country field '{recipientCountryField}'.");
        var recipients = BroadcastDefinitions.Recipients(root.Find("recipients"), form);
        var examination = BroadcastDefinitions.Examination(root.Find("examination"));
        var tasks = TaskDefinitions.Read(root.Find("tasks"));
        var tellsLate = root.Find("lateRecipients") is null ? kind == ProcedureKind.Alert : root.Flag("lateRecipients");
        var copies = BroadcastDefinitions.Copies(root.Find("copies"), form);
        var states = ReadStates(root.Need("states"));
        var actions = ReadActions(root.Need("actions"));
        root.NothingElse();
        if (form is null || states.Count == 0 || actions.Count == 0)
            return null;
        foreach (var field in about.Where(field => form.Elements.GetValueOrDefault(field) is not Field))
            root.Find("about")!.Wrong($"The form '{form.Name}' has no field '{field}': {Spelling.Suggestion(field, form.Elements.Keys)}");
        foreach (var field in about.Where(field => form.Elements.GetValueOrDefault(field) is Field { Special: not null }))
            root.Find("about")!.Wrong($"'{field}' is of a special category, which no list shows.");
        if (replyByField is { Length: > 0 } && form.Elements.GetValueOrDefault(replyByField) is not Field { Type: FieldType.Date })
            replyBy!.Wrong($"The form '{form.Name}' has no date field '{replyByField}'.");
        var procedure = new Procedure
        {
            Module = module,
            Name = name,
            Kind = kind,
            Code = code,
            Provision = provision,
            OwnBasis = ownBasis,
            Form = form,
            About = about,
            ReplyByField = replyByField,
            CounterProposal = counterProposal,
            AsksCoordinator = recipient is not null,
            RecipientCountryField = recipientCountryField,
            Recipients = recipients,
            Examination = examination,
            Copies = copies,
            DecideDateWithin = decideWithin,
            Tasks = tasks,
            IncludesLateRecipients = tellsLate && recipients.Any(rule => rule.Kind == RecipientKind.All),
            States = [.. states.Select(state => state.State)],
            Actions = [.. actions.Select(action => action.Action)],
        };
        ProcedureChecks.Check(procedure, root, states, actions, forms, conditions);
        return procedure;
    }

    private List<(StateDefinition State, DefinitionNode Node)> ReadStates(DefinitionNode? node)
    {
        var states = new List<(StateDefinition, DefinitionNode)>();
        foreach (var (name, key, value) in node?.Entries() ?? [])
        {
            CheckName(name, key, "state");
            if (!value.IsMap)
            {
                value.Wrong("A state is expected here: { phase: open, waitsFor: recipient }.");
                continue;
            }

            var phase = value.Need("phase")?.Word(Words.Phases, "phase") ?? Phase.Open;
            var waitsFor = value.Find("waitsFor")?.Word(Words.Parties, "party");
            var due = value.Find("due") is { } dueNode ? ReadDue(dueNode) : null;
            states.Add((new StateDefinition(name, phase, waitsFor, due, value.Period("remindAfter"), value.Find("then")?.Text()), key));
            value.NothingElse();
        }

        return states;
    }

    private static DueRule? ReadDue(DefinitionNode node)
    {
        if (node.Text() == "reply")
            return new DueRule(null);
        if (Period.TryParse(node.Text(), out var period))
            return new DueRule(period);
        node.Wrong(
            "'due' is reply or a period such as P30D, not "
                + $"'{node.Text()}'.{(Period.IsWritten(node.Text()) ? " It is longer than a hundred years, or zero." : "")}"
        );
        return null;
    }

    private List<(ActionDefinition Action, DefinitionNode Node)> ReadActions(DefinitionNode? node)
    {
        var actions = new List<(ActionDefinition, DefinitionNode)>();
        foreach (var (name, key, value) in node?.Entries() ?? [])
        {
            CheckName(name, key, "action");
            if (ReservedActions.All.Contains(name))
                key.Wrong($"'{name}' is a name that the platform uses for what it does itself: give the action another one, such as {name}-exchange.");
            if (!value.IsMap)
            {
                value.Wrong("An action is expected here: { by: sender.handler, from: draft, to: sent }.");
                continue;
            }

            var checks = value.Find("checks");
            if (checks is not null && checks.Text() != "form")
                checks.Wrong("'checks' can only be form.");
            var style = value.Find("style");
            if (style is not null && style.Text() != "danger")
                style.Wrong("'style' can only be danger.");
            var actors = value.Need("by")?.Items() ?? [];
            actions.Add(
                (
                    new ActionDefinition
                    {
                        Name = name,
                        By = [.. actors.Where(actor => !IsPlatform(actor)).Select(ReadActor).OfType<ActorRule>()],
                        IsByPlatform = actors.Any(IsPlatform),
                        From = value.Need("from")?.Texts() ?? [],
                        To = value.Find("to")?.Text(),
                        ChecksForm = checks is not null,
                        Asks = value.Find("asks") is { } asks ? FormOf(asks) : null,
                        When = value.Find("when") is { } when ? ConditionDefinitions.Read(when) : null,
                        Does = [.. (value.Find("does")?.Items() ?? []).Select(verb => verb.Word(Words.Verbs, "verb")).OfType<Verb>()],
                        Extends = TaskDefinitions.Extends(value.Find("extends")),
                        RestartsClock = TaskDefinitions.Restarts(value.Find("clock")),
                        IsDanger = style is not null,
                    },
                    value
                )
            );
            value.NothingElse();
        }

        return actions;
    }

    private static bool IsPlatform(DefinitionNode node) => node.IsScalar && node.Text() == "platform";

    private static ActorRule? ReadActor(DefinitionNode node)
    {
        var text = node.Text();
        var dot = text.LastIndexOf('.');
        if (dot > 0 && Words.Parties.TryGetValue(text[..dot], out var party) && Words.Roles.TryGetValue(text[(dot + 1)..], out var role))
            return new ActorRule(party, role);
        var known = Words.Parties.Keys.SelectMany(one => Words.Roles.Keys.Select(two => $"{one}.{two}"));
        node.Wrong($"'{text}' is not an actor: write PARTY.ROLE; {Spelling.Suggestion(text, known)}");
        return null;
    }

    private Form? FormOf(DefinitionNode? node)
    {
        if (node?.Text() is not { Length: > 0 } name)
            return null;
        if (forms.TryGetValue(name, out var form))
            return form;
        node.Wrong($"There is no form '{name}': {Spelling.Suggestion(name, forms.Keys)}");
        return null;
    }

    private static void CheckName(string name, DefinitionNode key, string what)
    {
        if (!FormDefinitions.IsName(name))
            key.Wrong($"'{name}' is not a valid {what} name: names are lower case with hyphens, at most 60 characters, such as awaiting-acceptance.");
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();
}
