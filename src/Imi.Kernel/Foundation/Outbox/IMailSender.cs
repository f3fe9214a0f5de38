namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Port: reaches what takes e-mails for delivery.</summary>
public interface IMailSender
{
    /// <summary>Opens a connection over which one caller hands over mails, one after another.</summary>
    /// <exception cref="MailFaultException">The server takes no mail now: the fault's kind is <see cref="MailFaultKind.Server"/>.</exception>
    Task<IMailConnection> OpenAsync(CancellationToken cancellationToken);
}
