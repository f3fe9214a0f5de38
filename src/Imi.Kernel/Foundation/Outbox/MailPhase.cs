namespace Imi.Kernel.Foundation.Outbox;

/// <summary>The phases of sending a mail.</summary>
public enum MailPhase
{
    /// <summary>Connecting, including encryption.</summary>
    Connect,

    /// <summary>Authentication.</summary>
    Authenticate,

    /// <summary>The sender's address (<c>MAIL FROM</c>).</summary>
    Sender,

    /// <summary>The recipient's address (<c>RCPT TO</c>).</summary>
    Recipient,

    /// <summary>The message itself, from the first byte after <c>DATA</c> to the server's final reply.</summary>
    Data,

    /// <summary>Composing the message, before anything is sent to the server.</summary>
    Compose,
}
