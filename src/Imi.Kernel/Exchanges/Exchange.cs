using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// An exchange between authorities: what is not personal of it. Content stands encrypted in <see cref="ContentDocument"/>.
/// Only <see cref="ExchangeService"/> changes it.
/// </summary>
public sealed class Exchange
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
    public string? Number { get; internal set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The procedure in the module.</summary>
    public string Procedure { get; private set; } = "";

    /// <summary>The version of the definitions that it started with and keeps.</summary>
    public string DefinitionVersion { get; private set; } = "";

    /// <summary>The state's name in the procedure.</summary>
    public string State { get; internal set; } = "";

    /// <summary>The state's phase.</summary>
    public Phase Phase { get; internal set; }

    /// <summary>The authority that asks.</summary>
    public Guid SenderId { get; private set; }

    /// <summary>The sender's country.</summary>
    public string SenderCountry { get; private set; } = "";

    /// <summary>The authority that is asked; null for a draft without one.</summary>
    public Guid? RecipientId { get; internal set; }

    /// <summary>The recipient's country; null for a draft without one.</summary>
    public string? RecipientCountry { get; internal set; }

    /// <summary>
    /// The countries that a broadcast reached, each between spaces in the order of the definition: <c> EU CY </c>; null for a
    /// request, and before the broadcast.
    /// </summary>
    public string? Reached { get; internal set; }

    /// <summary>The language that the sender writes in, by BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Who began it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it was begun, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When something last happened, UTC.</summary>
    public DateTime UpdatedAt { get; internal set; }

    /// <summary>When its state was reached last, UTC.</summary>
    public DateTime StateSince { get; internal set; }

    /// <summary>When the period of its state began, UTC: when the state was first reached, or when an action restarted its clock.</summary>
    public DateTime ClockSince { get; internal set; }

    /// <summary>When it was first sent, UTC.</summary>
    public DateTime? SentAt { get; internal set; }

    /// <summary>When the recipient first accepted it, UTC.</summary>
    public DateTime? AcceptedAt { get; internal set; }

    /// <summary>When it was first answered, UTC.</summary>
    public DateTime? AnsweredAt { get; internal set; }

    /// <summary>When it was formally closed, UTC; retention counts from here.</summary>
    public DateTime? ClosedAt { get; internal set; }

    /// <summary>The day on which its personal data are hidden; null before its formal closure.</summary>
    public DateOnly? HideOn { get; internal set; }

    /// <summary>The day on which its content is deleted: of a draft, unless it is changed before; null while it is under way.</summary>
    public DateOnly? DeleteOn { get; internal set; }

    /// <summary>The next day on which its parties are warned of the hiding or the deletion; null where none comes.</summary>
    public DateOnly? WarnOn { get; internal set; }

    /// <summary>When its personal data were hidden, UTC; null while they are not.</summary>
    public DateTime? HiddenAt { get; internal set; }

    /// <summary>When its content was deleted, UTC; null while it is there.</summary>
    public DateTime? DeletedAt { get; internal set; }

    /// <summary>For which party its state waits; null where for none. Whose turn it is say the <see cref="Turns"/>.</summary>
    public Party? WaitsFor { get; internal set; }

    /// <summary>What parties have to do beside the state.</summary>
    public IReadOnlyList<ExchangeTask> Tasks { get; internal set; } = [];

    /// <summary>Whose turn it is, for what and by when, what is due first at the front; empty where nobody has anything to do.</summary>
    public IReadOnlyList<Turn> Turns { get; internal set; } = [];

    /// <summary>Since which day nobody at the party whose turn it is can act; null while somebody can.</summary>
    public DateOnly? StrandedSince { get; internal set; }

    /// <summary>The last day of the state; null where it has none.</summary>
    public DateOnly? DueOn { get; internal set; }

    /// <summary>The day from which a coordinator's attention is drawn to it; null where there is none.</summary>
    public DateOnly? AttentionFrom { get; internal set; }

    /// <summary>The reply-by date: as the sender wants it, or as agreed.</summary>
    public DateOnly? ReplyBy { get; internal set; }

    /// <summary>Whether both sides agreed on the reply-by date in force.</summary>
    public bool ReplyByAgreed { get; internal set; }

    /// <summary>The date that the recipient proposes instead; null where none waits for the sender.</summary>
    public DateOnly? ReplyByProposed { get; internal set; }

    /// <summary>The last day of the state as it was extended; null where it was not.</summary>
    public DateOnly? ExtendedTo { get; internal set; }

    /// <summary>The day from which the platform itself takes the action that the state names; null where there is none.</summary>
    public DateOnly? PlatformActsFrom { get; internal set; }

    /// <summary>Who examines it now beside its states; null while nobody does.</summary>
    public Party? ExaminedBy { get; internal set; }

    /// <summary>When the examination began, UTC; null where there was none.</summary>
    public DateTime? ExaminationBeganAt { get; internal set; }

    /// <summary>When the examination was concluded, UTC; null while it was not.</summary>
    public DateTime? ExaminationEndedAt { get; internal set; }

    /// <summary>The version of its form: 1, and one more each time it was amended after it was sent.</summary>
    public int Version { get; internal set; } = 1;

    /// <summary>The round: 1, and one more each time additional information is asked for.</summary>
    public int Round { get; internal set; } = 1;

    /// <summary>The exchange that this one was split off from; null for none.</summary>
    public Guid? ParentId { get; internal set; }

    /// <summary>How many exchanges were split off from it.</summary>
    public int Splits { get; internal set; }

    /// <summary>Counts every change: the optimistic concurrency token and the API's ETag.</summary>
    public int Revision { get; internal set; } = 1;

    /// <summary>What names the case in lists, encrypted with the exchange's key.</summary>
    public byte[] About { get; internal set; } = [];

    /// <summary>The authorities that take part, with what each sees it as.</summary>
    public IReadOnlyList<Participation> Participations => _participations;

    /// <summary>Another authority is its sender, or its recipient, in the place of one.</summary>
    internal void BecomesOf(Guid from, Guid to, bool isSame = false)
    {
        if (SenderId == from)
            SenderId = to;
        if (RecipientId == from && (isSame || Phase != Phase.Draft))
            RecipientId = to;
    }

    internal void Join(Participation participation) => _participations.Add(participation);

    internal void Leave(Participation participation) => _participations.Remove(participation);
}
