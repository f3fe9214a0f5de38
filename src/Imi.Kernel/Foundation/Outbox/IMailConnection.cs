namespace Imi.Kernel.Foundation.Outbox;

/// <summary>A connection over which e-mails are handed over for delivery.</summary>
public interface IMailConnection : IAsyncDisposable
{
    /// <summary>Hands over a mail; completes only when the receiver has accepted it.</summary>
    /// <exception cref="MailFaultException">The mail was not accepted. After a server fault the connection can no longer be used.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
