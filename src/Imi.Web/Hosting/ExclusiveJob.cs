using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Persistence;
using Quartz;

namespace Imi.Web.Hosting;

/// <summary>When a job runs.</summary>
/// <param name="Name">Its name, also that of its lock.</param>
/// <param name="Interval">How often.</param>
internal sealed record JobPlan(string Name, TimeSpan Interval)
{
    private static readonly TimeSpan AtStart = TimeSpan.FromMinutes(2);
    private bool _hasRun;

    /// <summary>How soon after a run that ended well on any node it need not run again. A node that has just started waits for less: the last run may be of before an upgrade.</summary>
    public TimeSpan TakeGap()
    {
        var usual = Interval / 2;
        var gap = _hasRun || usual < AtStart ? usual : AtStart;
        _hasRun = true;
        return gap;
    }
}

/// <summary>A job that did not do all that it should.</summary>
internal sealed class JobProblemException(string problem) : Exception(problem);

/// <summary>Runs a job on one node of all that share a database.</summary>
[DisallowConcurrentExecution]
internal sealed class ExclusiveJob<TJob>(TJob job, ExclusiveJobRunner runner) : IJob
    where TJob : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(runner.RunAsync(context.JobDetail.Key.Name, async stop => await job.Execute(context, stop), cancellationToken));
}

/// <summary>Takes a job's lock, notes how the job fares, and logs what goes wrong.</summary>
internal sealed class ExclusiveJobRunner(
    DatabaseLocks locks,
    IServiceScopeFactory scopes,
    DatabaseFaults faults,
    IEnumerable<JobPlan> plans,
    ILogger<ExclusiveJobRunner> log
)
{
    /// <summary>Runs a job, or does nothing where another node runs it or has just done so.</summary>
    public async Task RunAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var held = await locks.TryTakeAsync($"job-{name}", cancellationToken);
            if (held is null || !await NoteAsync(runs => runs.BeginAsync(name, plans.First(plan => plan.Name == name).TakeGap(), cancellationToken)))
                return;
            var problem = await ProblemAsync(name, work, cancellationToken);
            await NoteAsync(runs => runs.EndAsync(name, problem, CancellationToken.None));
        }
        catch (Exception away) when (faults.Of(away) is { } fault)
        {
            log.LogWarning("The job {Job} did not run, because of the database: {Fault}", name, fault);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The job {Job} did not run: {Problem}", name, away.Message);
        }
    }

    /// <summary>What is noted is no part of what the job does: it has a unit of work of its own.</summary>
    private async Task<bool> NoteAsync(Func<JobRunService, Task<bool>> note)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await note(scope.ServiceProvider.GetRequiredService<JobRunService>());
    }

    /// <returns>What went wrong, without personal data; null where nothing did.</returns>
    private async Task<string?> ProblemAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
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
                log.LogWarning("The job {Job} stopped, because of the database: {Fault}", name, fault);
                return $"database-{fault.ToString().ToLowerInvariant()}";
            }

            log.LogError(failure, "The job {Job} failed", name);
            return failure.GetType().Name;
        }
    }
}
