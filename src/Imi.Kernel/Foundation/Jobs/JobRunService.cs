using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Jobs;

/// <summary>Keeps how the background jobs fare.</summary>
public sealed class JobRunService(ImiDbContext database, TimeProvider time)
{
    /// <summary>Notes that a job begins, unless a run that began a moment ago on another node did its work already.</summary>
    /// <param name="name">The job.</param>
    /// <param name="gap">How soon after the last run that ended well it need not run again.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it is to run.</returns>
    public Task<bool> BeginAsync(string name, TimeSpan gap, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                var run = await FindAsync(name, stop);
                if (run.SucceededAt is { } done && done >= run.StartedAt && now - done < gap)
                    return false;
                run.Begin(now);
                return true;
            },
            cancellationToken
        );

    /// <summary>Notes how a job ended.</summary>
    /// <param name="name">The job.</param>
    /// <param name="problem">What went wrong, without personal data; null where it ended well.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Always true.</returns>
    public Task<bool> EndAsync(string name, string? problem, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                var run = await FindAsync(name, stop);
                if (problem is null)
                    run.Succeed(now);
                else
                    run.Fail(now, problem);
                return true;
            },
            cancellationToken
        );

    /// <summary>How the jobs fare that have run at least once.</summary>
    public async Task<IReadOnlyList<JobRun>> ListAsync(CancellationToken cancellationToken) =>
        await database.Set<JobRun>().AsNoTracking().OrderBy(run => run.Name).ToListAsync(cancellationToken);

    private async Task<JobRun> FindAsync(string name, CancellationToken cancellationToken) =>
        await database.Set<JobRun>().FirstOrDefaultAsync(run => run.Name == name, cancellationToken) ?? database.Set<JobRun>().Add(new JobRun(name)).Entity;
}
