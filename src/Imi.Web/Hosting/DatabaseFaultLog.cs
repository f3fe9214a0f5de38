using System.Collections.Concurrent;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Web.Hosting;

/// <summary>Logs database faults at most once a minute and kind, without a stack trace: during an outage every request fails in the same way.</summary>
internal sealed class DatabaseFaultLog(DatabaseFaults faults, TimeProvider time, ILogger<DatabaseFaultLog> log)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<DatabaseFault, (DateTimeOffset At, int Silent)> _logged = new();

    /// <summary>Logs a database fault, unless the same kind was logged within the last minute.</summary>
    /// <returns>Whether the exception is a database fault, so that nobody else needs to log it.</returns>
    public bool Takes(Exception failure)
    {
        if (faults.Of(failure) is not { } fault || fault == DatabaseFault.Duplicate)
            return false;
        var now = time.GetUtcNow();
        var silent = 0;
        var isLogged = false;
        _logged.AddOrUpdate(fault, _ => Record(0), (_, last) => now - last.At >= Every ? Record(last.Silent) : Skip(last));
        if (isLogged)
            log.LogError("The database cannot be used: {Fault}. {Silent} more requests failed because of it before", fault, silent);
        return true;

        (DateTimeOffset At, int Silent) Record(int before)
        {
            (isLogged, silent) = (true, before);
            return (now, 0);
        }

        (DateTimeOffset At, int Silent) Skip((DateTimeOffset At, int Silent) last)
        {
            isLogged = false;
            return (last.At, last.Silent + 1);
        }
    }
}
