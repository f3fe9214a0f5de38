using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Telemetry;
using Quartz;

namespace Imi.Web.Hosting;

/// <summary>The schedule of a job.</summary>
/// <param name="Name">The name of the job and of its lock.</param>
/// <param name="Interval">The time between two runs.</param>
/// <param name="JobType">The class that the scheduler runs.</param>
internal sealed record JobPlan(string Name, TimeSpan Interval, Type JobType)
{
    private static readonly TimeSpan AtStart = TimeSpan.FromMinutes(2);
    private readonly Lock _gate = new();
    private bool _hasRun;
    private bool _isRunning;
    private DateTime? _triedAt;

    /// <summary>Whether this node runs it now, or tries to.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_gate)
                return _isRunning;
        }
    }

    /// <summary>When this node last ran it or found that another one did, UTC; null where it has not since its start.</summary>
    public DateTime? TriedAt
    {
        get
        {
            lock (_gate)
                return _triedAt;
        }
    }

    /// <summary>Notes that this node begins to run it, or has ended.</summary>
    public void Note(bool isRunning, DateTime now)
    {
        lock (_gate)
            (_isRunning, _triedAt) = (isRunning, now);
    }

    /// <summary>
    /// Returns how long after a successful run on any node the job can be skipped. The first run of a node uses a shorter time, because the last run may date
    /// from before an upgrade.
    /// </summary>
    public TimeSpan TakeGap()
    {
        var usual = Interval / 2;
        var gap = _hasRun || usual < AtStart ? usual : AtStart;
        _hasRun = true;
        return gap;
    }
}

/// <summary>Runs a job on one node at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class ExclusiveJob<TJob>(TJob job, ExclusiveJobRunner runner) : IJob
    where TJob : IBackgroundJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(runner.RunAsync(TJob.Name, job.RunAsync, cancellationToken));
}

/// <summary>Acquires the job's lock, records the run and logs failures.</summary>
internal sealed class ExclusiveJobRunner(
    DatabaseLocks locks,
    IServiceScopeFactory scopes,
    DatabaseFaults faults,
    IEnumerable<JobPlan> plans,
    TimeProvider time,
    ILogger<ExclusiveJobRunner> log
)
{
    /// <summary>Runs a job, unless another node is running it or has just run it.</summary>
    public async Task RunAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var plan = plans.First(plan => plan.Name == name);
        plan.Note(isRunning: true, time.GetUtcNow().UtcDateTime);
        try
        {
            await using var held = await locks.TryTakeAsync($"job-{name}", cancellationToken);
            if (held is null || !await NoteAsync(runs => runs.BeginAsync(name, plan.TakeGap(), cancellationToken)))
                return;
            var problem = await ProblemAsync(name, work, cancellationToken);
            await NoteAsync(runs => runs.EndAsync(name, problem, CancellationToken.None));
        }
        catch (Exception away) when (faults.Of(away) is { } fault)
        {
            log.LogWarning("The job {Job} did not run because of a database fault: {Fault}", name, fault);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The job {Job} did not run: {Problem}", name, away.Message);
        }
        finally
        {
            plan.Note(isRunning: false, time.GetUtcNow().UtcDateTime);
        }
    }

    /// <summary>Records the run in a unit of work of its own, separate from the job's.</summary>
    private async Task<bool> NoteAsync(Func<JobRunService, Task<bool>> note)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await note(scope.ServiceProvider.GetRequiredService<JobRunService>());
    }

    /// <returns>The problem, without personal data; null if the job succeeded.</returns>
    private async Task<string?> ProblemAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var measurement = new JobMeasurement(name);
        try
        {
            await work(cancellationToken);
            measurement.Done();
            return null;
        }
        catch (JobProblemException problem)
        {
            return problem.Message; // The job has logged it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (faults.Of(failure) is { } fault)
            {
                log.LogWarning("The job {Job} stopped because of a database fault: {Fault}", name, fault);
                return $"database-{fault.ToString().ToLowerInvariant()}";
            }

            log.LogError(failure, "The job {Job} failed", name);
            return failure.GetType().Name;
        }
    }
}
