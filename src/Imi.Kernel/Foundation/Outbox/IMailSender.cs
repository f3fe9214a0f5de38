namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Port: reaches what takes e-mails for delivery.</summary>
public interface IMailSender
{
    /// <summary>Opens a connection over which one caller hands over mails, one after another.</summary>
    /// <exception cref="MailFaultException">The server takes no mail now: the fault's kind is <see cref="MailFaultKind.Server"/>.</exception>
    Task<IMailConnection> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>A connection to what takes e-mails.</summary>
public interface IMailConnection : IAsyncDisposable
{
    /// <summary>Hands a mail over; returns only when the receiving side has taken it.</summary>
    /// <exception cref="MailFaultException">It was not taken. After a fault of the server the connection is of no use any more.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}

/// <summary>An e-mail.</summary>
/// <param name="Name">The recipient's name.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text, plain.</param>
/// <param name="Language">The language of both, by BCP 47.</param>
/// <param name="Reference">The same each time that the same mail is sent, so that a repetition can be recognised by its Message-ID.</param>
public sealed record Mail(string Name, string Address, string Subject, string Text, string Language, string Reference);
