namespace Imi.Kernel.Exchanges;

/// <summary>
/// An authority's part in an exchange. Carries what inboxes filter and sort by, so that a list is one index range whatever
/// the size of the database: the desk keeps it in step with the exchange in the same transaction.
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

    /// <summary>As what it takes part.</summary>
    public ParticipationCapacity Capacity { get; internal set; }

    /// <summary>The exchange's module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>Whether it is one of the two sides, which see everything.</summary>
    public bool IsHost => Capacity is ParticipationCapacity.Sender or ParticipationCapacity.Recipient or ParticipationCapacity.Commission;

    /// <summary>Whether it coordinates one of the two sides.</summary>
    public bool IsCoordinator => Capacity is ParticipationCapacity.CoordinatorOfSender or ParticipationCapacity.CoordinatorOfRecipient;

    /// <summary>Whether it is the central authority of one of the two sides, and acts for it.</summary>
    public bool Acts => Capacity is ParticipationCapacity.ActsForSender or ParticipationCapacity.ActsForRecipient;

    /// <summary>The inbox view in which the authority finds it.</summary>
    public InboxView View { get; internal set; }

    /// <summary>Whether the authority, one recipient of several, has given the answer that the state waits for.</summary>
    public bool HasResponded { get; internal set; }

    /// <summary>Whether the authority, one recipient of several, is asked for an answer; not where it came to know of the broadcast later.</summary>
    public bool IsAsked { get; internal set; } = true;

    /// <summary>What the authority has to do: a task beside the state, or empty for what the state waits for; null where it has nothing to do.</summary>
    public string? Task { get; internal set; }

    /// <summary>When its handlers said that the personal data are no longer needed, UTC; null while they have not.</summary>
    public DateTime? ReleasedAt { get; internal set; }

    /// <summary>The last day on which its people may read the personal data although they are hidden; null for none.</summary>
    public DateOnly? UnblockedUntil { get; private set; }

    /// <summary>For what they may: the purpose that the journal notes with every look; null for nothing.</summary>
    public string? UnblockedFor { get; private set; }

    /// <summary>
    /// The last day for what the authority has to do, or for what others have; the last day of the calendar where there is none. Lists
    /// show it and sort by it.
    /// </summary>
    public DateOnly SortDue { get; internal set; } = DateOnly.MaxValue;

    /// <summary>When something last happened, UTC: lists sort by it.</summary>
    public DateTime UpdatedAt { get; internal set; }

    /// <summary>
    /// The day from which it needs a coordinator's attention, or an allocator's where nobody can act; the last day of the calendar where
    /// it does not.
    /// </summary>
    public DateOnly AttentionFrom { get; internal set; } = DateOnly.MaxValue;

    /// <summary>Whether its people may read hidden personal data on a day.</summary>
    public bool IsUnblockedOn(DateOnly day) => UnblockedUntil >= day;

    internal void Unblock(DateOnly until, string purpose) => (UnblockedUntil, UnblockedFor) = (until, purpose);

    /// <summary>Takes over what the same part of another entry of the authority says.</summary>
    internal void TakeOver(Participation twin)
    {
        HasResponded |= twin.HasResponded;
        ReleasedAt ??= twin.ReleasedAt;
        if (twin is { UnblockedUntil: { } until, UnblockedFor: { } purpose } && !(UnblockedUntil >= until))
            Unblock(until, purpose);
    }

    internal void Block() => (UnblockedUntil, UnblockedFor) = (null, null);
}
