using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Exchanges.Files;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Attaches files to exchanges and opens them for reading. <c>FileWithdrawalService</c> removes and withdraws them.</summary>
public sealed class AttachmentService(
    ImiDbContext database,
    AccessPolicy policy,
    ExchangeVault vault,
    ExchangeStore loader,
    AttachmentStore files,
    ExchangeTransactions transactions,
    Journal journal,
    AccessLog accessLog,
    TimeProvider time
)
{
    /// <summary>The text key of the refusal to open a file that was withdrawn.</summary>
    public const string Withdrawn = "file.withdrawn";

    /// <summary>The text key of the error if the malware scanner does not answer. The same file may be accepted later.</summary>
    public const string ScannerAway = AttachmentStore.ScannerAway;

    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromDays(1);

    /// <summary>The largest file in bytes.</summary>
    public static long LargestFile => AttachmentStore.LargestFile;

    /// <summary>
    /// Attaches a file: reads it once, stores it encrypted and in chunks, and checks its content. The file becomes part of the exchange only after the
    /// whole upload.
    /// </summary>
    /// <returns>The id of the attachment; invalid if its size, its kind or the malware scan does not allow it, or the exchange has too many files.</returns>
    public async Task<Outcome<Guid>> AttachAsync(Guid id, string fileName, Stream bytes, Actor actor, SubmissionKey? key, CancellationToken cancellationToken)
    {
        // An upload may take minutes, so the transaction after it checks all rights. Refuse a person without any rights before it.
        if (await loader.KeyForAddingAsync(id, actor, cancellationToken) is not var (cipher, party))
            return await transactions.ChangeAsync(
                id,
                actor,
                null,
                "",
                (change, _) => Task.FromResult(change.RefusalToAdd<Guid>(mayBeDraft: true, out var _) ?? Outcome<Guid>.NotFound),
                cancellationToken
            );
        using var opened = cipher;
        if (await files.FullAsync(id, 0, cancellationToken) is { } full)
            return Outcome<Guid>.Invalid(full);
        var name = FileNames.Clean(fileName);
        var attachment = new Attachment(OrderedId.Next(time.GetUtcNow()), id, actor.UserId, time.GetUtcNow().UtcDateTime);
        database.ChangeTracker.Clear();
        if (await files.WriteAsync(attachment, name, bytes, cipher, cancellationToken) is { } wrong)
        {
            if (wrong.MessageKey == AttachmentStore.Malware)
                await database.WriteAsync(stop => journal.AppendAsync(actor.UserId, party, id, "malware", "", stop), cancellationToken);
            return Outcome<Guid>.Invalid(wrong);
        }

        var outcome = await transactions.ChangeAsync(
            id,
            actor,
            key,
            $"attach {id} {name} {attachment.Digest}",
            async (change, stop) =>
            {
                // The exchange may have been closed during the upload.
                if (change.RefusalToAdd<Guid>(mayBeDraft: true, out var authority) is { } late)
                    return late;
                if (await files.FullAsync(id, attachment.Size, stop) is { } fullMeanwhile)
                    return Outcome<Guid>.Invalid(fullMeanwhile);
                attachment.Complete(authority);
                database.Set<Attachment>().Update(attachment);
                await change.RecordAdditionAsync(KernelActions.Attach, authority, entry => entry.ContentId = attachment.Id, stop);
                return Outcome<Guid>.Done(attachment.Id);
            },
            cancellationToken,
            // Locks the exchange, because concurrent uploads to it count the same files.
            stop =>
                database
                    .Set<Exchange>()
                    .Where(exchange => exchange.Id == id)
                    .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.UpdatedAt, exchange => exchange.UpdatedAt), stop)
        );
        if (!outcome.IsDone || outcome.Value != attachment.Id)
            await database.WriteAsync(stop => files.RemoveAsync(attachment.Id, stop), cancellationToken);
        return outcome;
    }

    /// <summary>Opens a file of an exchange for reading and records that in the journal.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="attachmentId">The file.</param>
    /// <param name="actor">The person who opens it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="form">The journal's words for what the person gets if it is made of the file; null for the file itself.</param>
    /// <returns>The file; not found if the person may not see all content, refused if the file was withdrawn or the content cannot be decrypted.</returns>
    public async Task<Outcome<FileContent>> OpenAsync(Guid id, Guid attachmentId, Actor actor, CancellationToken cancellationToken, string? form = null)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return Outcome<FileContent>.NotFound;
        if (context.Access.IsContentLost)
            return Outcome<FileContent>.Refused(new AccessReason("access.content-unreadable"));
        if (!policy.SightOf(actor, context.Access).ShowsContent())
            return Outcome<FileContent>.NotFound;
        var attachment = await database
            .Set<Attachment>()
            .AsNoTracking()
            .FirstOrDefaultAsync(file => file.Id == attachmentId && file.ExchangeId == id && file.IsComplete, cancellationToken);
        if (attachment is null)
            return Outcome<FileContent>.NotFound;
        if (attachment.WithdrawnAt is not null)
            return Outcome<FileContent>.Refused(new AccessReason(Withdrawn));
        var own =
            policy.MayContribute(actor, context.Access).Party
            ?? policy.AccessLogsSeenBy(actor, context.Access).Select(authority => (Guid?)authority).FirstOrDefault();
        var what = form is null ? attachmentId.ToString() : $"{attachmentId} {form}";
        var detail = context.ReadingOf(actor) is { } reading ? $"{what} {reading.Purpose}" : what;
        await accessLog.RecordAsync(new RecordedAccess(actor.UserId, own, id, ExchangeViews.Download, detail, IsRead: false), cancellationToken);
        return Outcome<FileContent>.Done(files.Open(attachment, await vault.OpenAsync(id, cancellationToken)));
    }

    /// <summary>Removes files whose upload began more than a day ago and is still incomplete.</summary>
    /// <returns>The number of files.</returns>
    public Task<int> RemoveUnfinishedFilesAsync(CancellationToken cancellationToken) =>
        files.RemoveIncompleteAsync((time.GetUtcNow() - UnfinishedFor).UtcDateTime, cancellationToken);
}
