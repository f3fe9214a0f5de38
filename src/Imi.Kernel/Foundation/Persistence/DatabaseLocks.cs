using System.Diagnostics;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Locks between the processes that share a database. A lock ends with its process, so a killed process blocks no other.</summary>
public sealed class DatabaseLocks(IDatabaseProvider provider, DatabaseSettings settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    /// <summary>Acquires a lock if it is free.</summary>
    /// <param name="name">The name of the lock: lower-case letters and hyphens.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The lock, which the caller disposes; null if another process holds it.</returns>
    public Task<IAsyncDisposable?> TryTakeAsync(string name, CancellationToken cancellationToken) => provider.TryLockAsync(settings, name, cancellationToken);

    /// <summary>Waits for a lock without a time limit.</summary>
    /// <param name="name">The name of the lock: lower-case letters and hyphens.</param>
    /// <param name="report">Receives a log message at once and every five seconds while waiting.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lock, which the caller disposes.</returns>
    public async Task<IAsyncDisposable> TakeAsync(string name, Action<string> report, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        for (var nextReport = TimeSpan.Zero; ; await Task.Delay(Pause, cancellationToken))
        {
            if (await provider.TryLockAsync(settings, name, cancellationToken) is { } held)
                return held;
            if (waiting.Elapsed < nextReport)
                continue;
            report($"Waiting for another process that holds the lock '{name}' of the database: {waiting.Elapsed.TotalSeconds:0} s so far.");
            nextReport += ReportEvery;
        }
    }
}
