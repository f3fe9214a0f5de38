namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Port: writes the mails of one kind in their readers' languages when they are about to leave.</summary>
public interface IMailComposer
{
    /// <summary>The kind that it writes.</summary>
    MailKind Kind { get; }

    /// <summary>Writes mails.</summary>
    /// <param name="mails">Rows of the outbox, all of the composer's kind.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The mails by the rows' ids; a row that has nothing to say any more is not in it.</returns>
    Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(IReadOnlyList<OutboxMail> mails, CancellationToken cancellationToken);
}
