using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A write that the database rolls back for a transient reason is retried.</summary>
public sealed class WriteRepetitionTests(PostgreSqlPlatform platform) : IClassFixture<PostgreSqlPlatform>
{
    [SkippableFact]
    public async Task Deadlocked_writes_both_succeed()
    {
        var story = await platform.BeginAsync();
        await story.DatabaseAsync(database =>
            database.Database.ExecuteSqlRawAsync(
                """INSERT INTO "JobRuns" ("Name", "StartedAt", "Message", "Runs") VALUES ('one', now(), '', 0), ('other', now(), '', 0)"""
            )
        );
        using var recorder = new TelemetryRecorder();
        using var both = new Barrier(2);
        var attempts = 0;
        await Task.WhenAll(Task.Run(() => CountAsync("one", "other")), Task.Run(() => CountAsync("other", "one")));
        Assert.Equal(3, attempts);
        Assert.Equal([TransactionMeasurement.Transient], recorder.Values("imi.transaction.retries", TelemetryTags.Reason));
        Assert.Equal(
            [2, 2],
            await story.DatabaseAsync(database =>
                database.Set<JobRun>().Where(run => run.Name == "one" || run.Name == "other").Select(run => run.Runs).ToListAsync()
            )
        );

        Task<int> CountAsync(string first, string second) =>
            story.DatabaseAsync(database =>
            {
                var isFirst = true;
                return database.WriteAsync(
                    async stop =>
                    {
                        Interlocked.Increment(ref attempts);
                        await AddAsync(database, first, stop);
                        if (isFirst)
                            both.SignalAndWait(stop);
                        isFirst = false;
                        return await AddAsync(database, second, stop);
                    },
                    CancellationToken.None
                );
            });
    }

    private static Task<int> AddAsync(ImiDbContext database, string name, CancellationToken stop) =>
        database.Set<JobRun>().Where(run => run.Name == name).ExecuteUpdateAsync(change => change.SetProperty(run => run.Runs, run => run.Runs + 1), stop);
}
