using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// An exchange between authorities, without personal data: the content is encrypted in <see cref="ContentDocument"/>. It owns its transitions; whoever
/// changes one calls <c>ExchangeTransactions.ChangeAsync</c>.
/// </summary>
public sealed partial class Exchange
{
    private readonly List<Participation> _participations = [];

    private Exchange() { }

    internal Exchange(Guid id, Procedure procedure, string definitionVersion, Guid sender, string senderCountry, string language, Guid createdBy, DateTime now)
    {
        Id = id;
        Module = procedure.Module;
        Procedure = procedure.Name;
        DefinitionVersion = definitionVersion;
        State = procedure.InitialState.Name;
        Phase = procedure.InitialState.Phase;
        SenderId = sender;
        SenderCountry = senderCountry;
        Language = language;
        CreatedById = createdBy;
        CreatedAt = UpdatedAt = StateSince = ClockSince = now;
    }

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>Its number for life, such as <c>ROAD-Q-2026-000123</c>; null until it is first sent.</summary>
    public string? Number { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The procedure in the module.</summary>
    public string Procedure { get; private set; } = "";

    /// <summary>The version of the definitions that it started with and keeps.</summary>
    public string DefinitionVersion { get; private set; } = "";

    /// <summary>The state's name in the procedure.</summary>
    public string State { get; private set; } = "";

    /// <summary>The state's phase.</summary>
    public Phase Phase { get; private set; }

    /// <summary>The authority that asks.</summary>
    public Guid SenderId { get; private set; }

    /// <summary>The sender's country.</summary>
    public string SenderCountry { get; private set; } = "";

    /// <summary>The authority that is asked; null for a draft without one.</summary>
    public Guid? RecipientId { get; private set; }

    /// <summary>The recipient's country; null for a draft without one.</summary>
    public string? RecipientCountry { get; private set; }

    /// <summary>
    /// The countries that a broadcast reached, each between spaces in the order of the definition: <c> EU CY </c>; null for a
    /// request, and before the broadcast.
    /// </summary>
    public string? Reached { get; private set; }

    /// <summary>The language that the sender writes in, by BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Who began it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it was begun, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When something last happened, UTC.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>When its state was reached last, UTC.</summary>
    public DateTime StateSince { get; private set; }

    /// <summary>When the period of its state began, UTC: when the state was first reached, or when an action restarted its clock.</summary>
    public DateTime ClockSince { get; private set; }

    /// <summary>When it was first sent, UTC.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>When the recipient first accepted it, UTC.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>When it was first answered, UTC.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>When it was formally closed, UTC; retention counts from here.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>The day on which its personal data are hidden; null before its formal closure.</summary>
    public DateOnly? HideOn { get; private set; }

    /// <summary>The day on which its content is deleted: of a draft, unless it is changed before; null while it is under way.</summary>
    public DateOnly? DeleteOn { get; private set; }

    /// <summary>The next day on which its parties are warned of the hiding or the deletion; null where none comes.</summary>
    public DateOnly? WarnOn { get; private set; }

    /// <summary>When its personal data were hidden, UTC; null while they are not.</summary>
    public DateTime? HiddenAt { get; private set; }

    /// <summary>When its content was deleted, UTC; null while it is there.</summary>
    public DateTime? DeletedAt { get; private set; }

    /// <summary>For which party its state waits; null where for none. Whose turn it is say the <see cref="Turns"/>.</summary>
    public Party? WaitsFor { get; private set; }

    /// <summary>What parties have to do beside the state.</summary>
    public IReadOnlyList<ExchangeTask> Tasks { get; private set; } = [];

    /// <summary>Whose turn it is, for what and by when, what is due first at the front; empty where nobody has anything to do.</summary>
    public IReadOnlyList<Turn> Turns { get; private set; } = [];

    /// <summary>Since which day nobody at the party whose turn it is can act; null while somebody can.</summary>
    public DateOnly? StrandedSince { get; private set; }

    /// <summary>The last day of the state; null where it has none.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The day from which a coordinator's attention is drawn to it; null where there is none.</summary>
    public DateOnly? AttentionFrom { get; private set; }

    /// <summary>The reply-by date: as the sender wants it, or as agreed.</summary>
    public DateOnly? ReplyBy { get; private set; }

    /// <summary>Whether both sides agreed on the reply-by date in force.</summary>
    public bool ReplyByAgreed { get; private set; }

    /// <summary>The date that the recipient proposes instead; null where none waits for the sender.</summary>
    public DateOnly? ReplyByProposed { get; private set; }

    /// <summary>The last day of the state as it was extended; null where it was not.</summary>
    public DateOnly? ExtendedTo { get; private set; }

    /// <summary>The day from which the platform itself takes the action that the state names; null where there is none.</summary>
    public DateOnly? PlatformActsFrom { get; private set; }

    /// <summary>Who examines it now beside its states; null while nobody does.</summary>
    public Party? ExaminedBy { get; private set; }

    /// <summary>When the examination began, UTC; null where there was none.</summary>
    public DateTime? ExaminationBeganAt { get; private set; }

    /// <summary>When the examination was concluded, UTC; null while it was not.</summary>
    public DateTime? ExaminationEndedAt { get; private set; }

    /// <summary>The version of its form: 1, and one more each time it was amended after it was sent.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>The round: 1, and one more each time additional information is asked for.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>The exchange that this one was split off from; null for none.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>How many exchanges were split off from it.</summary>
    public int Splits { get; private set; }

    /// <summary>Counts every change: the optimistic concurrency token and the API's ETag.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>What names the case in lists, encrypted with the exchange's key.</summary>
    public byte[] About { get; private set; } = [];

    /// <summary>The authorities that take part, with what each sees it as.</summary>
    public IReadOnlyList<Participation> Participations => _participations;
}
