using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Features.Deadlines;

/// <summary>Takes the actions that follow the end of a state's period.</summary>
internal sealed class DeadlineJob(DeadlineService service) : IBackgroundJob
{
    public static string Name => "deadlines";

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken cancellationToken) => service.EndPeriodsAsync(cancellationToken);
}
