namespace Imi.Kernel.Foundation.Outbox;

/// <summary>A connection to what takes e-mails.</summary>
public interface IMailConnection : IAsyncDisposable
{
    /// <summary>Hands a mail over; returns only when the receiving side has taken it.</summary>
    /// <exception cref="MailFaultException">It was not taken. After a fault of the server the connection is of no use any more.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
