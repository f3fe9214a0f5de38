using System.Data.Common;

namespace Imi.Kernel.Foundation.Persistence.Conventions;

/// <summary>Decides whether a failed write transaction may be retried.</summary>
internal sealed class WriteProgress
{
    /// <summary>The delays before each retry.</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(800)];

    /// <summary>Whether the commit has started. If the connection is lost after that, it is unknown whether the transaction was committed.</summary>
    public bool IsDeciding { get; set; }

    /// <summary>Whether the transaction was certainly rolled back and for a transient reason.</summary>
    public bool MayRetry(Exception failure, IDatabaseProvider? provider)
    {
        for (var cause = failure; cause is not null && provider is not null; cause = cause.InnerException)
        {
            if (cause is DbException error && provider.TransienceOf(error) is var transience and not Transience.None)
                return transience == Transience.Conflict || !IsDeciding;
        }

        return false;
    }
}
