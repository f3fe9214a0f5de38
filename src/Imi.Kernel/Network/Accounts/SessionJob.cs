using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Removes expired sessions, saved input of forms and counters of failed sign-ins.</summary>
internal sealed class SessionJob(SessionService service) : IBackgroundJob
{
    public static string Name => "expired-sessions";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemoveOldAsync(cancellationToken);
}
