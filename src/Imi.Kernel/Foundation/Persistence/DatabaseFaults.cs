using System.Data.Common;
using System.Net.Sockets;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Recognises what is wrong with the database behind an exception, so that a host can say it instead of a stack trace.</summary>
public sealed class DatabaseFaults(IDatabaseProvider provider)
{
    /// <summary>Whether an exception comes from the database: some providers wrap what their driver throws.</summary>
    public static bool IsOne(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException)
                return true;
        }

        return false;
    }

    /// <summary>What is wrong with the database; null where the exception comes from something else.</summary>
    public DatabaseFault? Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is not DbException error)
                continue;
            if (provider.FaultOf(error) is { } fault)
                return fault;

            // Drivers wrap what the network said.
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
