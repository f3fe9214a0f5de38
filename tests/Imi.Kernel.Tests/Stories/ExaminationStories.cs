using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An examination beside the states is a file of its own: it outlives closure, can be reopened, and holds the retention period.</summary>
public abstract class ExaminationStories(Platform platform)
{
    [SkippableFact]
    public async Task An_examination_goes_on_after_closure_and_the_retention_period_begins_when_it_ends()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission) = (await HandlerAsync(story, "ES", Capacity.Recipient), await HandlerAsync(story, "EU", Capacity.Recipient));
        await HandlerAsync(story, "CY", Capacity.Coordinator);
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        await carmen.DoesAsync("propose-closure", warning);
        story.SetDate(new DateOnly(2026, 3, 17));
        await story.CallAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));

        var closed = (await commission.ReadsAsync(warning)).Exchange;
        Assert.Equal((Phase.Closed, null, null, null), (closed.Phase, closed.ClosedAt, closed.HideOn, closed.DeleteOn));
        Assert.Equal(InboxView.ToDo, await ViewAsync(story, warning, commission));
        story.SetDate(new DateOnly(2027, 3, 17));
        await story.RunRetentionAsync();
        Assert.Equal(Phase.Closed, (await commission.ReadsAsync(warning)).Exchange.Phase);

        await commission.DoesAsync("conclude", warning, Request.Comment);
        var concluded = (await commission.ReadsAsync(warning)).Exchange;
        Assert.Equal((new DateOnly(2027, 9, 17), new DateOnly(2028, 3, 17)), (concluded.HideOn, concluded.DeleteOn));
        Assert.Equal(InboxView.Closed, await ViewAsync(story, warning, commission));
    }

    [SkippableFact]
    public async Task A_concluded_examination_begins_again_with_an_action_that_begins_it()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission) = (await HandlerAsync(story, "ES", Capacity.Recipient), await HandlerAsync(story, "EU", Capacity.Recipient));
        await HandlerAsync(story, "CY", Capacity.Coordinator);
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        await commission.DoesAsync("conclude", warning, Request.Comment);
        story.SetDate(new DateOnly(2026, 3, 9));

        await carmen.DoesAsync("ask-again", warning, Request.Form(("question", "And now?"), ("replyBy", "2026-06-01")));

        var again = (await commission.ReadsAsync(warning)).Exchange;
        Assert.Equal((Party.Commission, new DateTime(2026, 3, 9), null), (again.ExaminedBy, again.ExaminationBeganAt?.Date, again.ExaminationEndedAt));
        await commission.DoesAsync("conclude", warning, Request.Comment);
        Assert.Null((await commission.ReadsAsync(warning)).Exchange.ExaminedBy);
    }

    [SkippableFact]
    public async Task The_Commission_lists_its_pending_examinations_the_longest_first()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission) = (await HandlerAsync(story, "ES", Capacity.Recipient), await HandlerAsync(story, "EU", Capacity.Recipient));
        var cyprus = await HandlerAsync(story, "CY", Capacity.Coordinator);
        var warnings = new List<Guid>();
        foreach (var day in new[] { 3, 4, 5 })
        {
            story.SetDate(new DateOnly(2026, 3, day));
            warnings.Add(await carmen.WarnsAsync(Request.Warning("CY")));
        }

        await cyprus.DoesAsync("comment", warnings[0], Request.Comment); // Changed last, but begun first.
        await commission.DoesAsync("conclude", warnings[1], Request.Comment);

        var listed = await ExaminationsAsync(commission);
        Assert.Equal([warnings[0], warnings[2]], listed.Items.Select(item => item.Row.Id));
        Assert.Equal(new DateTime(2026, 3, 3), listed.Items[0].Row.ExaminationBeganAt?.Date);
        Assert.Equal("Violin", listed.Items[0].About);
        var next = new InboxCursor(DateOnly.MaxValue, listed.Items[0].Row.ExaminationBeganAt!.Value, warnings[0]);
        Assert.Equal([warnings[2]], (await ExaminationsAsync(commission, next)).Items.Select(item => item.Row.Id));
        foreach (var other in new[] { carmen, cyprus })
            Assert.Empty((await ExaminationsAsync(other)).Items);

        Task<InboxPage> ExaminationsAsync(Officer officer, InboxCursor? after = null) =>
            story.CallAsync<ExaminationQuery, InboxPage>((query, stop) => query.ListAsync(after, officer.Actor, stop));
    }

    private static async Task<Officer> HandlerAsync(Story story, string country, Capacity capacity) =>
        await (await story.WarningAuthorityInAsync(country, capacity)).EmploysAsync(Role.Handler);

    private static Task<InboxView> ViewAsync(Story story, Guid warning, Officer officer) =>
        story.DatabaseAsync(database =>
            database
                .Set<Participation>()
                .Where(part => part.ExchangeId == warning && part.AuthorityId == officer.Office.Id && part.View != InboxView.None)
                .Select(part => part.View)
                .SingleAsync()
        );
}

public sealed class ExaminationStoriesOnSqlite(SqlitePlatform platform) : ExaminationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class ExaminationStoriesOnPostgreSql(PostgreSqlPlatform platform) : ExaminationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class ExaminationStoriesOnSqlServer(SqlServerPlatform platform) : ExaminationStories(platform), IClassFixture<SqlServerPlatform>;
