using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Network.Roles;

/// <summary>Sends reminders of the yearly review of roles.</summary>
internal sealed class RoleReviewJob(RoleReviewService service) : IBackgroundJob
{
    public static string Name => "role-reviews";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemindAsync(cancellationToken);
}
