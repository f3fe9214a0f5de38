using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Sends reminders of replies to data subjects that are due.</summary>
internal sealed class SubjectReminderJob(SubjectReminderService service) : IBackgroundJob
{
    public static string Name => "subject-reminders";

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken cancellationToken) => service.RemindAsync(cancellationToken);
}
