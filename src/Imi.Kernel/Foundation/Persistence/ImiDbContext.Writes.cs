using System.Data;
using Imi.Kernel.Foundation.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Imi.Kernel.Foundation.Persistence;

/// <content>How the platform writes.</content>
public sealed partial class ImiDbContext
{
    /// <summary>Does something in one short write transaction, saves and commits. Nothing outside may be called in it.</summary>
    /// <param name="work">Reads, changes tracked entities, returns a result.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the same exchange meanwhile; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        WriteIfAsync(async stop => (await work(stop), true), cancellationToken);

    /// <summary>As <see cref="WriteAsync"/>, for work that says whether to commit: what was refused is rolled back as if it had never been tried.</summary>
    /// <param name="work">Reads, changes tracked entities, returns a result and whether it is to be kept.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    /// <remarks>
    /// Where the database ended the transaction for a passing reason (a deadlock, a conflict, a lost connection), the work is done again from its
    /// beginning: it must leave nothing behind outside the context when it fails. Work on entities that were loaded before is not repeated.
    /// </remarks>
    public async Task<T> WriteIfAsync<T>(Func<CancellationToken, Task<(T Result, bool Commit)>> work, CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is not null)
            throw new InvalidOperationException("A write transaction stands alone: call WriteAsync once, around all that belongs together.");
        var mayRepeat = !ChangeTracker.Entries().Any();
        for (var attempt = 0; ; attempt++)
        {
            var progress = new WriteProgress();
            try
            {
                return await WriteOnceAsync(work, progress, cancellationToken);
            }
            catch (Exception failure) when (mayRepeat && attempt < WriteProgress.Pauses.Count && progress.MayRepeat(failure, Provider))
            {
                await Task.Delay(WriteProgress.Pauses[attempt], cancellationToken);
            }
        }
    }

    /// <summary>The kind of database of the host; null where a context was made without one, as for migrations.</summary>
    private IDatabaseProvider? Provider =>
        this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService(typeof(IDatabaseProvider))
        as IDatabaseProvider;

    private async Task<T> WriteOnceAsync<T>(
        Func<CancellationToken, Task<(T Result, bool Commit)>> work,
        WriteProgress progress,
        CancellationToken cancellationToken
    )
    {
        var kept = false;
        try
        {
            // On SQLite this is BEGIN IMMEDIATE: it waits for the one writer here, and never fails half-way for having read first.
            await using var transaction = await Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            var (result, commit) = await work(cancellationToken);
            if (commit)
            {
                await SaveChangesAsync(cancellationToken);

                // From here on the commit is decided: a caller that cancels now must not leave it unknown whether it happened.
                progress.IsDeciding = true;
                await transaction.CommitAsync(CancellationToken.None);
                kept = true;
            }

            return result;
        }
        finally
        {
            if (!kept)
                ChangeTracker.Clear();
        }
    }
}
