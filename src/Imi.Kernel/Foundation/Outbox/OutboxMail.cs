namespace Imi.Kernel.Foundation.Outbox;

/// <summary>
/// A mail that is to leave the platform. It is written in the transaction of what it tells of. It refers to what it tells of and holds
/// neither address nor text nor link: those are made when the mail leaves, so that nothing in this table opens an account.
/// </summary>
public sealed class OutboxMail
{
    private OutboxMail() { }

    private OutboxMail(Guid id, MailKind kind, Guid subjectId, DateTime at)
    {
        Id = id;
        Kind = kind;
        SubjectId = subjectId;
        CreatedAt = at;
        NotBefore = at;
    }

    /// <summary>Its identity, a UUIDv7; the mail's Message-ID is derived from it.</summary>
    public Guid Id { get; private set; }

    /// <summary>What kind of thing it tells of.</summary>
    public MailKind Kind { get; private set; }

    /// <summary>What it tells of: a notice, an account mail or an invitation.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Which step of an invitation it tells of; empty for the other kinds.</summary>
    public string Step { get; private set; } = "";

    /// <summary>The person who gets it; null where it goes to the address of an invitation.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The exchange that it is about; null where it is about none.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>How many earlier notices about the same exchange it tells of too.</summary>
    public int Joined { get; private set; }

    /// <summary>Whether it leaves before those that are not urgent: somebody waits for it, or has to act.</summary>
    public bool Urgent { get; private set; }

    /// <summary>When it was written, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>It is not sent earlier, UTC.</summary>
    public DateTime NotBefore { get; private set; }

    /// <summary>How often its recipient's side refused it. Faults of the own mail server do not count.</summary>
    public int Attempts { get; private set; }

    /// <summary>The last refusal, see <see cref="MailFault"/>; null while there is none.</summary>
    public string? LastError { get; private set; }

    /// <summary>The sender's run that claimed it last; null while nobody has.</summary>
    public Guid? ClaimedBy { get; private set; }

    /// <summary>Until when nobody else may claim it, UTC; null where nobody has claimed it.</summary>
    public DateTime? ClaimedUntil { get; private set; }

    /// <summary>When the mail server took it, UTC; null while it has not.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>Since when it is not tried any more, UTC; null while it is.</summary>
    public DateTime? UndeliverableSince { get; private set; }

    /// <summary>Tells somebody of a notice.</summary>
    internal static OutboxMail OfNotice(Guid id, Guid notice, Guid person, Guid? exchange, bool isUrgent, DateTime at, TimeSpan delay) =>
        new(id, MailKind.Notice, notice, at)
        {
            UserId = person,
            ExchangeId = exchange,
            Urgent = isUrgent,
            NotBefore = at + delay,
        };

    /// <summary>Tells somebody about the account.</summary>
    internal static OutboxMail OfAccount(Guid id, Guid accountMail, Guid person, DateTime at) =>
        new(id, MailKind.Account, accountMail, at) { UserId = person, Urgent = true };

    /// <summary>A mail about a step of an invitation. It goes to the person who invited; without one, to the invited address.</summary>
    internal static OutboxMail OfInvitation(Guid id, Guid invitation, string step, Guid? person, DateTime at) =>
        new(id, MailKind.Invitation, invitation, at)
        {
            Step = step,
            UserId = person,
            Urgent = true,
        };
}
