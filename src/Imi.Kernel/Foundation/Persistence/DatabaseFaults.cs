using System.Data.Common;
using System.Net.Sockets;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Finds the database fault behind an exception, so that a host can report it instead of a stack trace.</summary>
public sealed class DatabaseFaults(IDatabaseProvider provider)
{
    /// <summary>Whether an exception, or one that it wraps, comes from the database driver.</summary>
    public static bool IsOne(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException)
                return true;
        }

        return false;
    }

    /// <summary>The fault of the database; null if the exception has another cause or the fault is not recognised.</summary>
    public DatabaseFault? Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is not DbException error)
                continue;
            if (provider.FaultOf(error) is { } fault)
                return fault;

            // Drivers wrap network errors.
            switch (error.InnerException)
            {
                case TimeoutException:
                    return DatabaseFault.Busy;
                case SocketException or IOException:
                    return DatabaseFault.Unreachable;
            }
        }

        return null;
    }
}
