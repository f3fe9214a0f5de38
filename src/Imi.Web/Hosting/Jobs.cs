using Imi.Hosting;
using Imi.Kernel.Audit;
using Imi.Kernel.Deadlines;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Kernel.Notices;
using Imi.Kernel.Registry;
using Imi.Kernel.People;
using Imi.Kernel.Retention;
using Imi.Kernel.Texts;
using Imi.Web.Pages.Shared;
using Quartz;

namespace Imi.Web.Hosting;

/// <summary>Work in the background. Each job takes small batches and may run twice without harm.</summary>
internal static class Jobs
{
    /// <summary>People come first: after a start the jobs follow one by one, this far apart.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MailInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TidyInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ReplyTimeInterval = TimeSpan.FromHours(12);
    private static readonly TimeSpan DeadlineInterval = TimeSpan.FromMinutes(10);

    /// <summary>Registers the jobs and the scheduler that runs them.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The settings of the web host.</param>
    public static IServiceCollection AddImiJobs(this IServiceCollection services, WebSettings settings)
    {
        services.AddHostedService<SigningAtStop>();
        services.AddScoped<AccountMails>();
        services.AddScoped<InvitationMails>();
        services.AddQuartz(quartz =>
        {
            Add<MailJob>(quartz, "mail", Settling, MailInterval);
            Add<DeadlineJob>(quartz, "deadlines", 2 * Settling, DeadlineInterval);
            Add<RetentionJob>(quartz, "retention", 3 * Settling, RetentionInterval);
            Add<SigningJob>(quartz, "signing", 4 * Settling, settings.SigningInterval);
            Add<ReplyTimeJob>(quartz, "reply-times", 6 * Settling, ReplyTimeInterval);
            Add<TidyJob>(quartz, "tidy", 5 * Settling, TidyInterval);
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Add<TJob>(IQuartzBuilder quartz, string name, TimeSpan after, TimeSpan interval)
        where TJob : IJob
    {
        var key = new JobKey(name);
        quartz.AddJob<TJob>(job => job.WithIdentity(key));
        quartz.AddTrigger(trigger => trigger.ForJob(key).StartAt(TimeProvider.System.GetUtcNow() + after).WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));
    }
}

/// <summary>
/// Removes what began to arrive and never was complete, uploads that broke off, and what is over: e-mails about accounts, sessions,
/// invitations, stand-ins' roles, tables that nobody imported. Reminds of the yearly review.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class TidyJob(
    AttachmentService attachments, AccountMailDesk accountMails, SessionDesk sessions, JoinDesk invitations, StandInDesk standIns, ReviewDesk reviews, ImportUploadDesk imports,
    ImiComposition composition, TimeProvider time, ILogger<TidyJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await TryAsync("unfinished files", attachments.RemoveUnfinishedFilesAsync);
        await TryAsync("e-mails about accounts", accountMails.RemoveOldAsync);
        await TryAsync("sessions", sessions.RemoveOldAsync);
        await TryAsync("invitations", invitations.RemoveEndedAsync);
        await TryAsync("stand-ins", standIns.LapseAsync);
        await TryAsync("yearly reviews", reviews.RemindAsync);
        await TryAsync("tables to import", imports.RemoveOldAsync);
        await TryAsync("the backup before an upgrade", _ => Task.Run(() => UpgradeBackup.RemoveOld(composition.Database, time.GetUtcNow()), cancellationToken));

        // What fails must not keep the others from their turn: it is logged, and tried again with the next round.
        async Task TryAsync(string what, Func<CancellationToken, Task> tidy)
        {
            try
            {
                await tidy(cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Tidying up {What} failed", what);
            }
        }
    }
}

/// <summary>Does what definitions say shall follow a state's last day, looks for exchanges in which nobody can act, and reminds of the answers that are due to data subjects.</summary>
[DisallowConcurrentExecution]
internal sealed class DeadlineJob(DeadlineDesk deadlines, AttentionService attention, ReminderDesk reminders) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await deadlines.EndPeriodsAsync(cancellationToken);
        await attention.RunAsync(cancellationToken);
        await reminders.RemindAsync(cancellationToken);
    }
}

/// <summary>Works out how soon authorities usually answer.</summary>
[DisallowConcurrentExecution]
internal sealed class ReplyTimeJob(ReplyTimeDesk replies) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await replies.ComputeAsync(cancellationToken);
}

