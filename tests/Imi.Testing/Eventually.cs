using System.Diagnostics;

namespace Imi.Testing;

/// <summary>Waits for asynchronous effects, no longer than needed.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="patience">The maximum time to wait.</param>
    /// <param name="isTrue">The condition.</param>
    /// <param name="otherwise">The failure message if the condition does not become true in time.</param>
    public static async Task TrueAsync(TimeSpan patience, Func<Task<bool>> isTrue, Func<string> otherwise)
    {
        for (var waiting = Stopwatch.StartNew(); !await isTrue(); await Task.Delay(Pause))
        {
            if (waiting.Elapsed > patience)
                throw new TimeoutException(otherwise());
        }
    }
}
