using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Network.Registration;

/// <summary>Removes invitations that have ended.</summary>
internal sealed class InvitationJob(SelfRegistrationService service) : IBackgroundJob
{
    public static string Name => "ended-invitations";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemoveEndedAsync(cancellationToken);
}
