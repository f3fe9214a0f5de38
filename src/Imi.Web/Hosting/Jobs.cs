using Imi.Hosting;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Registration;
using Imi.Kernel.Network.Roles;
using Quartz;

namespace Imi.Web.Hosting;

/// <summary>Registers the background jobs. Each runs on one node at a time, works in small batches and can safely run twice.</summary>
internal static class Jobs
{
    /// <summary>The name of the job that sends e-mails.</summary>
    public const string Mail = "mail";

    /// <summary>The delay between the first runs of the jobs, so that they do not slow down requests after a start.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TidyInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ReplyTimeInterval = TimeSpan.FromHours(12);
    private static readonly TimeSpan DeadlineInterval = TimeSpan.FromMinutes(10);

    /// <summary>Registers the jobs and the scheduler that runs them.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="settings">The settings of the web host.</param>
    public static IServiceCollection AddImiJobs(this IServiceCollection services, WebSettings settings)
    {
        services.AddHostedService<SigningAtStop>();
        services.AddScoped<IMailComposer, NoticeMailComposer>();
        services.AddScoped<IMailComposer, AccountMails>();
        services.AddScoped<IMailComposer, InvitationMails>();
        services.AddScoped<ExclusiveJobRunner>();
        services.AddQuartz(quartz =>
        {
            Add<MailJob>(services, quartz, Mail, Settling, settings.MailInterval);
            Add<DeadlineJob>(services, quartz, "deadlines", 2 * Settling, DeadlineInterval);
            Add<RetentionJob>(services, quartz, "retention", 3 * Settling, RetentionInterval);
            Add<SigningJob>(services, quartz, "signing", 4 * Settling, settings.SigningInterval);
            Add<ReplyTimeJob>(services, quartz, "reply-times", 6 * Settling, ReplyTimeInterval);
            Add<TidyJob>(services, quartz, "tidy", 5 * Settling, TidyInterval);
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Add<TJob>(IServiceCollection services, IQuartzBuilder quartz, string name, TimeSpan after, TimeSpan interval)
        where TJob : class, IJob
    {
        services.AddSingleton(new JobPlan(name, interval));
        services.AddScoped<TJob>();
        var key = new JobKey(name);
        quartz.AddJob<ExclusiveJob<TJob>>(job => job.WithIdentity(key));
        quartz.AddTrigger(trigger =>
            trigger
                .ForJob(key)
                .StartAt(TimeProvider.System.GetUtcNow() + after)
                .WithSimpleSchedule(schedule =>
                    schedule.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)
                )
        );
    }
}

/// <summary>
/// Removes unfinished files and uploads, and expired e-mails, sessions, invitations, stand-ins' roles and import tables. Sends reminders of the yearly review.
/// </summary>
internal sealed class TidyJob(
    AttachmentService attachments,
    AccountMailQuery accountMails,
    OutboxQueueService outbox,
    SessionService sessions,
    SelfRegistrationService invitations,
    StandInService standIns,
    RoleReviewService reviews,
    ImportUploadService imports,
    ImiComposition composition,
    TimeProvider time,
    ILogger<TidyJob> log
) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        string? failed = null;
        await TryAsync("unfinished files", attachments.RemoveUnfinishedFilesAsync);
        await TryAsync("e-mails about accounts", accountMails.RemoveOldAsync);
        await TryAsync("e-mails that were sent", outbox.RemoveOldAsync);
        await TryAsync("sessions", sessions.RemoveOldAsync);
        await TryAsync("invitations", invitations.RemoveEndedAsync);
        await TryAsync("stand-ins", standIns.LapseAsync);
        await TryAsync("yearly reviews", reviews.RemindAsync);
        await TryAsync("tables to import", imports.RemoveOldAsync);
        await TryAsync("the backup before an upgrade", _ => Task.Run(() => UpgradeBackup.RemoveOld(composition.Database, time.GetUtcNow()), cancellationToken));
        if (failed is not null)
            throw new JobProblemException(failed);

        // One failure must not stop the other tasks: it is logged, and the next run tries again.
        async Task TryAsync(string what, Func<CancellationToken, Task> tidy)
        {
            try
            {
                await tidy(cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Cleaning up {What} failed", what);
                failed ??= what;
            }
        }
    }
}

/// <summary>
/// Takes the actions that follow the end of a state's period, finds exchanges in which nobody can act, and sends reminders of due replies to data subjects.
/// </summary>
internal sealed class DeadlineJob(DeadlineService deadlines, AttentionService attention, SubjectReminderService reminders) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await deadlines.EndPeriodsAsync(cancellationToken);
        await attention.RunAsync(cancellationToken);
        await reminders.RemindAsync(cancellationToken);
    }
}

/// <summary>Computes the usual reply times of authorities.</summary>
internal sealed class ReplyTimeJob(ReplyTimeService replies) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await replies.ComputeAsync(cancellationToken);
}

/// <summary>Blocks personal data and deletes content that have reached their date.</summary>
internal sealed class RetentionJob(RetentionSweepService retention, ILogger<RetentionJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var report = await retention.RunAsync(new RetentionOrder(), null, cancellationToken);
        if (report.Failure is { } failure)
        {
            log.LogError("Retention did not complete: {Failure} {Stopped}", failure, report.Stopped);
            throw new JobProblemException(failure);
        }
    }
}

/// <summary>Signs the end of the journal periodically.</summary>
internal sealed class SigningJob(JournalService journal, ILogger<SigningJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await journal.SignAsync(isRestored: false, cancellationToken);
            if (verdict.Break is { } broken)
            {
                log.LogCritical("The journal is broken at entry {Sequence} ({Kind}) and was not signed", broken.Sequence, broken.Kind);
                throw new JobProblemException("journal-broken");
            }
        }
        catch (Exception problem) when (problem is Imi.Kernel.Foundation.Persistence.ConfigurationProblem or IOException or UnauthorizedAccessException)
        {
            log.LogCritical("The journal could not be signed: {Problem}", problem.Message);
            throw new JobProblemException("journal-unsigned");
        }
    }
}

/// <summary>Signs the end of the journal when the host stops, after the last request and job.</summary>
internal sealed class SigningAtStop(IServiceScopeFactory scopes, ILogger<SigningAtStop> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<JournalService>().SignAsync(isRestored: false, cancellationToken);
        }
        catch (Exception failure)
            when (failure is Imi.Kernel.Foundation.Persistence.ConfigurationProblem or IOException or UnauthorizedAccessException or OperationCanceledException
                || Imi.Kernel.Foundation.Persistence.DatabaseFaults.IsOne(failure)
            )
        {
            log.LogError("The journal could not be signed on shutdown: {Problem}", failure.Message);
        }
    }
}

/// <summary>Sends the e-mails in the outbox.</summary>
internal sealed class MailJob(OutboxService outbox) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if ((await outbox.SendAsync(cancellationToken)).Blocked is { } fault)
            throw new JobProblemException(fault.ToString());
    }
}
