using Imi.Kernel.Foundation.Calendar;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>A procedure of a policy module: its states and the actions between them.</summary>
public sealed record Procedure
{
    /// <summary>The module that defines it.</summary>
    public required string Module { get; init; }

    /// <summary>Its name in the module, such as <c>request</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The module's name and its own: <c>road-transport/enquiry</c>.</summary>
    public string FullName => $"{Module}/{Name}";

    /// <summary>The pattern of administrative cooperation that it follows.</summary>
    public required ProcedureKind Kind { get; init; }

    /// <summary>The first part of exchange numbers, such as <c>ROAD-Q</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The provision that it serves, such as <c>Article 18(2)</c>.</summary>
    public string? Provision { get; init; }

    /// <summary>The Union act that it serves if it differs from the module's; otherwise null.</summary>
    public LegalBasis? OwnBasis { get; init; }

    /// <summary>The form that the sender completes.</summary>
    public required Form Form { get; init; }

    /// <summary>The fields of the form that identify the case in lists, in order of preference.</summary>
    public required IReadOnlyList<string> About { get; init; }

    /// <summary>The form field with the date by which a reply is wanted; null if the procedure has none.</summary>
    public string? ReplyByField { get; init; }

    /// <summary>Whether the recipient may propose another reply-by date.</summary>
    public bool CounterProposal { get; init; }

    /// <summary>The reply period that applies from sending if the reply-by field stays empty; null if there is none.</summary>
    public Period? DefaultReplyPeriod { get; init; }

    /// <summary>How long the sender has to decide on a proposed date; null if the definition sets no period.</summary>
    public Period? DecideDateWithin { get; init; }

    /// <summary>When the platform reminds the parties.</summary>
    public ReminderPlan Reminders { get; init; } = ReminderPlan.Default;

    /// <summary>
    /// Whether requests can be sent only to authorities that coordinate the procedure in their country, which forward them to the competent one.
    /// </summary>
    public bool AsksCoordinator { get; init; }

    /// <summary>The country field of the form in which the recipient must be; null if any country is possible.</summary>
    public string? RecipientCountryField { get; init; }

    /// <summary>The recipients of a broadcast notification or alert; empty for a request.</summary>
    public IReadOnlyList<RecipientRule> Recipients { get; init; } = [];

    /// <summary>An examination by a party in parallel to the states; null if none.</summary>
    public Examination? Examination { get; init; }

    /// <summary>Tasks of parties in parallel to the states, each between actions that start it and actions that end it.</summary>
    public IReadOnlyList<TaskDefinition> Tasks { get; init; } = [];

    /// <summary>
    /// Whether an authority that gets its mandate after the broadcast sees exchanges that are still open; only with <see cref="RecipientKind.All"/> without
    /// a condition.
    /// </summary>
    public bool IncludesLateRecipients { get; init; }

    /// <summary>The procedures whose exchanges can be copied into a new one.</summary>
    public IReadOnlyList<CopyRule> Copies { get; init; } = [];

    /// <summary>Whether it reaches several recipients at once.</summary>
    public bool IsBroadcast => Kind != ProcedureKind.Request;

    /// <summary>Whether an action informs the Commission, which is a party from then on.</summary>
    public bool InformsCommission => Actions.Any(action => action.InformsCommission);

    /// <summary>Whether a condition of an action or a form depends on actions taken before.</summary>
    public bool AsksWhatWasDone => Conditions.Any(condition => ConditionDefinitions.ActionsOf(condition).Any());

    /// <summary>Whether a condition of an action or a form depends on exchanges that were split off.</summary>
    public bool AsksForParts => Conditions.Any(condition => ConditionDefinitions.PendingOf(condition).Contains(Condition.Pending.Parts));

    /// <summary>The conditions of its actions and of all its forms.</summary>
    private IEnumerable<Condition> Conditions =>
        Actions
            .Select(action => action.When)
            .OfType<Condition>()
            .Concat(Clocks.SelectMany(clock => clock.Changes).Select(change => change.When))
            .Concat(
                Actions
                    .Select(action => action.Asks)
                    .OfType<Form>()
                    .Append(Form)
                    .SelectMany(form => form.Elements.Values)
                    .SelectMany(element => element is FieldGroup group ? group.Fields.Prepend(element) : [element])
                    .SelectMany(element => element.Conditions)
            );

