namespace Imi.Kernel.Exchanges;

/// <summary>
/// The participation of an authority in an exchange. It stores everything by which inboxes filter and sort, so that a list is one index range
/// whatever the size of the database. Every change of the exchange updates it in the same transaction.
/// </summary>
public sealed class Participation
{
    private Participation() { }

    internal Participation(Guid exchangeId, Guid authorityId, ParticipationCapacity capacity, string module)
    {
        ExchangeId = exchangeId;
        AuthorityId = authorityId;
        Capacity = capacity;
        Module = module;
    }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The capacity in which it takes part.</summary>
    public ParticipationCapacity Capacity { get; private set; }

    /// <summary>The exchange's module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>Whether it is the sender or a recipient, which see everything.</summary>
    public bool IsHost => Capacity is ParticipationCapacity.Sender or ParticipationCapacity.Recipient or ParticipationCapacity.Commission;

    /// <summary>Whether it is one of the recipients of a broadcast, or the Commission that a request informs.</summary>
    internal bool IsOneOfSeveral(bool isBroadcast) =>
        Capacity == ParticipationCapacity.Commission || (isBroadcast && Capacity == ParticipationCapacity.Recipient);

    /// <summary>Whether it is a coordinator of the sender or of a recipient.</summary>
    public bool IsCoordinator => Capacity is ParticipationCapacity.CoordinatorOfSender or ParticipationCapacity.CoordinatorOfRecipient;

    /// <summary>Whether it is a central authority that acts in the name of the sender or of a recipient.</summary>
    public bool Acts => Capacity is ParticipationCapacity.ActsForSender or ParticipationCapacity.ActsForRecipient;

    /// <summary>The view in which the authority's inbox lists it.</summary>
    public InboxView View { get; private set; }

    /// <summary>Whether the authority, one of several recipients, has given the reply for which the state waits.</summary>
    public bool HasResponded { get; private set; }

    /// <summary>Whether the authority, one of several recipients, is asked for a reply; false if it received the broadcast only later.</summary>
    public bool IsAsked { get; private set; } = true;

    /// <summary>
    /// What the authority has to do: the name of a task beside the state, or empty for the action for which the state waits; null if nothing.
    /// </summary>
    public string? Task { get; private set; }

    /// <summary>When the authority declared that it no longer needs the personal data, UTC; null if it has not.</summary>
    public DateTime? ReleasedAt { get; private set; }

    /// <summary>The last day on which its people may read hidden personal data; null without an unblocking.</summary>
    public DateOnly? UnblockedUntil { get; private set; }

    /// <summary>The purpose of the unblocking, which the journal records with every view; null without an unblocking.</summary>
    public string? UnblockedFor { get; private set; }

    /// <summary>
    /// The deadline that lists show and by which they sort: that of the authority, otherwise that of others; the last day of the calendar if
    /// there is none.
    /// </summary>
    public DateOnly SortDue { get; private set; } = DateOnly.MaxValue;

    /// <summary>When the exchange last changed, UTC. Lists sort by it.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>
    /// The day from which it needs a coordinator's attention, or an allocator's if no assigned person can act; the last day of the calendar if
    /// it needs none.
    /// </summary>
    public DateOnly AttentionFrom { get; private set; } = DateOnly.MaxValue;

    /// <summary>Whether the change that is under way informs it.</summary>
    internal bool IsInformedNow { get; private set; }

    /// <summary>Returns whether its people may read hidden personal data on a day.</summary>
    public bool IsUnblockedOn(DateOnly day) => UnblockedUntil >= day;

    /// <summary>Records whether it has given the reply for which the state waits.</summary>
    internal void Respond(bool hasResponded) => HasResponded = hasResponded;

    /// <summary>Records that it received the broadcast only later and is not asked for a reply.</summary>
    internal void ExcuseFromAnswer() => IsAsked = false;

    /// <summary>Records that its handlers no longer need the personal data; null withdraws that.</summary>
    internal void Release(DateTime? at) => ReleasedAt = at;

    /// <summary>Records that an action informs it now. What happens afterwards does not change its lists until it is informed again.</summary>
    internal void Inform() => IsInformedNow = true;

    /// <summary>Moves it to an inbox view.</summary>
    internal void ListIn(InboxView view) => View = view;

    /// <summary>Updates what lists show and sort by; null for no day.</summary>
    internal void Show(string? task, DateOnly? due, DateTime updatedAt, DateOnly? attentionFrom) =>
        (Task, SortDue, UpdatedAt, AttentionFrom) = (task, due ?? DateOnly.MaxValue, updatedAt, attentionFrom ?? DateOnly.MaxValue);

    internal void Unblock(DateOnly until, string purpose) => (UnblockedUntil, UnblockedFor) = (until, purpose);

    /// <summary>Takes over the reply, release and unblocking of the merged entry's participation in the same capacity.</summary>
    internal void TakeOver(Participation twin)
    {
        HasResponded |= twin.HasResponded;
        ReleasedAt ??= twin.ReleasedAt;
        if (twin is { UnblockedUntil: { } until, UnblockedFor: { } purpose } && !(UnblockedUntil >= until))
            Unblock(until, purpose);
    }

    internal void Block() => (UnblockedUntil, UnblockedFor) = (null, null);
}
