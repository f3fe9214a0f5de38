namespace Imi.Kernel.Exchanges;

/// <summary>An event of an exchange as its parties see it. Contains no personal data of the exchange.</summary>
public sealed class TimelineEntry
{
    private TimelineEntry() { }

    /// <param name="id">The id.</param>
    /// <param name="exchangeId">The exchange.</param>
    /// <param name="what">One of <see cref="KernelActions"/>, or an action of the procedure by <see cref="PolicyActions.Entry"/>.</param>
    /// <param name="fromState">The state before.</param>
    /// <param name="toState">The state after.</param>
    /// <param name="userId">The person who acted.</param>
    /// <param name="authorityId">The authority in whose name the person acted.</param>
    /// <param name="at">When it happened, UTC.</param>
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

    /// <summary>Its id, a UUIDv7, which sorts entries in the order of events.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>
    /// The event as it is stored: one of <see cref="KernelActions"/>, or an action of the procedure with the prefix of <see cref="PolicyActions"/>.
    /// </summary>
    public string What { get; private set; } = "";

    /// <summary>The name of the procedure's action, or one of <see cref="KernelActions"/>.</summary>
    public string Action => PolicyActions.NameOf(What);

    /// <summary>The state before.</summary>
    public string FromState { get; private set; } = "";

    /// <summary>The state after.</summary>
    public string ToState { get; private set; } = "";

    /// <summary>The person who acted; <see cref="Guid.Empty"/> for the platform itself, and after deletion.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The authority in whose name the person acted; <see cref="Guid.Empty"/> for the platform itself.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When it happened, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The exchange's revision after it.</summary>
    public int Revision { get; internal set; }

    /// <summary>The id of the content or file that belongs to it; null for none.</summary>
    public Guid? ContentId { get; internal set; }

    /// <summary>The authority to which the exchange, or a part of it, was passed; null for none.</summary>
    public Guid? ToAuthorityId { get; internal set; }

    /// <summary>The central authority that acted in the authority's name; null if the authority itself acted.</summary>
    public Guid? ThroughId { get; internal set; }

    /// <summary>The people whom the allocator assigned; empty for none.</summary>
    public IReadOnlyList<Guid> AssignedIds { get; internal set; } = [];

    /// <summary>The exchange that was created from this one, from which it was split off, or to which it was linked; null for none.</summary>
    public Guid? OtherExchangeId { get; internal set; }

    /// <summary>The day that it set or announced, such as a reply-by date, a deadline or a day of retention; null for none.</summary>
    public DateOnly? Date { get; internal set; }
}
