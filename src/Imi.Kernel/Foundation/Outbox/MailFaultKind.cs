namespace Imi.Kernel.Foundation.Outbox;

/// <summary>What a mail fault affects.</summary>
public enum MailFaultKind
{
    /// <summary>The mail server as a whole: no mail can be sent now.</summary>
    Server,

    /// <summary>This recipient or this mail, temporarily: sending is retried later.</summary>
    Recipient,

    /// <summary>This recipient or this mail, permanently: a retry would fail in the same way.</summary>
    Permanent,
}
