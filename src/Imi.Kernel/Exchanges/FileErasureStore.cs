using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Destroys files that were removed or withdrawn. Records each in the ledger in the same transaction, so that the platform destroys it again
/// after a restore from a backup.
/// </summary>
public sealed class FileErasureStore(ImiDbContext database, AttachmentStore store, LedgerStore ledger, IEnumerable<IErasable> erasables)
{
    /// <summary>Deletes a file of a draft, or only the bytes of a file that was sent. The caller must hold the ledger's lock.</summary>
    internal async Task DestroyAsync(LedgerAction action, Guid file, CancellationToken cancellationToken)
    {
        if (action == LedgerAction.FileRemoved)
            await store.RemoveAsync(file, cancellationToken);
        else
            await store.DestroyBytesAsync([file], cancellationToken);
        await FollowAsync([file], cancellationToken);
        await ledger.AppendAsync(action, [(file, "")], cancellationToken);
    }

    /// <summary>
    /// Repeats ledger entries in a database that was restored from an earlier backup. The ledger does not record the person and reason of a
    /// withdrawal, so these remain empty.
    /// </summary>
    internal async Task RepeatAsync(LedgerAction action, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.ConcernedId).ToList();
        await FollowAsync(ids, cancellationToken);
        if (action == LedgerAction.FileRemoved)
        {
            await database.Set<Attachment>().Where(file => EF.Parameter(ids).Contains(file.Id)).ExecuteDeleteAsync(cancellationToken);
            return;
        }

        await database.Set<AttachmentChunk>().Where(chunk => EF.Parameter(ids).Contains(chunk.AttachmentId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var entry in entries)
        {
            DateTime? at = entry.At;
            await database
                .Set<Attachment>()
                .Where(file => file.Id == entry.ConcernedId && file.WithdrawnAt == null)
                .ExecuteUpdateAsync(change => change.SetProperty(file => file.WithdrawnAt, at), cancellationToken);
        }
    }

    /// <summary>Destroys what rooms made of the content of the files.</summary>
    private async Task FollowAsync(List<Guid> files, CancellationToken cancellationToken)
    {
        foreach (var erasable in erasables)
            await erasable.FilesDestroyedAsync(files, cancellationToken);
    }
}
