namespace Imi.Kernel.Foundation.Outbox;

/// <summary>What a mail tells of.</summary>
public enum MailKind
{
    /// <summary>A notice about an exchange or a data subject's request.</summary>
    Notice,

    /// <summary>Something about the recipient's account.</summary>
    Account,

    /// <summary>An invitation of an authority.</summary>
    Invitation,
}
