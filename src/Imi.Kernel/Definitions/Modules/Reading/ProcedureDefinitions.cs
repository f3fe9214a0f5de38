using Imi.Kernel.Definitions.Modules.Checks;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads procedures with their states and actions.</summary>
internal sealed class ProcedureDefinitions(
    DefinitionFiles files,
    IReadOnlyDictionary<string, Form> forms,
    IReadOnlyDictionary<Condition, DefinitionNode> conditions
)
{
    private static readonly Dictionary<string, RecipientKind> RecipientWords = new(StringComparer.Ordinal)
    {
        ["commission"] = RecipientKind.Commission,
        ["all"] = RecipientKind.All,
        ["linked"] = RecipientKind.Linked,
    };

    /// <summary>Reads a procedure; null if its file or its form is missing.</summary>
    public Procedure? Read(string module, string name)
    {
        var path = $"procedures/{name}.yaml";
        if (files.Root(path) is not { } root)
            return null;
        FormDefinitions.CheckName(root, "procedure", path);
        var states = root.EntriesOf("states").Select(entry => (State: ReadState(entry.Name, entry.Value), entry.Key)).ToList();
        var actions = root.EntriesOf("actions").Select(entry => (Action: ReadAction(entry.Name, entry.Key, entry.Value), entry.Value)).ToList();
        if (FormOf(root.Find("form")) is not { } form || states.Count == 0 || actions.Count == 0)
            return null;
        var kind = root.Find("kind")?.Word(Words.Kinds) ?? ProcedureKind.Request;
        var replyBy = root.Find("replyBy");
        var recipients = ReadRecipients(root, form);
        var tasks = root.EntriesOf("tasks").Select(entry => ReadTask(entry.Name, entry.Key, entry.Value)).ToList();
        var includesLate = root.Has("lateRecipients") ? root.Flag("lateRecipients") : kind == ProcedureKind.Alert;
        var procedure = new Procedure
        {
            Module = module,
            Name = name,
            Kind = kind,
            Code = root.TextOf("code"),
            Provision = root.Find("provision")?.Text(),
            OwnBasis = root.Find("legalBasis") is { } basis ? LegalBasisDefinitions.Read(basis, "provisions") : null,
            Form = form,
            About = root.TextsOf("about"),
            ReplyByField = replyBy?.TextOf("field"),
            CounterProposal = replyBy?.Flag("counterProposal") ?? false,
            DecideDateWithin = replyBy?.Period("decideWithin"),
            DefaultReplyPeriod = replyBy?.Period("default"),
            Reminders = root.Find("reminders") is { } reminders ? ReadReminders(reminders) : ReminderPlan.Default,
            AsksCoordinator = root.Has("recipient"),
            RecipientCountryField = root.Find("recipientCountry")?.Text(),
            Recipients = recipients,
            Examination = root.Find("examination") is { } work
                ? new Examination(work.Find("by")?.Word(Words.Parties) ?? default, work.TextsOf("begins"), work.TextsOf("ends"), work.Period("within"))
                : null,
            Tasks = tasks,
            Clocks = ClockDefinitions.Read(root, states.Select(state => state.State), tasks),
            Copies = [.. root.EntriesOf("copies").Select(entry => new CopyRule(entry.Name, ReadCopies(entry.Value, form)))],
            IncludesLateRecipients = includesLate && recipients.Exists(rule => rule is { Kind: RecipientKind.All, When: null }),
            States = [.. states.Select(state => state.State)],
            Actions = [.. actions.Select(action => action.Action)],
        };
        ProcedureChecks.Check(procedure, root, states, actions, forms, conditions);
        return procedure;
    }

    private static ReminderPlan ReadReminders(DefinitionNode node) =>
        new()
        {
            Before = node.Period("before") ?? ReminderPlan.Default.Before,
            Between = node.Period("between") ?? ReminderPlan.Default.Between,
            AtOnce = node.Period("atOnce") ?? ReminderPlan.Default.AtOnce,
            Draft = node.Period("draft") ?? ReminderPlan.Default.Draft,
            Idle = node.Period("idle") ?? ReminderPlan.Default.Idle,
        };

    private static StateDefinition ReadState(string name, DefinitionNode node) =>
        new(
            name,
            node.Find("phase")?.Word(Words.Phases) ?? default,
            node.Find("waitsFor")?.Word(Words.Parties),
            node.Has("due") ? ReadDue(node) : null,
            node.Period("remindAfter"),
            node.Find("then")?.Text(),
            node.Find("retention") is { } retention ? RetentionDefinitions.Read(retention) : null
        );

    private static DueRule ReadDue(DefinitionNode node) =>
        (node.Period("due"), AskedField.Parse(node.TextOf("due")), node.TextOf("due")) switch
        {
            ({ } period, _, _) => new DueRule(period),
            (_, { } asked, _) => new DueRule(null, asked),
            (_, _, Words.Reply) => new DueRule(null),
            (_, _, var clock) => new DueRule(null, null, clock),
        };

    private ActionDefinition ReadAction(string name, DefinitionNode key, DefinitionNode node)
    {
        if (ReservedActions.All.Contains(name))
            key.Wrong($"'{name}' is a name that the platform uses for what it does itself: give the action another one, such as {name}-exchange.");
        var extends = node.Find("extends");
        var when = node.Find("when") is { } condition ? ConditionDefinitions.Read(condition) : null;
        if (when is not null)
            ConditionDefinitions.CheckIsForAnyTime(when, node.Find("when")!);
        return new ActionDefinition
        {
            Name = name,
            By = [.. node.ItemsOf("by").Select(actor => actor.Word(Words.Actors)).OfType<ActorRule>()],
            IsByPlatform = node.TextsOf("by").Contains(Words.Platform),
            From = node.TextsOf("from"),
            To = node.Find("to")?.Text(),
            ChecksForm = node.Has("checks"),
            Asks = FormOf(node.Find("asks")),
            When = when,
            Does = [.. node.TextsOf("does").Where(Words.Verbs.ContainsKey).Select(verb => Words.Verbs[verb])],
            Extends = extends is null ? null : ReadExtension(extends),
            RestartsClock = node.Has("clock"),
            InformsCommission = node.TextsOf("informs").Contains(Words.Commission),
            InformsCountries = node.TextsOf("informs").Contains(Words.Countries),
            Shows = node.TextsOf("shows"),
            IsDanger = node.Has("style"),
        };
    }

    private static ExtensionRule ReadExtension(DefinitionNode node) =>
        new(node.Period("by"), node.Period("upTo"), node.Period("total"), node.Number("times"), node.Find("clock")?.Text());

    private static TaskDefinition ReadTask(string name, DefinitionNode key, DefinitionNode node)
    {
        if (Condition.Pending.Known.Contains(name))
            key.Wrong($"'{name}' is the platform's own name: give the task another one.");
        return new TaskDefinition(
            name,
            node.Find("by")?.Word(Words.Parties) ?? default,
            node.TextsOf("begins"),
            node.TextsOf("ends"),
            node.Period("within"),
            node.Period("after"),
            node.Has("within") && node.Period("within") is null ? node.TextOf("within") : null
        );
    }

    private static List<RecipientRule> ReadRecipients(DefinitionNode root, Form form)
    {
        var rules = new List<RecipientRule>();
        foreach (var item in root.ItemsOf("recipients"))
        {
            var text = item.Text();
            if (RecipientWords.TryGetValue(text, out var kind))
                rules.Add(new RecipientRule(kind, null));
            else if (form.Elements.GetValueOrDefault(text) is Field { Type: FieldType.Country })
                rules.Add(new RecipientRule(RecipientKind.Field, text));
            else
                item.Wrong($"'{text}' is not a recipient: write commission, all, linked, or a field of type country of the form '{form.Name}'.");
        }

        if (root.Find("allCountries")?.Find("when") is { } when)
        {
            var condition = ConditionDefinitions.Read(when);
            ConditionDefinitions.CheckIsForAnyTime(condition, when);
            rules.Add(new RecipientRule(RecipientKind.All, null, condition));
        }

        return rules;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadCopies(DefinitionNode node, Form form)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (target, key, source) in node.Entries())
        {
            fields[target] = source.Texts();
            if (form.Elements.GetValueOrDefault(target) is not Field field)
                key.Wrong($"The form '{form.Name}' has no field '{target}': {Spelling.Suggestion(target, form.Elements.Keys)}");
            else if (field.Special is not null || field.GroundOf is not null)
                key.Wrong($"'{target}' is of a special category: nothing is copied into it, each use has its own ground.");
        }

        return fields;
    }

    private Form? FormOf(DefinitionNode? node)
    {
        if (node?.Text() is not { } name)
            return null;
        if (forms.TryGetValue(name, out var form))
            return form;
        node.Wrong($"There is no form '{name}': {Spelling.Suggestion(name, forms.Keys)}");
        return null;
    }
}
