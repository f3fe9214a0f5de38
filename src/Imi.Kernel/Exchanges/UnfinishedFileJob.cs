using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Exchanges;

/// <summary>Removes files whose upload was not completed.</summary>
internal sealed class UnfinishedFileJob(AttachmentService service) : IBackgroundJob
{
    public static string Name => "unfinished-files";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemoveUnfinishedFilesAsync(cancellationToken);
}
