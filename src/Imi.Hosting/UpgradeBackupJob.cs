using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Hosting;

/// <summary>Removes the old backup made before an upgrade.</summary>
internal sealed class UpgradeBackupJob(DatabaseSettings settings, TimeProvider time) : IBackgroundJob
{
    public static string Name => "upgrade-backup";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => Task.Run(() => UpgradeBackup.RemoveOld(settings, time.GetUtcNow()), cancellationToken);
}
