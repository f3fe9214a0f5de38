using System.Collections.Concurrent;

namespace Imi.Web.Hosting;

/// <summary>Remembers since when something is wrong, and for a while what was expensive to find out: the address is open to everybody.</summary>
internal sealed class HealthMemory(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTime> _since = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTime At, object? Value)> _known = new(StringComparer.Ordinal);

    /// <summary>When this process began, UTC.</summary>
    public DateTime StartedAt { get; } = time.GetUtcNow().UtcDateTime;

    /// <summary>Notes whether something is wrong now.</summary>
    /// <returns>Since when it is; null where it is not.</returns>
    public DateTime? Since(string code, bool isWrong)
    {
        if (isWrong)
            return _since.GetOrAdd(code, time.GetUtcNow().UtcDateTime);
        _since.TryRemove(code, out _);
        return null;
    }

    /// <summary>What was found out a moment ago, or finds it out.</summary>
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