/// <summary>Hides personal data and deletes content whose day has come.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(RetentionEngine retention, ILogger<RetentionJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var report = await retention.RunAsync(new RetentionOrder(), null, cancellationToken);
        if (report.Failure is { } failure)
            log.LogError("Retention left something undone: {Failure} {Stopped}", failure, report.Stopped);
    }
}

/// <summary>Signs every few minutes where the journal ends.</summary>
[DisallowConcurrentExecution]
internal sealed class SigningJob(JournalDesk journal, ILogger<SigningJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await journal.SignAsync(isRestored: false, cancellationToken);
            if (verdict.Break is { } broken)
                log.LogCritical("The journal is broken at entry {Sequence} ({Kind}) and was not signed", broken.Sequence, broken.Kind);
        }
        catch (Exception problem) when (problem is Kernel.Persistence.ConfigurationProblem or IOException or UnauthorizedAccessException)
        {
            log.LogCritical("The journal could not be signed: {Problem}", problem.Message);
        }
    }
}

/// <summary>Signs where the journal ends when the host stops: after the last request and the last job.</summary>
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
            await scope.ServiceProvider.GetRequiredService<JournalDesk>().SignAsync(isRestored: false, cancellationToken);
        }
        catch (Exception failure) when (failure is Kernel.Persistence.ConfigurationProblem or IOException or UnauthorizedAccessException or OperationCanceledException || Kernel.Persistence.DatabaseFaults.IsOne(failure))
        {
            log.LogError("The journal could not be signed at the stop: {Problem}", failure.Message);
        }
    }
}

/// <summary>Sends the e-mails about accounts and invitations, then those that tell people of notices: number and what happened, never content of the case.</summary>
[DisallowConcurrentExecution]
internal sealed class MailJob(AccountMails accounts, InvitationMails invitations, NoticeDesk notices, IMailSender sender, PlatformTexts texts, ModuleCatalogue catalogue, WebSettings settings) : IJob
{
    private const int Batch = 50;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (!await accounts.SendAsync(Batch, cancellationToken))
            return;
        await catalogue.RefreshAsync(cancellationToken); // For a node that serves nobody just now.
        if (!await invitations.SendAsync(Batch, cancellationToken))
            return;
        foreach (var pending in await notices.PendingMailsAsync(Batch, cancellationToken))
        {
            var isSent = true;
            try
            {
                await sender.SendAsync(Compose(pending), cancellationToken);
            }
            catch (MailNotTakenNowException)
            {
                // The others would fare the same: all stay for the next round.
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                isSent = false;
            }

            await notices.NoteMailAsync(pending.NoticeId, isSent, cancellationToken);
        }
    }

    private Mail Compose(PendingMail pending)
    {
        var module = catalogue.Find(pending.Module);
        var done = module?.Texts.Find($"procedures.{pending.Procedure}.actions.{pending.Action}.done", pending.Language)
            ?? texts.Get($"kernel-actions.{pending.Action}.done", pending.Language);
        var procedure = module?.Texts.Find($"procedures.{pending.Procedure}.name", pending.Language)
            ?? (pending.SubjectRequestId is null ? pending.Procedure : texts.Get("subjects.one", pending.Language));
        var next = pending.Task switch
        {
            null => null,
            "" => module?.Texts.Find($"procedures.{pending.Procedure}.states.{pending.State}.next", pending.Language),
            TaskDefinition.DateProposal => texts.Get("turns.date-proposal", pending.Language),
            TaskDefinition.Examination => module?.Texts.Find($"procedures.{pending.Procedure}.examination", pending.Language),
            var task => module?.Texts.Find($"procedures.{pending.Procedure}.tasks.{task}", pending.Language),
        };
        return new Mail(
            pending.Name, pending.Email,
            texts.Get(pending.NeedsAction ? "mail.subject.action" : "mail.subject.information", pending.Language, ("number", pending.Number), ("done", done)),
            texts.Get("mail.text", pending.Language,
                ("name", pending.Name), ("procedure", procedure), ("number", pending.Number), ("done", pending.Joined == 0 ? done : $"{done} {texts.Get("turns.mail-more", pending.Language, ("count", pending.Joined))}"),
                ("next", next is null ? "" : texts.Get("mail.next", pending.Language, ("next", next))), ("address", $"{settings.PublicAddress}{NoticeAddress.Of(pending.ExchangeId, pending.SubjectRequestId, pending.Action)}")),
            pending.Language,
            pending.NoticeId.ToString("N"));
    }
}
