namespace Imi.Kernel.Network.Notices;

/// <summary>Tells one person that something happened to an exchange, or that a data subject is to be answered. No personal data of the case.</summary>
public sealed class Notice
{
    private Notice() { }

    internal Notice(Guid id, Guid userId, Guid exchangeId, string action, string state, bool needsAction, DateTime at)
    {
        Id = id;
        UserId = userId;
        ExchangeId = exchangeId;
        Action = action;
        State = state;
        NeedsAction = needsAction;
        At = at;
    }

    /// <summary>Reminds of a data subject's request.</summary>
    internal Notice(Guid id, Guid userId, Guid subjectRequestId, string number, string action, DateTime at)
    {
        Id = id;
        UserId = userId;
        SubjectRequestId = subjectRequestId;
        Number = number;
        Action = action;
        NeedsAction = true;
        At = at;
    }

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>Whom it tells.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The exchange; null where it is about a data subject's request.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>The data subject's request; null where it is about an exchange.</summary>
    public Guid? SubjectRequestId { get; private set; }

    /// <summary>The data subject's request's number; null where it is about an exchange, which has its own.</summary>
    public string? Number { get; private set; }

    /// <summary>What happened: an action's name, or one of the kernel's.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The state that the exchange has since.</summary>
    public string State { get; private set; } = "";

    /// <summary>Whether it was the person's authority's turn when this was told.</summary>
    public bool NeedsAction { get; private set; }

    /// <summary>The authority that brought it about; null where the platform did.</summary>
    public Guid? ByAuthorityId { get; internal init; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>When the person read it, UTC; null while unread.</summary>
    public DateTime? ReadAt { get; private set; }
}
