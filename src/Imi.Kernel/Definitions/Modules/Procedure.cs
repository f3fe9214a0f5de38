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

    /// <summary>The module's and its own name: <c>road-transport/enquiry</c>.</summary>
    public string FullName => $"{Module}/{Name}";

    /// <summary>The pattern of administrative cooperation that it follows.</summary>
    public required ProcedureKind Kind { get; init; }

    /// <summary>The first part of exchange numbers, such as <c>ROAD-Q</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The provision that it serves, such as <c>Article 18(2)</c>.</summary>
    public string? Provision { get; init; }

    /// <summary>The Union act that it serves, where that is not the module's; else null.</summary>
    public LegalBasis? OwnBasis { get; init; }

    /// <summary>The form that the sender fills.</summary>
    public required Form Form { get; init; }

    /// <summary>Fields of the form that name the case in lists, in order of preference.</summary>
    public required IReadOnlyList<string> About { get; init; }

    /// <summary>The date field by which a reply is wanted; null where the procedure knows no such date.</summary>
    public string? ReplyByField { get; init; }

    /// <summary>Whether the recipient may propose another reply-by date.</summary>
    public bool CounterProposal { get; init; }

    /// <summary>How long the sender has to decide on a date that the recipient proposes; null where the definition sets no period.</summary>
    public Period? DecideDateWithin { get; init; }

    /// <summary>Whether only authorities that coordinate the procedure in their country can be asked: they forward a request to the competent one.</summary>
    public bool AsksCoordinator { get; init; }

    /// <summary>The form's country field that says where the authority to be asked should be; null where any country fits.</summary>
    public string? RecipientCountryField { get; init; }

    /// <summary>Whom a notification or alert reaches when it is broadcast; empty for a request.</summary>
    public IReadOnlyList<RecipientRule> Recipients { get; init; } = [];

    /// <summary>What a party examines beside the states; null where there is nothing of the kind.</summary>
    public Examination? Examination { get; init; }

    /// <summary>What parties have to do beside the states, each between an action that begins it and one that ends it.</summary>
    public IReadOnlyList<TaskDefinition> Tasks { get; init; } = [];

    /// <summary>Whether an authority that gets its mandate after the broadcast sees an exchange that is still open; only with <see cref="RecipientKind.All"/>.</summary>
    public bool TellsLateRecipients { get; init; }

    /// <summary>The procedures whose exchanges can be copied into a new one.</summary>
    public IReadOnlyList<CopyRule> Copies { get; init; } = [];

    /// <summary>Whether it reaches several recipients at once.</summary>
    public bool IsBroadcast => Kind != ProcedureKind.Request;

    /// <summary>Whether a condition of an action looks at what was done before.</summary>
    public bool AsksWhatWasDone => Actions.Any(action => ConditionDefinitions.ActionsOf(action.When).Any());

    /// <summary>Whether a condition of an action looks at the parts that were split off.</summary>
    public bool AsksForParts => Actions.Any(action => ConditionDefinitions.PendingOf(action.When).Contains(Condition.Pending.Parts));

    /// <summary>What of the coordinator's set-up the procedure's actions depend on, such as <c>approves-requests</c>.</summary>
    public IReadOnlySet<string> Settings => Actions.SelectMany(action => ConditionDefinitions.SettingsOf(action.When)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The states in the definition's order; the first is the draft.</summary>
    public required IReadOnlyList<StateDefinition> States { get; init; }

    /// <summary>The actions in the order in which they are offered.</summary>
    public required IReadOnlyList<ActionDefinition> Actions { get; init; }

    /// <summary>The state in which an exchange begins.</summary>
    public StateDefinition InitialState => States[0];

    /// <summary>The state of that name.</summary>
    /// <exception cref="KeyNotFoundException">The procedure has no such state.</exception>
    public StateDefinition State(string name) =>
        States.FirstOrDefault(state => state.Name == name) ?? throw new KeyNotFoundException($"{FullName} has no state '{name}'.");

    /// <summary>The action of that name, or null.</summary>
    public ActionDefinition? Action(string name) => Actions.FirstOrDefault(action => action.Name == name);
}

/// <summary>Whom a broadcast reaches.</summary>
/// <param name="Kind">What the rule names.</param>
/// <param name="Field">The form's country field that names them; null where the rule needs none.</param>
public sealed record RecipientRule(RecipientKind Kind, string? Field);

/// <summary>
/// What a party examines beside the states: it has the exchange to do until it has concluded, and everybody sees how long
/// that takes.
/// </summary>
/// <param name="By">Who examines.</param>
/// <param name="Begins">The actions with which it begins.</param>
/// <param name="Ends">The actions that conclude it.</param>
/// <param name="Within">The period that the act sets for it; null where it sets none.</param>
public sealed record Examination(Party By, IReadOnlyList<string> Begins, IReadOnlyList<string> Ends, Period? Within);

/// <summary>What a party has to do beside the state: from an action that begins it until an action that ends it.</summary>
/// <param name="Name">Its name, such as <c>answer-question</c>.</param>
/// <param name="By">Who has to do it.</param>
/// <param name="Begins">The actions with which it begins.</param>
/// <param name="Ends">The actions with which it is done.</param>
/// <param name="Within">How long the party has; null where the definition sets no period.</param>
public sealed record TaskDefinition(string Name, Party By, IReadOnlyList<string> Begins, IReadOnlyList<string> Ends, Period? Within)
{
    /// <summary>The sender's decision on a reply-by date that the recipient proposes.</summary>
    public const string DateProposal = "date-proposal";

    /// <summary>The examination beside the states.</summary>
    public const string Examination = "examination";
}

/// <summary>How an exchange of another procedure is copied into a new one: the fields of blocks that both forms share, and these.</summary>
/// <param name="From">The other procedure with its module, such as <c>road-transport/enquiry</c>.</param>
/// <param name="Fields">Fields of the new form by what fills them: a field of the other's form, or <c>FORM.FIELD</c> of a form that an action asked.</param>
public sealed record CopyRule(string From, IReadOnlyDictionary<string, string> Fields);

/// <summary>A state of a procedure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Draft, open or closed.</param>
/// <param name="WaitsFor">Whose turn it is; null where nobody's is.</param>
/// <param name="Due">Until when; null where there is no date.</param>
/// <param name="RemindAfter">The period without movement after which a coordinator's attention is drawn.</param>
/// <param name="Then">The action that the platform takes when the last day has passed; null for none.</param>
public sealed record StateDefinition(string Name, Phase Phase, Party? WaitsFor, DueRule? Due, Period? RemindAfter, string? Then);
