using System.Data;
using Imi.Kernel.Foundation.Persistence.Conventions;
using Imi.Kernel.Foundation.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Imi.Kernel.Foundation.Persistence;

/// <content>The write transactions.</content>
public sealed partial class ImiDbContext
{
    /// <summary>How many write transactions have begun. What was read before the last one may have changed.</summary>
    public long Writes { get; private set; }

    /// <summary>Runs work in one short write transaction, saves and commits. The work must not call external services.</summary>
    /// <param name="work">Reads, changes tracked entities and returns a result.</param>
    /// <param name="cancellationToken">Cancels the work and rolls it back.</param>
    /// <exception cref="DbUpdateConcurrencyException">Another transaction changed the same rows meanwhile; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        WriteIfAsync(async stop => (await work(stop), true), cancellationToken);

    /// <summary>Like <see cref="WriteAsync{T}"/>, for work without a result.</summary>
    /// <param name="work">Reads and changes tracked entities.</param>
    /// <param name="cancellationToken">Cancels the work and rolls it back.</param>
    public Task WriteAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteIfAsync(
            async stop =>
            {
                await work(stop);
                return (true, true);
            },
            cancellationToken
        );

    /// <summary>Like <see cref="WriteAsync{T}"/>, for work that decides whether to commit; otherwise it is rolled back completely.</summary>
    /// <param name="work">Reads, changes tracked entities, and returns a result and whether to commit.</param>
    /// <param name="cancellationToken">Cancels the work and rolls it back.</param>
    /// <remarks>
    /// After a transient fault (a deadlock, a conflict, a lost connection) the work runs again from the start, so it must have no side effects
    /// outside the context. It is not retried if the context tracked entities before the call.
    /// </remarks>
    public async Task<T> WriteIfAsync<T>(Func<CancellationToken, Task<(T Result, bool Commit)>> work, CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is not null)
            throw new InvalidOperationException("Write transactions cannot be nested: call WriteAsync once around everything that belongs together.");
        var mayRetry = !ChangeTracker.Entries().Any();
        for (var attempt = 0; ; attempt++)
        {
            var progress = new WriteProgress();
            try
            {
                return await WriteOnceAsync(work, progress, cancellationToken);
            }
            catch (Exception failure) when (mayRetry && attempt < WriteProgress.Pauses.Count && progress.MayRetry(failure, Provider))
            {
                TransactionMeasurement.Retried(TransactionMeasurement.Transient);
                await Task.Delay(WriteProgress.Pauses[attempt], cancellationToken);
            }
        }
    }

    /// <summary>The host's database provider; null if the context was created without a host, as for migrations.</summary>
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
        Writes++;
        try
        {
            // On SQLite this is BEGIN IMMEDIATE: it waits here for the single writer, and cannot fail later when a read becomes a write.
            await using var transaction = await Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            var (result, commit) = await work(cancellationToken);
            if (commit)
            {
                await SaveChangesAsync(cancellationToken);

                // No cancellation from here on: it would leave unknown whether the commit happened.
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
