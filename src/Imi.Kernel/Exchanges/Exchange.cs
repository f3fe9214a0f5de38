using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// An exchange between authorities, without personal data: <see cref="ContentDocument"/> holds the encrypted content. It owns its transitions; to change
/// an exchange, call <c>ExchangeTransactions.ChangeAsync</c>.
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
        CreatedAt = UpdatedAt = StateSince = now;
        RemindFromFirst(procedure);
    }

    /// <summary>Its id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>Its permanent number, such as <c>ROAD-Q-2026-000123</c>; null until it is first sent, also if only for approval.</summary>
    public string? Number { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The procedure in the module.</summary>
    public string Procedure { get; private set; } = "";

    /// <summary>The version of the definitions with which it began and which it keeps.</summary>
    public string DefinitionVersion { get; private set; } = "";

    /// <summary>The name of its state in the procedure.</summary>
    public string State { get; private set; } = "";

    /// <summary>The phase of its state.</summary>
    public Phase Phase { get; private set; }

    /// <summary>The authority that begins it.</summary>
    public Guid SenderId { get; private set; }

    /// <summary>The code of the sender's country.</summary>
    public string SenderCountry { get; private set; } = "";

    /// <summary>The recipient of a request; null for a broadcast, and for a draft without one.</summary>
    public Guid? RecipientId { get; private set; }

    /// <summary>The code of the recipient's country; null if there is no recipient.</summary>
    public string? RecipientCountry { get; private set; }

    /// <summary>
    /// The codes of the countries that a broadcast reached, each between spaces in the order of the definition: <c> EU CY </c>; null for a request, and
    /// before the broadcast.
    /// </summary>
    public string? Reached { get; private set; }

    /// <summary>The language in which the sender writes, by BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The person who began it; <see cref="Guid.Empty"/> after deletion.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it last changed, UTC.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>When it last entered its state, UTC.</summary>
    public DateTime StateSince { get; private set; }

    /// <summary>When it was first sent to the recipient, UTC; null before.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>When its present recipient got it, UTC: when it was sent, or forwarded to that recipient; null before, and for a broadcast.</summary>
    public DateTime? ReceivedAt { get; private set; }

    /// <summary>When the recipient first accepted it, UTC; null before.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>When it received its first reply, UTC; null before.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>
    /// When it was formally closed, UTC: its state is closed and no party has a task left. Null before, also in a closed state. The periods of retention begin
    /// then.
    /// </summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>The day on which its personal data are hidden; null before its formal closure.</summary>
    public DateOnly? HideOn { get; private set; }

    /// <summary>
    /// The day on which its content is deleted, or a draft that does not change before. Before its formal closure the day on which the platform ends it,
    /// because it has been kept for the longest period; null if the module sets none.
    /// </summary>
    public DateOnly? DeleteOn { get; private set; }

    /// <summary>The next day on which its parties are warned of the hiding or the deletion; null if there is none.</summary>
    public DateOnly? WarnOn { get; private set; }

    /// <summary>When its personal data were hidden, UTC; null before.</summary>
    public DateTime? HiddenAt { get; private set; }

    /// <summary>When its content was deleted, UTC; null before.</summary>
    public DateTime? DeletedAt { get; private set; }

    /// <summary>The party for which its state waits; null if for none. See <see cref="Turns"/> for all that the parties have to do.</summary>
    public Party? WaitsFor { get; private set; }

    /// <summary>The tasks of parties beside the state.</summary>
    public IReadOnlyList<ExchangeTask> Tasks { get; private set; } = [];

    /// <summary>What the parties have to do now, the first due first; empty if nothing.</summary>
    public IReadOnlyList<Turn> Turns { get; private set; } = [];

    /// <summary>The day since which nobody at the party whose turn it is can act; null if a person can.</summary>
    public DateOnly? StrandedSince { get; private set; }

    /// <summary>The last day of the state; null if it has none.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The day from which it needs a coordinator's attention, because it is late; null if there is none.</summary>
    public DateOnly? AttentionFrom { get; private set; }

    /// <summary>The reply-by date: as the sender wants it, or as both sides agreed; null if there is none.</summary>
    public DateOnly? ReplyBy { get; private set; }

    /// <summary>Whether both sides agreed on the reply-by date in force.</summary>
    public bool ReplyByAgreed { get; private set; }

    /// <summary>The counter-proposal that waits for the sender's decision; null if there is none.</summary>
    public DateOnly? ReplyByProposed { get; private set; }

    /// <summary>The day from which the platform itself takes the action that the state prescribes; null if there is none.</summary>
    public DateOnly? PlatformActsFrom { get; private set; }

    /// <summary>The day from which the platform checks whether it has to remind somebody of it; null if there is no reason.</summary>
    public DateOnly? RemindFrom { get; private set; }

    /// <summary>The party that examines it now, beside its states; null if none does.</summary>
    public Party? ExaminedBy { get; private set; }

    /// <summary>When the examination began, UTC; null if there was none.</summary>
    public DateTime? ExaminationBeganAt { get; private set; }

    /// <summary>When the examination was concluded, UTC; null before.</summary>
    public DateTime? ExaminationEndedAt { get; private set; }

    /// <summary>The version of its form: 1 as sent, plus 1 for each amendment.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>The round: 1, plus 1 for each time that the sender asks for additional information.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>The exchange from which it was split off; null for none.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>The number of exchanges that were split off from it.</summary>
    public int Splits { get; private set; }

    /// <summary>The number of its current revision, which every change increases; the concurrency token and the API's ETag.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>Its title in lists, encrypted with the exchange's key; empty after deletion.</summary>
    public byte[] About { get; private set; } = [];

    /// <summary>The participations of authorities, with what the inbox of each shows.</summary>
    public IReadOnlyList<Participation> Participations => _participations;
}
