namespace Imi.Kernel.Foundation.Outbox;

/// <summary>The kinds of mail in the outbox.</summary>
public enum MailKind
{
    /// <summary>A notice about an exchange or a data subject's request.</summary>
    Notice,

    /// <summary>A message about the recipient's account.</summary>
    Account,

    /// <summary>An invitation to register an authority, or its answer.</summary>
    Invitation,

    /// <summary>The reminders of exchanges of one day, for a person or for the mailbox of an authority.</summary>
    Reminders,
}
