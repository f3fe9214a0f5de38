using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Jobs;

/// <summary>Records the status of the background jobs.</summary>
public sealed class JobRunService(ImiDbContext database, TimeProvider time)
{
    /// <summary>Records the start of a job, unless a recent run, on any node, has done its work already.</summary>
    /// <param name="name">The name of the job.</param>
    /// <param name="gap">How long after its last success the job need not run again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the job should run.</returns>
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

    /// <summary>Records the result of a job.</summary>
    /// <param name="name">The name of the job.</param>
    /// <param name="problem">The failure, without personal data; null if the job succeeded.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
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

    /// <summary>Asks the database for permission to write, and writes nothing.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="System.Data.Common.DbException">
    /// The database is unreachable, locked or read-only. Some providers wrap the exception: <see cref="DatabaseFaults"/> recognises it.
    /// </exception>
    public async Task ProbeWritingAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            database.Database.SetCommandTimeout(patience);

            // No write transaction: it would repeat the attempt, and the probe must tell at once whether the database takes writes.
            await database
                .Set<JobRun>()
                .Where(run => run.Name == "")
                .ExecuteUpdateAsync(change => change.SetProperty(run => run.Runs, run => run.Runs), cancellationToken);
        }
        finally
        {
            database.Database.SetCommandTimeout(null);
        }
    }

    /// <summary>Lists the jobs that have started at least once, by name.</summary>
    public async Task<IReadOnlyList<JobRun>> ListAsync(CancellationToken cancellationToken) =>
        await database.Set<JobRun>().AsNoTracking().OrderBy(run => run.Name).ToListAsync(cancellationToken);

    private async Task<JobRun> FindAsync(string name, CancellationToken cancellationToken) =>
        await database.Set<JobRun>().FirstOrDefaultAsync(run => run.Name == name, cancellationToken) ?? database.Set<JobRun>().Add(new JobRun(name)).Entity;
}
