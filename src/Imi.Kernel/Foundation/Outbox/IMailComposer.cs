namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Port: composes the mails of one kind, in the recipients' languages, just before they are sent.</summary>
public interface IMailComposer
{
    /// <summary>The kind of mail that this composer handles.</summary>
    MailKind Kind { get; }

    /// <summary>Composes the mails of queued rows.</summary>
    /// <param name="mails">Rows of the outbox, all of this composer's kind.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The mails by row id; without the rows whose mail is obsolete.</returns>
    Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(IReadOnlyList<OutboxMail> mails, CancellationToken cancellationToken);
}
