using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class RetentionStories(Platform platform)
{
    private static readonly DateOnly Closed = new(2026, 3, 2);
    private static readonly DateOnly HideOn = new(2026, 9, 2);
    private static readonly DateOnly DeleteOn = new(2027, 3, 2);

    [SkippableFact]
    public async Task A_closed_exchange_shows_its_blocking_and_deletion_dates()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        var open = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Equal((null, null, null), (open.HideOn, open.DeleteOn, open.WarnOn));
        await CloseAsync(carmen, andreas, request);
        var closed = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Equal((HideOn, DeleteOn, HideOn.AddDays(-30)), (closed.HideOn!.Value, closed.DeleteOn!.Value, closed.WarnOn!.Value));
    }

    [SkippableFact]
    public async Task Blocked_data_are_invisible_but_the_parties_see_the_exchange()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, stranger) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("FR"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await carmen.WritesAsync(request, "A word")).Result();
        var file = (await andreas.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        await CloseAsync(carmen, andreas, request);
        var number = (await carmen.ReadsAsync(request)).Exchange.Number;

        story.SetDate(HideOn.AddDays(-1));
        await story.RunRetentionAsync();
        Assert.Equal(Sight.Full, (await carmen.ReadsAsync(request)).Sight);

        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        foreach (var officer in new List<Officer> { carmen, andreas })
        {
            var shell = await officer.ReadsAsync(request);
            Assert.Equal((Sight.Shell, Phase.Hidden, number, "closed"), (shell.Sight, shell.Exchange.Phase, shell.Exchange.Number, shell.Exchange.State));
            Assert.Equal(
                ("", 0, 0, 0, 0, 0),
                (shell.About, shell.Form.Count, shell.Messages.Count, shell.Files.Count, shell.ActionContents.Count, shell.Timeline.Count)
            );
            Assert.Equal((Closed, 2), (DateOnly.FromDateTime(shell.Exchange.ClosedAt!.Value), shell.Authorities.Count));
            (await officer.DownloadsAsync(request, file)).AssertNotFound();
            (await officer.TriesAsync("close", request)).AssertForbidden("access.personal-data-hidden");
            (await officer.WritesAsync(request, "More")).AssertForbidden("access.personal-data-hidden");
            (await officer.CopiesAsync(request)).AssertRefused("exchange.cannot-copy");
            Assert.Null(await officer.AsksForExplanationAsync(request, officer));
            Assert.DoesNotContain((await officer.ListsAsync(new InboxFilter())).Items, item => item.Row.Id == request);
            Assert.DoesNotContain((await officer.ListsAsync(new InboxFilter { Search = number })).Items, item => item.Row.Id == request);
            Assert.DoesNotContain(await officer.NoticesAsync(), notice => notice.ExchangeId == request);
        }

        Assert.Null(await stranger.FindsAsync(request));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<Notice>().CountAsync(notice => notice.ExchangeId == request)));
        Assert.Equal(1, await story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task Blocked_and_deleted_exchanges_have_their_own_list()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, stranger) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("FR"));
        var officer = await andreas.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var (first, second) = (await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office));
        await CloseAsync(carmen, andreas, first);
        await CloseAsync(carmen, andreas, second);
        Assert.Empty((await carmen.ListsInactiveAsync()).Items);

        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        foreach (var (person, counterpart) in ((Officer, Office)[])[(carmen, andreas.Office), (andreas, carmen.Office), (officer, carmen.Office)])
        {
            var page = await person.ListsInactiveAsync(new InactiveFilter { PageSize = 1 });
            var next = await person.ListsInactiveAsync(new InactiveFilter { PageSize = 1, After = page.Next });
            Assert.Equal([(second, Phase.Hidden), (first, Phase.Hidden)], page.Items.Concat(next.Items).Select(row => (row.Id, row.Phase)));
            Assert.Equal((counterpart.Id, null), (page.Items[0].CounterpartId!.Value, next.Next));
            Assert.Equal(Sight.Shell, (await person.ReadsAsync(first)).Sight);
        }

        Assert.Empty((await stranger.ListsInactiveAsync()).Items);
        var number = (await carmen.ReadsAsync(first)).Exchange.Number;
        Assert.Equal(first, Assert.Single((await carmen.ListsInactiveAsync(new InactiveFilter { Search = number })).Items).Id);
        Assert.DoesNotContain((await officer.ListsAsync(new InboxFilter())).Items, item => item.Row.Id == first);

        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        Assert.Equal([(second, Phase.Deleted), (first, Phase.Deleted)], (await officer.ListsInactiveAsync()).Items.Select(row => (row.Id, row.Phase)));
    }

    [SkippableFact]
    public async Task Deletion_leaves_statistics_and_a_ledger_entry()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await carmen.WritesAsync(request, "A word")).Result();
        (await andreas.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        await CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();

        var shell = await carmen.ReadsAsync(request);
        Assert.Equal(
            (Sight.Shell, Phase.Deleted, "ES", "CY"),
            (shell.Sight, shell.Exchange.Phase, shell.Exchange.SenderCountry, shell.Exchange.RecipientCountry)
        );
        Assert.Equal((0, Guid.Empty), (shell.Exchange.About.Length, shell.Exchange.CreatedById));
        var left = await story.DatabaseAsync(async database =>
            new[]
            {
                await database.Set<ExchangeKey>().CountAsync(one => one.ExchangeId == request),
                await database.Set<ContentDocument>().CountAsync(one => one.ExchangeId == request),
                await database.Set<Attachment>().CountAsync(one => one.ExchangeId == request),
                await database.Set<Assignment>().CountAsync(one => one.ExchangeId == request),
                await database.Set<ReadMark>().CountAsync(one => one.ExchangeId == request),
                await database.Set<Notice>().CountAsync(one => one.ExchangeId == request),
            }
        );
        Assert.Equal([0, 0, 0, 0, 0, 0], left);
        Assert.All(
            await story.DatabaseAsync(database => database.Set<TimelineEntry>().Where(entry => entry.ExchangeId == request).ToListAsync()),
            entry => Assert.Equal((Guid.Empty, null, 0), (entry.UserId, entry.ContentId, entry.AssignedIds.Count))
        );
        Assert.Contains(
            await story.DatabaseAsync(database => database.Set<StatisticAnswer>().Where(fact => fact.ExchangeId == request).ToListAsync()),
            fact => fact.Field == "transport"
        );
        var actions = await story.DatabaseAsync(async database =>
            (await database.Set<LedgerEntry>().Where(entry => entry.ConcernedId == request).OrderBy(entry => entry.Sequence).ToListAsync()).ConvertAll(entry =>
                (entry.Action, entry.Rule)
            )
        );
        Assert.Equal([(LedgerAction.Hidden, "due 2026-09-02"), (LedgerAction.Deleted, "due 2027-03-02")], actions);
        var status = await story.CallAsync<RetentionSweepService, RetentionStatus>((engine, stop) => engine.StatusAsync(stop));
        Assert.Null(status.BrokenAt);
        Assert.True((await story.CallAsync<Journal, JournalVerdict>((journal, stop) => journal.VerifyAsync(null, stop))).IsWhole);
    }

    [SkippableFact]
    public async Task The_parties_are_warned_thirty_seven_and_one_days_before_blocking()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await CloseAsync(carmen, andreas, request);
        foreach (var days in new List<int> { 31, 30, 29, 20, 7, 6, 1 })
        {
            story.SetDate(HideOn.AddDays(-days));
            await story.RunRetentionAsync();
            await story.RunRetentionAsync();
        }

        var warnings = (await carmen.ReadsAsync(request)).Timeline.Where(entry => entry.Action == KernelActions.HidingNear).ToList();
        Assert.Equal([HideOn.AddDays(-30), HideOn.AddDays(-7), HideOn.AddDays(-1)], warnings.Select(entry => DateOnly.FromDateTime(entry.At)));
        Assert.All(warnings, entry => Assert.Equal(HideOn, entry.Date));
        Assert.Equal(3, (await andreas.NoticesAsync()).Count(notice => notice.ExchangeId == request && notice.Action == KernelActions.HidingNear));

        foreach (var day in new List<DateOnly> { HideOn, DeleteOn.AddDays(-30), DeleteOn.AddDays(-7), DeleteOn.AddDays(-1) })
        {
            story.SetDate(day);
            await story.RunRetentionAsync();
        }

        Assert.Equal(
            [KernelActions.DeletionNear, KernelActions.DeletionNear, KernelActions.DeletionNear],
            (await carmen.NoticesAsync()).Where(notice => notice.ExchangeId == request).Select(notice => notice.Action)
        );
    }

    [SkippableFact]
    public async Task An_unchanged_draft_is_deleted_after_six_months_and_a_warning()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (old, changed) = (await carmen.DraftsAsync(andreas.Office), await carmen.DraftsAsync(andreas.Office));
        Assert.Equal(new DateOnly(2026, 9, 2), (await carmen.ReadsAsync(old)).Exchange.DeleteOn);
        story.SetDate(new DateOnly(2026, 8, 3));
        await story.RunRetentionAsync();
        Assert.Equal(KernelActions.DeletionNear, (await carmen.NoticesAsync()).First(notice => notice.ExchangeId == old).Action);
        Assert.Empty(await andreas.NoticesAsync());

        (await carmen.SavesAsync(changed, andreas.Office, Request.Complete)).Result();
        story.SetDate(new DateOnly(2026, 9, 2));
        await story.RunRetentionAsync();
        Assert.Null(await carmen.FindsAsync(old));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == old)));
        Assert.Equal(new DateOnly(2027, 2, 3), (await carmen.ReadsAsync(changed)).Exchange.DeleteOn);
    }

    [SkippableFact]
    public async Task Activity_after_closure_postpones_blocking_up_to_the_legal_limit()
    {
        var story = await platform.BeginAsync();
        var spain = await WarningHandlerAsync(story, "ES", Capacity.Recipient);
        await WarningHandlerAsync(story, "FR", Capacity.Recipient);
        var commission = await WarningHandlerAsync(story, "EU", Capacity.Recipient);
        var warning = await spain.WarnsAsync(Request.Warning("FR"));
        await commission.DoesAsync("examine", warning);
        await commission.DoesAsync("conclude", warning, Request.Comment);
        await spain.DoesAsync("close", warning);
        story.SetDate(new DateOnly(2026, 5, 4));
        await AmendAsync("Viola");
        Assert.Equal(HideOn, (await spain.ReadsAsync(warning)).Exchange.HideOn);

        story.SetDate(HideOn.AddDays(-1));
        await AmendAsync("Cello");
        var late = (await spain.ReadsAsync(warning)).Exchange;
        Assert.Equal((new DateOnly(2026, 10, 1), DeleteOn, new DateOnly(2026, 9, 24)), (late.HideOn!.Value, late.DeleteOn!.Value, late.WarnOn!.Value));

        for (var day = late.HideOn.Value; day < DeleteOn.AddDays(40); day = day.AddDays(29))
        {
            story.SetDate(day);
            if ((await spain.TriesAsync(warning, Amendment("Flute"))).Kind != OutcomeKind.Done)
                break;
        }

        Assert.Equal(DeleteOn, (await spain.ReadsAsync(warning)).Exchange.HideOn);

        async Task AmendAsync(string item) => (await spain.TriesAsync(warning, Amendment(item))).Result();
    }

    [SkippableFact]
    public async Task A_clock_jump_stops_retention_until_it_is_confirmed()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await CloseAsync(carmen, andreas, request);
        await story.RunRetentionAsync();
        story.SetDate(new DateOnly(2062, 1, 2));
        Assert.Equal((RetentionSweepService.ClockFailure, RetentionCounts.None), await RunAsync(confirmed: false));
        Assert.Equal(Phase.Closed, (await carmen.ReadsAsync(request)).Exchange.Phase);
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        Assert.Equal(Phase.Deleted, (await carmen.ReadsAsync(request)).Exchange.Phase);

        async Task<(string?, RetentionCounts)> RunAsync(bool confirmed)
        {
            var report = await story.RunRetentionAsync(confirmed);
            return (report.Failure, report.Counts);
        }
    }

    [SkippableFact]
    public async Task Counting_for_a_future_day_changes_nothing()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await CloseAsync(carmen, andreas, request);
        var due = await story.CallAsync<RetentionSweepService, IReadOnlyList<RetentionDue>>((engine, stop) => engine.DueAsync(HideOn, stop));
        Assert.True(due.Single(one => one.Action == LedgerAction.Hidden && one.Module == Story.Module).Count >= 1);
        var report = await story.CallAsync<RetentionSweepService, RetentionReport>(
            (engine, stop) => engine.RunAsync(new RetentionOrder { Day = DeleteOn, IsConfirmed = true }, null, stop)
        );
        Assert.Equal(Closed, report.Day);
        Assert.Equal(Phase.Closed, (await carmen.ReadsAsync(request)).Exchange.Phase);
    }

    private static ActionRequest Amendment(string item) =>
        new()
        {
            Action = "amend",
            Answers = Request.Form(("amendedBecause", "It was another instrument.")),
            Form = Request.Warning("FR").With("item", item),
        };

    private static async Task<Officer> WarningHandlerAsync(Story story, string country, Capacity capacity) =>
        await (await story.WarningAuthorityInAsync(country, capacity)).EmploysAsync(Role.Handler);

    internal static async Task CloseAsync(Officer sender, Officer recipient, Guid request)
    {
        await recipient.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await recipient.DoesAsync("reply", request, Request.Found);
        await sender.DoesAsync("close", request);
    }
}

public sealed class SqliteRetentionStories(SqlitePlatform platform) : RetentionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRetentionStories(PostgreSqlPlatform platform) : RetentionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRetentionStories(SqlServerPlatform platform) : RetentionStories(platform), IClassFixture<SqlServerPlatform>;
