namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Whom the fault of a mail concerns.</summary>
public enum MailFaultKind
{
    /// <summary>The mail server as a whole: no mail can leave now.</summary>
    Server,

    /// <summary>This recipient or this mail, for now: it is worth another try later.</summary>
    Recipient,

    /// <summary>This recipient for good: another try would be refused in the same way.</summary>
    Permanent,
}
