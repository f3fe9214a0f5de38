namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Port: connects to the service that delivers e-mails.</summary>
public interface IMailSender
{
    /// <summary>Opens a connection for a single caller, who hands over mails one after another.</summary>
    /// <exception cref="MailFaultException">No mail can be sent now: the fault's kind is <see cref="MailFaultKind.Server"/>.</exception>
    Task<IMailConnection> OpenAsync(CancellationToken cancellationToken);
}
