using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Destroys files that people took back. The ledger has each in the same transaction, so that a restore from a backup destroys them again.
/// </summary>
public sealed class FileErasureStore(ImiDbContext database, AttachmentStore store, LedgerStore ledger)
{
    /// <summary>Destroys a file of a draft, or the bytes of one that was sent. The ledger must be locked.</summary>
    internal async Task DestroyAsync(LedgerAction action, Guid file, CancellationToken cancellationToken)
    {
        if (action == LedgerAction.FileRemoved)
            await store.RemoveAsync(file, cancellationToken);
        else
            await store.DestroyBytesAsync([file], cancellationToken);
        await ledger.AppendAsync(action, [(file, "")], cancellationToken);
    }

    /// <summary>Does again what the ledger says to a database that was restored from before it. Who withdrew a file and why is not in the ledger.</summary>
    internal async Task RepeatAsync(LedgerAction action, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.ConcernedId).ToList();
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
}
