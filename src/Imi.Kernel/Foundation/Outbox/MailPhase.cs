namespace Imi.Kernel.Foundation.Outbox;

/// <summary>The phases of a dialogue with a mail server.</summary>
public enum MailPhase
{
    /// <summary>The connection, with its encryption.</summary>
    Connect,

    /// <summary>The authentication.</summary>
    Authenticate,

    /// <summary>The sender's address (MAIL FROM).</summary>
    Sender,

    /// <summary>The recipient's address (RCPT TO).</summary>
    Recipient,

    /// <summary>The message itself, from the first byte after DATA to the server's last reply.</summary>
    Data,

    /// <summary>The mail could not be written, before any server was asked.</summary>
    Compose,
}
