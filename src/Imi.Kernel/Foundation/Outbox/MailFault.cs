namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Why a mail was not taken: without address and text.</summary>
/// <param name="Kind">Whom the fault concerns.</param>
/// <param name="Code">The reply code of SMTP (RFC 5321, 4.2); null where there was no reply.</param>
/// <param name="Phase">In which phase of the dialogue it happened.</param>
public sealed record MailFault(MailFaultKind Kind, int? Code, MailPhase Phase)
{
    /// <summary>The fault as it is stored, logged and listed, for example <c>452 recipient</c>.</summary>
    public override string ToString() => $"{Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no-reply"} {Phase.ToString().ToLowerInvariant()}";
}

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

/// <summary>A mail was not taken.</summary>
public sealed class MailFaultException : Exception
{
    /// <summary>With the fault, and what it comes from.</summary>
    public MailFaultException(MailFault fault, Exception? inner = null)
        : base($"The mail was not taken: {fault}.", inner) => Fault = fault;

    /// <summary>Why.</summary>
    public MailFault Fault { get; }
}
