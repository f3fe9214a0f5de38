namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Thrown when a mail was not accepted.</summary>
public sealed class MailFaultException : Exception
{
    /// <summary>Creates the exception for a fault, with its cause if known.</summary>
    public MailFaultException(MailFault fault, Exception? inner = null)
        : base($"The mail was not accepted: {fault}.", inner) => Fault = fault;

    /// <summary>Why the mail was not accepted.</summary>
    public MailFault Fault { get; }
}
