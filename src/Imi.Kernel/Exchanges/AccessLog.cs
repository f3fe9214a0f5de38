using System.Runtime.ExceptionServices;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Records accesses to exchanges in the journal before the content is shown, and marks the exchanges as read for the person's lists. What arrives while
/// one transaction is being written is recorded together in the next, so that readers do not queue one by one at the end of the journal.
/// </summary>
public sealed class AccessLog(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private const int Attempts = 4;
    private const int Most = 100;

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = [];

    /// <summary>Whether a transaction is being written.</summary>
    internal bool IsWriting => _writer.CurrentCount == 0;

    /// <summary>The number of accesses that wait for the next transaction.</summary>
    internal int Pending
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Records an access. When it returns, the record is committed.</summary>
    /// <param name="access">The access.</param>
    /// <param name="cancellationToken">Cancels the call only before it begins, because others may wait for the same transaction.</param>
    internal async Task RecordAsync(RecordedAccess access, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var own = new Waiting(access);
        lock (_gate)
            _waiting.Enqueue(own);
        while (!own.IsDone)
        {
            await _writer.WaitAsync();
            try
            {
                if (!own.IsDone)
                    await WriteAsync(Next());
            }
            finally
            {
                _writer.Release();
            }
        }

        own.Failure?.Throw();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private List<Waiting> Next()
    {
        lock (_gate)
        {
            var batch = new List<Waiting>();
            while (batch.Count < Most && _waiting.TryDequeue(out var next))
                batch.Add(next);
            return batch;
        }
    }

    private async Task WriteAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            await WriteAsync([.. batch.Select(one => one.Access)]);
            foreach (var one in batch)
                one.End(null);
        }
        catch (DbUpdateException) when (batch.Count > 1)
        {
            // One of them cannot be recorded, for instance because the exchange was deleted meanwhile: the others must not fail with it.
            foreach (var one in batch)
                await WriteAsync([one]);
        }
        catch (Exception failure)
        {
            foreach (var one in batch)
                one.End(ExceptionDispatchInfo.Capture(failure));
        }
    }

    private async Task WriteAsync(IReadOnlyList<RecordedAccess> accesses)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
            var journal = scope.ServiceProvider.GetRequiredService<Journal>();
            try
            {
                await database.WriteAsync(
                    async stop =>
                    {
                        await MarkReadAsync(database, accesses, stop);
                        await journal.AppendAsync(
                            [.. accesses.Select(one => new JournalLine(one.UserId, one.AuthorityId, one.ExchangeId, one.What, one.Detail))],
                            stop
                        );
                    },
                    CancellationToken.None
                );
                return;
            }
            catch (DbUpdateException failure)
                when (attempt < Attempts
                    && (
                        failure is DbUpdateConcurrencyException
                        || scope.ServiceProvider.GetRequiredService<DatabaseFaults>().Of(failure) == DatabaseFault.Duplicate
                    )
                )
            {
                // The person opened the exchange for the first time on two nodes at once: the other one added or removed the mark.
            }
        }
    }

    private async Task MarkReadAsync(ImiDbContext database, IReadOnlyList<RecordedAccess> accesses, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;

        // Always in the same order, so that two nodes do not wait for each other's marks.
        var read = accesses.Where(one => one.IsRead).Select(one => (one.UserId, one.ExchangeId)).Distinct().Order();
        foreach (var (person, exchange) in read)
        {
            var marked = await database
                .Set<ReadMark>()
                .Where(mark => mark.UserId == person && mark.ExchangeId == exchange)
                .ExecuteUpdateAsync(change => change.SetProperty(mark => mark.At, now), cancellationToken);
            if (marked == 0)
                database.Set<ReadMark>().Add(new ReadMark(person, exchange, now));
        }
    }

    /// <summary>An access that waits to be recorded.</summary>
    private sealed class Waiting(RecordedAccess access)
    {
        public RecordedAccess Access { get; } = access;

        public bool IsDone { get; private set; }

        public ExceptionDispatchInfo? Failure { get; private set; }

        public void End(ExceptionDispatchInfo? failure) => (Failure, IsDone) = (failure, true);
    }
}
