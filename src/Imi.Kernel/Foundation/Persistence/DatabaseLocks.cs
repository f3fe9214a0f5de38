using System.Diagnostics;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Locks between the processes that share a database. A lock ends with the process that holds it: a killed one keeps nobody out.</summary>
public sealed class DatabaseLocks(IDatabaseProvider provider, DatabaseSettings settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    /// <summary>Takes a lock if it is free.</summary>
    /// <param name="name">What the lock is for: lower-case letters and hyphens.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lock, to be disposed of by its holder; null while another process holds it.</returns>
    public Task<IAsyncDisposable?> TryTakeAsync(string name, CancellationToken cancellationToken) => provider.TryLockAsync(settings, name, cancellationToken);

    /// <summary>Waits for a lock, as long as it takes.</summary>
    /// <param name="name">What the lock is for: lower-case letters and hyphens.</param>
    /// <param name="tell">Receives a sentence every few seconds that says what is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IAsyncDisposable> TakeAsync(string name, Action<string> tell, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        for (var nextTold = TimeSpan.Zero; ; await Task.Delay(Pause, cancellationToken))
        {
            if (await provider.TryLockAsync(settings, name, cancellationToken) is { } held)
                return held;
            if (waiting.Elapsed < nextTold)
                continue;
            tell($"Waiting for another process that holds the lock '{name}' of the database: {waiting.Elapsed.TotalSeconds:0} s so far.");
            nextTold += TellEvery;
        }
    }
}
