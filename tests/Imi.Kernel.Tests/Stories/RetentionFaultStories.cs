using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>What goes wrong while personal data are hidden and deleted leaves nothing half done, and nothing unnoticed.</summary>
public sealed class RetentionFaultStories(SqlitePlatform platform) : IClassFixture<SqlitePlatform>
{
    private static readonly DateOnly HideOn = new(2026, 9, 2);

    [Fact]
    public async Task On_a_full_disk_retention_says_so_and_goes_on_when_there_is_room()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var closed = new List<Guid>();
        for (var number = 0; number < 3; number++)
        {
            closed.Add(await carmen.SendsAsync(andreas.Office));
            await RetentionStories.CloseAsync(carmen, andreas, closed[^1]);
        }

        story.ItIs(HideOn);
        Assert.Equal("diskfull", (await story.RetentionRunsWithFullDiskAsync()).Failure);
        await AssertWholeAsync(story);
        Assert.Null((await story.RetentionRunsAsync()).Failure);
        Assert.Equal(closed.Count, await story.DatabaseAsync(database => database.Set<LedgerEntry>().CountAsync(entry => closed.Contains(entry.ConcernedId))));
        Assert.All(await PhasesAsync(story, closed), phase => Assert.Equal(Phase.Hidden, phase));
        await AssertWholeAsync(story);
    }

    [Fact]
    public async Task What_the_database_silently_leaves_as_it_was_stands_in_no_ledger_and_is_told_to_the_officer_while_the_others_go_on()
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
        story.ItIs(HideOn);
        var run = await story.RetentionRunsAsync();
        Assert.Equal((RetentionSweepService.MismatchFailure, 6), (run.Failure, run.Counts.Hidden));
        Assert.Equal([kept], run.Stopped);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<LedgerEntry>().CountAsync(entry => entry.ConcernedId == kept)));
        Assert.Equal([kept], (await OverviewAsync(officer)).Undone.Select(undone => undone.ExchangeId));
        await AssertWholeAsync(story);

        await story.DatabaseAsync(database => database.Database.ExecuteSqlRawAsync("DROP TRIGGER ignoring"));
        Assert.Null((await story.RetentionRunsAsync()).Failure);
        Assert.Empty((await OverviewAsync(officer)).Undone);

        // A deletion that leaves the key is none.
        await IgnoreAsync("DELETE", "ExchangeKeys", "ExchangeId", kept);
        story.ItIs(new DateOnly(2027, 3, 2));
        run = await story.RetentionRunsAsync();
        Assert.Equal([kept], run.Stopped);
        Assert.Equal(Phase.Hidden, (await PhasesAsync(story, [kept])).Single());
        await story.DatabaseAsync(database => database.Database.ExecuteSqlRawAsync("DROP TRIGGER ignoring"));
        Assert.Null((await story.RetentionRunsAsync()).Failure);
        Assert.All(await PhasesAsync(story, closed), phase => Assert.Equal(Phase.Deleted, phase));

#pragma warning disable EF1002 // A trigger takes no parameters; every value is the test's own.
        Task<int> IgnoreAsync(string verb, string table, string column, Guid id) =>
            story.DatabaseAsync(database =>
                database.Database.ExecuteSqlRawAsync(
                    $"CREATE TRIGGER ignoring BEFORE {verb} ON \"{table}\" WHEN OLD.\"{column}\" = '{id.ToString().ToUpperInvariant()}' BEGIN SELECT RAISE(IGNORE); END"
                )
            );
#pragma warning restore EF1002

        Task<RetentionOverview> OverviewAsync(Officer who) =>
            story.AskAsync<OversightQuery, RetentionOverview>(async (desk, stop) => (await desk.ReadAsync(who.Actor, stop))!);
    }

    [Fact]
    public async Task A_submission_is_kept_as_a_hash_and_goes_with_its_exchange()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var key = $"case of {Request.Owner}";
        var request = await carmen.SendsAsync(andreas.Office);
        Assert.True(
            (
                await story.AskAsync<ContributionService, Outcome<Guid>>(
                    (desk, stop) => desk.WriteAsync(request, new NewMessage("A word", "en"), carmen.Actor, new SubmissionKey(key), stop)
                )
            ).IsDone
        );
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<Submission>().CountAsync(submission => submission.Key.Contains("case"))));
        Assert.NotEqual(0, await story.DatabaseAsync(database => database.Set<Submission>().CountAsync(submission => submission.ExchangeId == request)));

        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.ItIs(HideOn);
        await story.RetentionRunsAsync();
        await story.DatabaseAsync(database =>
            database
                .Set<Submission>()
                .Where(one => one.ExchangeId == request)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.At, new DateTime(2027, 3, 1, 0, 0, 0, DateTimeKind.Utc)))
        );
        story.ItIs(new DateOnly(2027, 3, 2));
        await story.RetentionRunsAsync();
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<Submission>().CountAsync(submission => submission.ExchangeId == request)));
    }

    [Fact]
    public async Task Two_runs_at_once_do_everything_once()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.ItIs(HideOn);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => story.RetentionRunsAsync())));
        Assert.Equal(1, await story.DatabaseAsync(database => database.Set<LedgerEntry>().CountAsync(entry => entry.ConcernedId == request)));
        await AssertWholeAsync(story);
    }

    [Fact]
    public async Task A_row_of_the_ledger_that_somebody_changed_is_found_and_so_is_a_file_of_another_database()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.ItIs(HideOn);
        await story.RetentionRunsAsync();
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
        await Assert.ThrowsAsync<ConfigurationProblem>(() => story.RetentionRunsAsync());
        await File.WriteAllTextAsync(path, kept);
        Assert.Null((await story.RetentionRunsAsync()).Failure);
    }

    private static Task<List<Phase>> PhasesAsync(Story story, List<Guid> ids) =>
        story.DatabaseAsync(database => database.Set<Exchange>().Where(exchange => ids.Contains(exchange.Id)).Select(exchange => exchange.Phase).ToListAsync());

    private static Task<RetentionStatus> StatusAsync(Story story) =>
        story.AskAsync<RetentionSweepService, RetentionStatus>((engine, stop) => engine.StatusAsync(stop));

    private static async Task AssertWholeAsync(Story story) => Assert.Null((await StatusAsync(story)).BrokenAt);
}
