namespace Imi.Kernel.Foundation.Erasure;

/// <summary>
/// Something else that a day brings to an end, done with each retention sweep. Runs in transactions of its own; running it twice does no harm.
/// </summary>
public interface IRetentionStep
{
    /// <summary>Does what is due on a day.</summary>
    Task RunAsync(DateOnly day, CancellationToken cancellationToken);
}