    /// <summary>The settings of mandates that conditions of actions depend on, such as <c>approves-requests</c>.</summary>
    public IReadOnlySet<string> Settings => Actions.SelectMany(action => ConditionDefinitions.SettingsOf(action.When)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The clocks that it names.</summary>
    public IReadOnlyList<ClockDefinition> Clocks { get; init; } = [];

    /// <summary>The clocks that it names, and those of states with a period or an asked date of their own.</summary>
    public IEnumerable<ClockDefinition> AllClocks => Clocks.Concat(States.Select(state => state.OwnClock).OfType<ClockDefinition>());

    /// <summary>The states in the order of the definition; the first is the draft.</summary>
    public required IReadOnlyList<StateDefinition> States { get; init; }

    /// <summary>The actions in the order in which they are offered.</summary>
    public required IReadOnlyList<ActionDefinition> Actions { get; init; }

    /// <summary>The state in which an exchange begins.</summary>
    public StateDefinition InitialState => States[0];

    /// <summary>Returns a state by name.</summary>
    /// <exception cref="KeyNotFoundException">The procedure has no such state.</exception>
    public StateDefinition State(string name) =>
        States.FirstOrDefault(state => state.Name == name) ?? throw new KeyNotFoundException($"{FullName} has no state '{name}'.");

    /// <summary>Finds an action by name; null if there is none.</summary>
    public ActionDefinition? Action(string name) => Actions.FirstOrDefault(action => action.Name == name);
}

/// <summary>A rule for the recipients of a broadcast.</summary>
/// <param name="Kind">The kind of recipients.</param>
/// <param name="Field">The country field of the form that names them; null if the kind needs none.</param>
/// <param name="When">The condition on the answers to the form under which the rule applies; null for always.</param>
public sealed record RecipientRule(RecipientKind Kind, string? Field, Condition? When = null);

/// <summary>
/// An examination by a party in parallel to the states. Until the party concludes it, the exchange is on the party's list, and all parties see how long it
/// takes.
/// </summary>
/// <param name="By">The party that examines.</param>
/// <param name="Begins">The actions that start it.</param>
/// <param name="Ends">The actions that end it.</param>
/// <param name="Within">The period that the act sets; null if none.</param>
public sealed record Examination(Party By, IReadOnlyList<string> Begins, IReadOnlyList<string> Ends, Period? Within);

/// <summary>A task of a party in parallel to the states, from an action that starts it until an action that ends it.</summary>
/// <param name="Name">Its name, such as <c>answer-question</c>.</param>
/// <param name="By">The party that has to do it.</param>
/// <param name="Begins">The actions that start it.</param>
/// <param name="Ends">The actions that end it.</param>
/// <param name="Within">How long the party has; null if the definition sets no period.</param>
/// <param name="After">
/// How long after it began it is asked: a follow-up question, which does not delay the formal closure and whose answers are facts without personal data. Null
/// for a task that has to be done at once.
/// </param>
/// <param name="Clock">The clock of the procedure until whose last day the party has time; null if none.</param>
public sealed record TaskDefinition(
    string Name,
    Party By,
    IReadOnlyList<string> Begins,
    IReadOnlyList<string> Ends,
    Period? Within,
    Period? After = null,
    string? Clock = null
)
{
    /// <summary>The sender's decision on the reply-by date that the recipient proposed.</summary>
    public const string DateProposal = "date-proposal";

    /// <summary>The examination in parallel to the states.</summary>
    public const string Examination = "examination";
}

/// <summary>A rule for copying an exchange of another procedure into a new one: the fields of shared blocks, and those listed here.</summary>
/// <param name="From">The other procedure with its module, such as <c>road-transport/enquiry</c>.</param>
/// <param name="Fields">Fields of the new form, each with its source: a field of the other form, or <c>FORM.FIELD</c> for a form of an action.</param>
public sealed record CopyRule(string From, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields);

/// <summary>A state of a procedure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Draft, open or closed.</param>
/// <param name="WaitsFor">The party whose turn it is; null if none.</param>
/// <param name="Due">When it is due; null if there is no due date.</param>
/// <param name="RemindAfter">The period without activity after which a coordinator is reminded; null for never.</param>
/// <param name="Then">The action that the platform takes when the due date has passed; null if none.</param>
/// <param name="Retention">For a closed state: how long personal data are kept, if shorter than in the module; otherwise null.</param>
public sealed record StateDefinition(
    string Name,
    Phase Phase,
    Party? WaitsFor,
    DueRule? Due,
    Period? RemindAfter,
    string? Then,
    RetentionPeriods? Retention = null
)
{
    /// <summary>The clock of a period or an asked date of its own, with the name of the state; null if its last day has another rule, or none.</summary>
    internal ClockDefinition? OwnClock =>
        Due switch
        {
            { Period: { } period } => new ClockDefinition(Name, period) { BeginsIn = [Name], For = WaitsFor },
            { Asked: { } asked } => new ClockDefinition(Name, default) { BeginsOn = asked, For = WaitsFor },
            _ => null,
        };
}
