using System.Globalization;
using Imi.Hosting;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Vault;

namespace Imi.Web.Hosting;

/// <summary>Finds problems that exist although the process runs and the database responds.</summary>
internal sealed class HealthProblemQuery(
    OpenModulesQuery openModules,
    ImiComposition composition,
    KeyRingService keys,
    OutboxQueueService outbox,
    JobRunService runs,
    IEnumerable<JobPlan> plans,
    HealthMemory memory,
    TimeProvider time
)
{
    /// <summary>The code of a job that neither this node nor another one begins.</summary>
    public const string JobNotRunning = "job-not-running";

    private const string MailBlocked = "mail-blocked";
    private const long LittleRoom = 500L * 1024 * 1024;
    private static readonly TimeSpan KeysKnown = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ModulesKnown = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(15);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Checks that the data folder is writable and has free space.</summary>
    public IReadOnlyList<HealthProblem> OfDataFolder()
    {
        var folder = composition.Database.DataDirectory;
        var found = new List<HealthProblem>();
        if (memory.Since("data-folder-read-only", !CanWrite(folder)) is { } since)
            found.Add(new HealthProblem("data-folder-read-only", since, StopsService: true));
        var room = RoomIn(folder);
        if (memory.Since("disk-nearly-full", room < LittleRoom) is { } full)
            found.Add(new HealthProblem("disk-nearly-full", full, (room / 1024 / 1024).ToString(CultureInfo.InvariantCulture)));
        return found;
    }

    /// <summary>Checks the database: missing keys and modules, late jobs and undeliverable e-mails.</summary>
    public async Task<IReadOnlyList<HealthProblem>> OfDatabaseAsync(CancellationToken cancellationToken)
    {
        var found = new List<HealthProblem>();
        var lost = await memory.KnownAsync("keys", KeysKnown, async stop => (await keys.ReadAsync(stop)).Lost, cancellationToken);
        if (memory.Since("key-missing", lost > 0) is { } since)
            found.Add(new HealthProblem("key-missing", since, lost.ToString(CultureInfo.InvariantCulture)));
        var gone = await memory.KnownAsync("modules", ModulesKnown, GoneModulesAsync, cancellationToken);
        if (memory.Since("module-gone", gone.Count > 0) is { } without)
            found.Add(new HealthProblem("module-gone", without, string.Join(", ", gone)));
        found.AddRange(await OfJobsAsync(cancellationToken));
        var mails = await outbox.CountAsync(cancellationToken);
        if (mails.Since is { } undeliverable)
            found.Add(new HealthProblem("mail-undeliverable", undeliverable, mails.Undeliverable.ToString(CultureInfo.InvariantCulture)));
        if (
            mails.DueSince is { } due
            && !found.Exists(problem => problem.Code == MailBlocked)
            && IsLate(Last(due), plans.First(plan => plan.Name == MailJob.Name))
        )
            found.Add(new HealthProblem("mail-late", due, mails.Waiting.ToString(CultureInfo.InvariantCulture)));
        return found;
    }

    private async Task<IReadOnlyList<HealthProblem>> OfJobsAsync(CancellationToken cancellationToken)
    {
        var known = (await runs.ListAsync(cancellationToken)).ToDictionary(run => run.Name, StringComparer.Ordinal);
        var found = new List<HealthProblem>();
        foreach (var plan in plans)
        {
            var run = known.GetValueOrDefault(plan.Name);
            if (IsNotRunning(plan, run))
                found.Add(new HealthProblem(JobNotRunning, run?.StartedAt ?? memory.StartedAt, plan.Name, StopsService: true));
            else if (plan.Name == MailJob.Name && run?.FailingSince is { } blocked)
                found.Add(new HealthProblem(MailBlocked, blocked, run.Message));
            else if (run?.FailingSince + LateAfter < Now || IsLate(Last(run?.SucceededAt), plan))
                found.Add(new HealthProblem("job-late", run?.FailingSince ?? run?.SucceededAt ?? memory.StartedAt, plan.Name));
        }

        return found;
    }

    /// <summary>
    /// Whether neither this node nor another one has begun a job lately. A job that runs for long, that another node has locked, or that fails does not
    /// count: these problems concern all nodes alike, and no other node would serve better.
    /// </summary>
    private bool IsNotRunning(JobPlan plan, JobRun? run) => !plan.IsRunning && IsLate(Last(plan.TriedAt), plan) && IsLate(Last(run?.StartedAt), plan);

    /// <summary>After a start, every job gets its full time before it counts as late.</summary>
    private DateTime Last(DateTime? at) => at is { } known && known > memory.StartedAt ? known : memory.StartedAt;

    private bool IsLate(DateTime last, JobPlan plan) => last + (3 * plan.Interval) + LateAfter < Now;

    /// <summary>Finds the modules of open exchanges that are not loaded.</summary>
    private Task<IReadOnlyList<string>> GoneModulesAsync(CancellationToken cancellationToken) =>
        openModules.MissingAsync([.. composition.Catalogue.Modules.Select(module => module.Name)], cancellationToken);

    private static bool CanWrite(string folder)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".health-{Path.GetRandomFileName()}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
            probe.WriteByte(0);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long RoomIn(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }
}
