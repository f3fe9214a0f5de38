namespace Imi.Kernel.Foundation.Outbox;

/// <summary>A mail was not taken.</summary>
public sealed class MailFaultException : Exception
{
    /// <summary>With the fault, and what it comes from.</summary>
    public MailFaultException(MailFault fault, Exception? inner = null)
        : base($"The mail was not taken: {fault}.", inner) => Fault = fault;

    /// <summary>Why.</summary>
    public MailFault Fault { get; }
}
