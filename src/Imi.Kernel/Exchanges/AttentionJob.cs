using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Exchanges;

/// <summary>Finds exchanges in which nobody can act.</summary>
internal sealed class AttentionJob(AttentionService service) : IBackgroundJob
{
    public static string Name => "attention";

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken cancellationToken) => service.RunAsync(cancellationToken);
}
