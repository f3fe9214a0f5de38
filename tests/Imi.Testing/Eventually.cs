using System.Diagnostics;

namespace Imi.Testing;

/// <summary>Waits for what happens by itself, no longer than needed.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until something is true.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="isTrue">Whether it is true.</param>
    /// <param name="otherwise">The message of the failure when the condition never becomes true.</param>
    public static async Task TrueAsync(TimeSpan patience, Func<Task<bool>> isTrue, Func<string> otherwise)
    {
        for (var waiting = Stopwatch.StartNew(); !await isTrue(); await Task.Delay(Pause))
        {
            if (waiting.Elapsed > patience)
                throw new TimeoutException(otherwise());
        }
    }
}
