namespace Imi.Kernel.Network.Notices;

/// <summary>Notifies a person of an event in an exchange, or of a data subject's request to answer. Contains no personal data of the case.</summary>
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

    /// <summary>Creates a reminder of a data subject's request.</summary>
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

    /// <summary>The id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user to notify.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The exchange; null if the notice is about a data subject's request.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>The data subject's request; null if the notice is about an exchange.</summary>
    public Guid? SubjectRequestId { get; private set; }

    /// <summary>The number of the data subject's request; null if the notice is about an exchange, which has its own number.</summary>
    public string? Number { get; private set; }

    /// <summary>The action that caused the notice: one of the procedure's, or one of the kernel's own.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The state of the exchange after the action.</summary>
    public string State { get; private set; } = "";

    /// <summary>Whether the person's authority had to act when the notice was created.</summary>
    public bool NeedsAction { get; private set; }

    /// <summary>The authority that took the action; null for the platform.</summary>
    public Guid? ByAuthorityId { get; internal init; }

    /// <summary>The time of creation, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The time at which the person read the notice, UTC; null while unread.</summary>
    public DateTime? ReadAt { get; private set; }
}
