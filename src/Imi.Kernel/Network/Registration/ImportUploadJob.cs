using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Network.Registration;

/// <summary>Removes uploaded import tables that were not used.</summary>
internal sealed class ImportUploadJob(ImportUploadService service) : IBackgroundJob
{
    public static string Name => "old-imports";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemoveOldAsync(cancellationToken);
}
