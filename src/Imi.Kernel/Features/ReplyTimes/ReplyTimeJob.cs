using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Features.ReplyTimes;

/// <summary>Computes the usual reply times of authorities.</summary>
internal sealed class ReplyTimeJob(ReplyTimeService service) : IBackgroundJob
{
    public static string Name => "reply-times";

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(12);

    public Task RunAsync(CancellationToken cancellationToken) => service.ComputeAsync(cancellationToken);
}
