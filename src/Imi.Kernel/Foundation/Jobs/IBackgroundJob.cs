namespace Imi.Kernel.Foundation.Jobs;

/// <summary>
/// Work that the host repeats in the background. A room brings a class whose name ends in <c>Job</c>; the host finds and schedules it.
/// It runs on one node at a time, in a scope of its own, works in small batches, and can safely be interrupted and run twice.
/// </summary>
public interface IBackgroundJob
{
    /// <summary>The unique name in the health report, metrics and log: lower-case words with hyphens, at most 64 characters.</summary>
    static abstract string Name { get; }

    /// <summary>The time between two runs. A setting of the host may override it.</summary>
    static abstract TimeSpan Interval { get; }

    /// <summary>Does what is due.</summary>
    /// <exception cref="JobProblemException">Some of the work was not done. The next run tries again.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}
