using System.Collections.Concurrent;

namespace Imi.Web.Hosting;

/// <summary>Remembers since when each problem exists, and caches expensive checks, because anybody can request the report.</summary>
internal sealed class HealthMemory(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTime> _since = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTime At, object? Value)> _known = new(StringComparer.Ordinal);

    /// <summary>When this process started, UTC.</summary>
    public DateTime StartedAt { get; } = time.GetUtcNow().UtcDateTime;

    /// <summary>Records whether a problem exists now.</summary>
    /// <param name="code">The code of the problem.</param>
    /// <param name="isWrong">Whether the problem exists.</param>
    /// <returns>Since when the problem exists, UTC; null if it does not exist.</returns>
    public DateTime? Since(string code, bool isWrong)
    {
        if (isWrong)
            return _since.GetOrAdd(code, time.GetUtcNow().UtcDateTime);
        _since.TryRemove(code, out _);
        return null;
    }

    /// <summary>Returns a cached result, or computes and caches it.</summary>
    /// <param name="what">The key of the result.</param>
    /// <param name="lasts">How long the result is cached.</param>
    /// <param name="find">Computes the result.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<T> KnownAsync<T>(string what, TimeSpan lasts, Func<CancellationToken, Task<T>> find, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_known.TryGetValue(what, out var known) && now - known.At < lasts)
            return (T)known.Value!;
        var found = await find(cancellationToken);
        _known[what] = (now, found);
        return found;
    }
}
