using System.Data.Common;

namespace Imi.Kernel.Foundation.Persistence.Conventions;

/// <summary>The one policy for repeating a write transaction.</summary>
internal sealed class WriteProgress
{
    /// <summary>How long to wait before each repetition.</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(800)];

    /// <summary>Whether the commit has begun: if the connection is lost then, nobody knows whether it was done.</summary>
    public bool IsDeciding { get; set; }

    /// <summary>Whether what failed was certainly rolled back, and for a reason that passes.</summary>
    public bool MayRepeat(Exception failure, IDatabaseProvider? provider)
    {
        for (var cause = failure; cause is not null && provider is not null; cause = cause.InnerException)
        {
            if (cause is DbException error && provider.TransienceOf(error) is var transience and not Transience.None)
                return transience == Transience.Conflict || !IsDeciding;
        }

        return false;
    }
}
