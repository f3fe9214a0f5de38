using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Testing;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Web.Tests;

/// <summary>Tests that readiness covers overdue jobs and unsent mails.</summary>
public sealed class ReadinessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_node_is_not_ready_when_no_node_starts_an_overdue_job()
    {
        var folder = Directory.CreateTempSubdirectory("imi-ready-").FullName;
        try
        {
            await using var app = WebHost
                .Build([
                    "--environment",
                    "Development",
                    "--applicationName",
                    "Imi.Web",
                    "--urls",
                    "http://127.0.0.1:0",
                    "--Imi:Demonstration=false",
                    "--Imi:Mail:IntervalSeconds=300",
                    "--Imi:Journal:SigningMinutes=60",
                    $"--Imi:DataDirectory={folder}",
                ])
                .App;
            await app.StartAsync();
            var clock = new LaterClock();
            var memory = new HealthMemory(clock);
            await Eventually.TrueAsync(Patience, async () => (await MailRunAsync(app))?.SucceededAt is not null, () => "The job \"mail\" did not run.");

            Assert.True((await CheckAsync()).IsReady);
            clock.Later = TimeSpan.FromMinutes(20);
            Assert.True((await CheckAsync()).IsReady);

            // The job runs every five minutes and counts as stopped after three intervals and another 15 minutes.
            clock.Later = TimeSpan.FromMinutes(31);
            var report = await CheckAsync();
            Assert.Equal(("stopped", false), (report.Jobs, report.IsReady));
            var stuck = Assert.Single(report.Problems, problem => problem.StopsService);
            Assert.Equal(("job-not-running", "mail"), (stuck.Code, stuck.Detail));
            Assert.Equal("The job \"mail\" no longer runs, neither on this node nor on another one.", stuck.What);

            await AskAsync(
                app,
                database =>
                    database.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO "Outbox" ("Id", "Kind", "SubjectId", "Step", "Joined", "Urgent", "CreatedAt", "NotBefore", "Attempts")
                        VALUES ({Guid.CreateVersion7()}, 'Account', {Guid.CreateVersion7()}, '', 0, 1, {clock.Began}, {clock.Began}, 0)
                        """
                    )
            );
            var now = clock.GetUtcNow().UtcDateTime;
            await AskAsync(
                app,
                database =>
                    database.Set<JobRun>().Where(run => run.Name == MailJob.Name).ExecuteUpdateAsync(change => change.SetProperty(run => run.StartedAt, now))
            );
            var served = await CheckAsync();
            Assert.Equal(("well", true), (served.Jobs, served.IsReady));
            Assert.Equal(
                ["job-late", "mail-late"],
                served.Problems.Select(problem => problem.Code).Where(code => code.EndsWith("-late", StringComparison.Ordinal))
            );
            await app.StopAsync();

            async Task<HealthReport> CheckAsync()
            {
                await using var scope = app.Services.CreateAsyncScope();
                var problems = ActivatorUtilities.CreateInstance<HealthProblemQuery>(scope.ServiceProvider, memory, clock);
                return await ActivatorUtilities.CreateInstance<HealthService>(scope.ServiceProvider, memory, problems).CheckAsync(CancellationToken.None);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<JobRun?> MailRunAsync(WebApplication app) =>
        AskAsync(app, database => database.Set<JobRun>().AsNoTracking().FirstOrDefaultAsync(run => run.Name == MailJob.Name));

    private static async Task<T> AskAsync<T>(WebApplication app, Func<ImiDbContext, Task<T>> question)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<ImiDbContext>());
    }

    /// <summary>A clock that is ahead of the system clock by <see cref="Later"/>.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public DateTime Began { get; } = System.GetUtcNow().UtcDateTime;

        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Later;
    }
}
