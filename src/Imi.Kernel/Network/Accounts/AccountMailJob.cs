using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Removes old e-mails about accounts.</summary>
internal sealed class AccountMailJob(AccountMailQuery service) : IBackgroundJob
{
    public static string Name => "old-account-mails";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemoveOldAsync(cancellationToken);
}
