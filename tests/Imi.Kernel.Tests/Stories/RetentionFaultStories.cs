using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Faults during blocking and deletion leave nothing half done or unnoticed.</summary>
public sealed class RetentionFaultStories(SqlitePlatform platform) : IClassFixture<SqlitePlatform>
{
    private static readonly DateOnly HideOn = new(2026, 9, 2);

    [Fact]
    public async Task Retention_reports_a_full_disk_and_continues_later()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var closed = new List<Guid>();
        for (var number = 0; number < 3; number++)
        {
            closed.Add(await carmen.SendsAsync(andreas.Office));
            await RetentionStories.CloseAsync(carmen, andreas, closed[^1]);
        }

        story.SetDate(HideOn);
        Assert.Equal("diskfull", (await story.RunRetentionOnFullDiskAsync()).Failure);
        await AssertWholeAsync(story);
        Assert.Null((await story.RunRetentionAsync()).Failure);
        Assert.Equal(closed.Count, await story.DatabaseAsync(database => database.Set<LedgerEntry>().CountAsync(entry => closed.Contains(entry.ConcernedId))));
        Assert.All(await PhasesAsync(story, closed), phase => Assert.Equal(Phase.Hidden, phase));
        await AssertWholeAsync(story);
    }

    [Fact]
    public async Task A_silently_failed_erasure_is_reported_and_does_not_stop_others()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var officer = await carmen.Office.EmploysAsync(Role.DataProtectionOfficer);
        var closed = new List<Guid>();
        for (var number = 0; number < 7; number++)
        {
            closed.Add(await carmen.SendsAsync(andreas.Office));
            await RetentionStories.CloseAsync(carmen, andreas, closed[^1]);
        }

        var kept = closed[3];
        await IgnoreAsync("UPDATE", "Exchanges", "Id", kept);
        story.SetDate(HideOn);
        var run = await story.RunRetentionAsync();
        Assert.Equal((RetentionSweepService.MismatchFailure, 6), (run.Failure, run.Counts.Hidden));
        Assert.Equal([kept], run.Stopped);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<LedgerEntry>().CountAsync(entry => entry.ConcernedId == kept)));
        Assert.Equal([kept], (await OverviewAsync(officer)).Undone.Select(undone => undone.ExchangeId));
        await AssertWholeAsync(story);

        await story.DatabaseAsync(database => database.Database.ExecuteSqlRawAsync("DROP TRIGGER ignoring"));
        Assert.Null((await story.RunRetentionAsync()).Failure);
        Assert.Empty((await OverviewAsync(officer)).Undone);

        // A deletion that leaves the key is incomplete.
        await IgnoreAsync("DELETE", "ExchangeKeys", "ExchangeId", kept);
        story.SetDate(new DateOnly(2027, 3, 2));
        run = await story.RunRetentionAsync();
        Assert.Equal([kept], run.Stopped);
        Assert.Equal(Phase.Hidden, (await PhasesAsync(story, [kept])).Single());
        await story.DatabaseAsync(database => database.Database.ExecuteSqlRawAsync("DROP TRIGGER ignoring"));
        Assert.Null((await story.RunRetentionAsync()).Failure);
        Assert.All(await PhasesAsync(story, closed), phase => Assert.Equal(Phase.Deleted, phase));

#pragma warning disable EF1002 // A trigger takes no parameters, and all values come from the test.
        Task<int> IgnoreAsync(string verb, string table, string column, Guid id) =>
            story.DatabaseAsync(database =>
                database.Database.ExecuteSqlRawAsync(
                    $"""
                    CREATE TRIGGER ignoring BEFORE {verb} ON "{table}" WHEN OLD."{column}" = '{id.ToString().ToUpperInvariant()}'
                    BEGIN SELECT RAISE(IGNORE); END
                    """
                )
            );
#pragma warning restore EF1002

        Task<RetentionOverview> OverviewAsync(Officer who) =>
            story.CallAsync<OversightQuery, RetentionOverview>(async (query, stop) => (await query.ReadAsync(who.Actor, stop))!);
    }

    [Fact]
    public async Task A_submission_is_stored_as_a_hash_and_deleted_with_its_exchange()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var key = $"case of {Request.Owner}";
        var request = await carmen.SendsAsync(andreas.Office);
        Assert.True(
            (
                await story.CallAsync<ContributionService, Outcome<Guid>>(
                    (service, stop) => service.WriteAsync(request, new NewMessage("A word", "en"), carmen.Actor, new SubmissionKey(key), stop)
                )
            ).IsDone
        );
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<Submission>().CountAsync(submission => submission.Key.Contains("case"))));
        Assert.NotEqual(0, await story.DatabaseAsync(database => database.Set<Submission>().CountAsync(submission => submission.ExchangeId == request)));

        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        await story.DatabaseAsync(database =>
            database
                .Set<Submission>()
                .Where(one => one.ExchangeId == request)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.At, new DateTime(2027, 3, 1, 0, 0, 0, DateTimeKind.Utc)))
        );
        story.SetDate(new DateOnly(2027, 3, 2));
        await story.RunRetentionAsync();
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<Submission>().CountAsync(submission => submission.ExchangeId == request)));
    }

    [Fact]
    public async Task Concurrent_retention_runs_do_everything_once()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => story.RunRetentionAsync())));
        Assert.Equal(1, await story.DatabaseAsync(database => database.Set<LedgerEntry>().CountAsync(entry => entry.ConcernedId == request)));
        await AssertWholeAsync(story);
    }

    [Fact]
    public async Task A_changed_ledger_row_and_a_foreign_ledger_file_are_detected()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        var entry = await story.DatabaseAsync(database => database.Set<LedgerEntry>().AsNoTracking().SingleAsync(one => one.ConcernedId == request));
        await story.DatabaseAsync(database =>
            database
                .Set<LedgerEntry>()
                .Where(one => one.Sequence == entry.Sequence)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.Rule, "due 2030-01-01"))
        );
        Assert.Equal(entry.Sequence, (await StatusAsync(story)).BrokenAt);
        await story.DatabaseAsync(database =>
            database
                .Set<LedgerEntry>()
                .Where(one => one.Sequence == entry.Sequence)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.Rule, entry.Rule))
        );
        await AssertWholeAsync(story);

        var path = platform.Database.Settings.LedgerPath;
        var kept = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, kept.Replace(entry.Hash, new string('a', 64), StringComparison.Ordinal));
        await Assert.ThrowsAsync<ConfigurationProblem>(() => story.RunRetentionAsync());
        await File.WriteAllTextAsync(path, kept);
        Assert.Null((await story.RunRetentionAsync()).Failure);
    }

    private static Task<List<Phase>> PhasesAsync(Story story, List<Guid> ids) =>
        story.DatabaseAsync(database => database.Set<Exchange>().Where(exchange => ids.Contains(exchange.Id)).Select(exchange => exchange.Phase).ToListAsync());

    private static Task<RetentionStatus> StatusAsync(Story story) =>
        story.CallAsync<RetentionSweepService, RetentionStatus>((engine, stop) => engine.StatusAsync(stop));

    private static async Task AssertWholeAsync(Story story) => Assert.Null((await StatusAsync(story)).BrokenAt);
}
