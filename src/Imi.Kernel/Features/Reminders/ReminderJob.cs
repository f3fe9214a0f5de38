using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Features.Reminders;

/// <summary>Sends the reminders that are due.</summary>
internal sealed class ReminderJob(ReminderService service) : IBackgroundJob
{
    public static string Name => "reminders";

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemindAsync(cancellationToken);
}
