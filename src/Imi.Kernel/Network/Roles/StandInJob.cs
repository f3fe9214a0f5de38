using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Network.Roles;

/// <summary>Removes the roles of stand-ins whose last day has passed.</summary>
internal sealed class StandInJob(StandInService service) : IBackgroundJob
{
    public static string Name => "stand-ins";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.LapseAsync(cancellationToken);
}
