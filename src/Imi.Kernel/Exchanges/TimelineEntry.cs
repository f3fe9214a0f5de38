namespace Imi.Kernel.Exchanges;

/// <summary>One thing that happened to an exchange, as its parties see it. No personal data of the case.</summary>
public sealed class TimelineEntry
{
    private TimelineEntry() { }

    /// <param name="id">Its identity.</param>
    /// <param name="exchangeId">The exchange.</param>
    /// <param name="what">One of <see cref="KernelActions"/>, or an action of the procedure by <see cref="PolicyActions.Entry"/>.</param>
    /// <param name="fromState">The state before.</param>
    /// <param name="toState">The state after.</param>
    /// <param name="userId">Who did it.</param>
    /// <param name="authorityId">In which authority's name.</param>
    /// <param name="at">When, UTC.</param>
    internal TimelineEntry(Guid id, Guid exchangeId, string what, string fromState, string toState, Guid userId, Guid authorityId, DateTime at)
    {
        Id = id;
        ExchangeId = exchangeId;
        What = what;
        FromState = fromState;
        ToState = toState;
        UserId = userId;
        AuthorityId = authorityId;
        At = at;
    }

    /// <summary>Its identity, a UUIDv7: the order in which things happened.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>
    /// What happened as it is kept: one of <see cref="KernelActions"/>, or an action of the procedure with the prefix of <see cref="PolicyActions"/>.
    /// </summary>
    public string What { get; private set; } = "";

    /// <summary>The action's name in the procedure, or one of the kernel's: <c>create</c>, <c>message</c>, <c>attach</c>, <c>link</c>.</summary>
    public string Action => PolicyActions.NameOf(What);

    /// <summary>The state before.</summary>
    public string FromState { get; private set; } = "";

    /// <summary>The state after.</summary>
    public string ToState { get; private set; } = "";

    /// <summary>Who did it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>In which authority's name.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The exchange's revision after it.</summary>
    public int Revision { get; internal set; }

    /// <summary>The content that came with it; null for none.</summary>
    public Guid? ContentId { get; internal set; }

    /// <summary>The authority that it was handed to; null for none.</summary>
    public Guid? ToAuthorityId { get; internal set; }

    /// <summary>The central authority that did it in the authority's name; null where the authority itself did.</summary>
    public Guid? ThroughId { get; internal set; }

    /// <summary>The people it was assigned to; empty for none.</summary>
    public IReadOnlyList<Guid> AssignedIds { get; internal set; } = [];

    /// <summary>The exchange that came from it, or that it was linked to; null for none.</summary>
    public Guid? OtherExchangeId { get; internal set; }

    /// <summary>The reply-by date that it set or proposed; null for none.</summary>
    public DateOnly? Date { get; internal set; }
}
