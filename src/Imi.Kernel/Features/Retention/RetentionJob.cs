using Imi.Kernel.Foundation.Jobs;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Features.Retention;

/// <summary>Blocks personal data and deletes content that have reached their date.</summary>
internal sealed class RetentionJob(RetentionSweepService service, ILogger<RetentionJob> log) : IBackgroundJob
{
    public static string Name => "retention";

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var report = await service.RunAsync(new RetentionOrder(), null, cancellationToken);
        if (report.Failure is { } failure)
        {
            log.LogError("Retention did not complete: {Failure} {Stopped}", failure, report.Stopped);
            throw new JobProblemException(failure);
        }
    }
}
