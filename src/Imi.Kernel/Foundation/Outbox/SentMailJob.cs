using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Removes e-mails that were sent long ago.</summary>
internal sealed class SentMailJob(OutboxQueueService service) : IBackgroundJob
{
    public static string Name => "sent-mails";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemoveOldAsync(cancellationToken);
}
