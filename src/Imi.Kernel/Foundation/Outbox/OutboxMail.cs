namespace Imi.Kernel.Foundation.Outbox;

/// <summary>
/// A queued mail, inserted in the transaction of the event that it reports. It only refers to that event and contains no address, text or
/// link: those are created when the mail is sent, so that nothing in this table gives access to an account.
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

    /// <summary>The id, a UUIDv7; the Message-ID is derived from it.</summary>
    public Guid Id { get; private set; }

    /// <summary>The kind of mail.</summary>
    public MailKind Kind { get; private set; }

    /// <summary>The id of the notice, account mail or invitation that it reports, or of the person or authority whom it reminds.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>The step of the invitation that it reports; empty for other kinds.</summary>
    public string Step { get; private set; } = "";

    /// <summary>The recipient; null if it goes to the address of an invitation or to the mailbox of an authority.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The exchange that it is about; null for none.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>The number of earlier notices about the same exchange that it also covers.</summary>
    public int Joined { get; private set; }

    /// <summary>Whether it is sent before non-urgent mails, because someone waits for it or has to act.</summary>
    public bool Urgent { get; private set; }

    /// <summary>When it was queued, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The earliest time at which it is sent, UTC.</summary>
    public DateTime NotBefore { get; private set; }

    /// <summary>The number of times that it was refused. Faults of the mail server as a whole do not count.</summary>
    public int Attempts { get; private set; }

    /// <summary>The last refusal, in the format of <see cref="MailFault.ToString"/>; null if there was none.</summary>
    public string? LastError { get; private set; }

    /// <summary>The last claim on it; null if it was never claimed.</summary>
    public Guid? ClaimedBy { get; private set; }

    /// <summary>Until when no other sender may claim it, UTC; null if it is not claimed.</summary>
    public DateTime? ClaimedUntil { get; private set; }

    /// <summary>When the mail server accepted it, UTC; null until then.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>When sending was given up, UTC; null if it was not.</summary>
    public DateTime? UndeliverableSince { get; private set; }

    /// <summary>Queues a mail about a notice.</summary>
    internal static OutboxMail OfNotice(Guid id, Guid notice, Guid person, Guid? exchange, bool isUrgent, DateTime at, TimeSpan delay) =>
        new(id, MailKind.Notice, notice, at)
        {
            UserId = person,
            ExchangeId = exchange,
            Urgent = isUrgent,
            NotBefore = at + delay,
        };

    /// <summary>Queues a mail about the person's account.</summary>
    internal static OutboxMail OfAccount(Guid id, Guid accountMail, Guid person, DateTime at) =>
        new(id, MailKind.Account, accountMail, at) { UserId = person, Urgent = true };

    /// <summary>Queues a mail about a step of an invitation, for the person who invited; null for the invited address.</summary>
    internal static OutboxMail OfInvitation(Guid id, Guid invitation, string step, Guid? person, DateTime at) =>
        new(id, MailKind.Invitation, invitation, at)
        {
            Step = step,
            UserId = person,
            Urgent = true,
        };

    /// <summary>Queues the reminders of one day.</summary>
    /// <param name="id">The id, the same for every attempt to queue the reminders of this recipient for this time.</param>
    /// <param name="recipient">The person or authority.</param>
    /// <param name="isPerson">Whether the recipient is a person.</param>
    /// <param name="at">When the first of the reminders was made, UTC.</param>
    /// <param name="notBefore">The earliest time of sending, UTC.</param>
    internal static OutboxMail OfReminders(Guid id, Guid recipient, bool isPerson, DateTime at, DateTime notBefore) =>
        new(id, MailKind.Reminders, recipient, at) { UserId = isPerson ? recipient : null, NotBefore = notBefore };
}
