using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class BroadcastStories(Platform platform)
{
    [SkippableFact]
    public async Task A_broadcast_reaches_the_Commission_and_the_coordinators_of_the_named_countries()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission) = (await HandlerAsync(story, "ES", Capacity.Recipient), await HandlerAsync(story, "EU", Capacity.Recipient));
        var (coordinator, other) = (await HandlerAsync(story, "CY", Capacity.Coordinator), await HandlerAsync(story, "CY", Capacity.Recipient));
        var draft = await carmen.DraftsWarningAsync(Request.Warning("CY"));
        Assert.Contains(coordinator.Office.Id, (await carmen.ReadsAsync(draft)).Recipients.Select(authority => authority.Id));
        Assert.Null(await coordinator.FindsAsync(draft));

        await carmen.DoesAsync("broadcast", draft);
        var warning = await coordinator.ReadsAsync(draft);
        Assert.Equal(
            (Sight.Full, "open", " EU CY ", Party.Commission),
            (warning.Sight, warning.Exchange.State, warning.Exchange.Reached, warning.Exchange.ExaminedBy)
        );
        Assert.Equal(Request.Owner, warning.Answers.Text("owner"));
        Assert.StartsWith("LOST-W-2026-", warning.Exchange.Number, StringComparison.Ordinal);
        Assert.Contains("examine", (await commission.ReadsAsync(draft)).Actions.Select(action => action.Name));
        Assert.Null(await other.FindsAsync(draft));
    }

    [SkippableFact]
    public async Task Without_a_coordinator_a_broadcast_reaches_every_authority_of_the_country()
    {
        var story = await platform.BeginAsync();
        var carmen = await HandlerAsync(story, "ES", Capacity.Recipient);
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var (first, second) = (await HandlerAsync(story, "FR", Capacity.Recipient), await HandlerAsync(story, "FR", Capacity.Recipient));
        (await carmen.TriesAsync("broadcast", await carmen.DraftsWarningAsync(Request.Warning("PL", "ES")))).AssertInvalid(
            "alsoWarned exchange.recipient-abroad",
            "warned exchange.nobody-receives"
        );
        (await carmen.TriesAsync("broadcast", await carmen.DraftsWarningAsync(Request.Warning("EU")))).AssertInvalid("warned validation.not-an-option");
        var warning = await carmen.WarnsAsync(Request.Warning("FR"));
        Assert.NotNull(await first.FindsAsync(warning));
        Assert.NotNull(await second.FindsAsync(warning));
    }

    [SkippableFact]
    public async Task A_broadcast_also_reaches_the_recipient_of_a_linked_request_if_it_may_receive_it()
    {
        var story = await platform.BeginAsync();
        var carmen = await HandlerAsync(story, "ES", Capacity.Recipient);
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var coordinator = await HandlerAsync(story, "CY", Capacity.Coordinator);
        var (asked, other) = (await HandlerAsync(story, "CY", Capacity.Recipient), await HandlerAsync(story, "CY", Capacity.Recipient));
        var (abroad, requestsOnly) = (await HandlerAsync(story, "IT", Capacity.Recipient), await story.HandlerInAsync("CY"));
        foreach (var officer in new[] { asked, abroad })
            await story.DatabaseAsync(async database =>
            {
                var authority = await database.Set<Authority>().Include(one => one.Mandates).FirstAsync(one => one.Id == officer.Office.Id);
                authority.Grant(new Mandate(Story.Module, Story.Procedure, Capacity.Recipient));
                return await database.SaveChangesAsync();
            });

        var warning = await carmen.DraftsWarningAsync(Request.Warning("CY"));
        foreach (var officer in new[] { asked, abroad, requestsOnly })
        {
            var request = await carmen.ReadsAsync(await carmen.SendsAsync(officer.Office));
            (await carmen.LinksAsync(warning, request.Exchange.Number!)).Result();
        }

        var reached = (await carmen.ReadsAsync(warning)).Recipients.Select(one => one.Id).ToList();
        Assert.Equal(
            [true, true, false, false, false],
            new[] { coordinator, asked, other, abroad, requestsOnly }.Select(one => reached.Contains(one.Office.Id))
        );
        await carmen.DoesAsync("broadcast", warning);

        Assert.Contains("comment", (await asked.ReadsAsync(warning)).Actions.Select(action => action.Name));
        Assert.Equal(Sight.Full, (await coordinator.ReadsAsync(warning)).Sight);
        foreach (var officer in new[] { other, abroad, requestsOnly })
            Assert.Null(await officer.FindsAsync(warning));
    }

    [SkippableFact]
    public async Task The_coordinator_broadcasts_if_approval_is_required()
    {
        var story = await platform.BeginAsync();
        var isabel = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Referral);
        var carmen = await (
            await story.WarningAuthorityInAsync("ES", Capacity.Recipient, mandate => mandate.CoordinatedBy(isabel.Office.Id, approvesRequests: true))
        ).EmploysAsync(Role.Handler);
        var cyprus = await HandlerAsync(story, "CY", Capacity.Coordinator);
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var warning = await carmen.DraftsWarningAsync(Request.Warning("CY"));
        (await carmen.TriesAsync("broadcast", warning)).AssertRefused("exchange.condition");
        await carmen.DoesAsync("submit", warning);
        Assert.Null(await cyprus.FindsAsync(warning));
        await isabel.DoesAsync("approve-broadcast", warning);
        Assert.Equal("open", (await cyprus.ReadsAsync(warning)).Exchange.State);
    }

    [SkippableFact]
    public async Task A_recipient_has_to_comment_and_again_after_each_amendment()
    {
        var story = await platform.BeginAsync();
        var carmen = await HandlerAsync(story, "ES", Capacity.Recipient);
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var (cyprus, italy) = (await HandlerAsync(story, "CY", Capacity.Coordinator), await HandlerAsync(story, "IT", Capacity.Coordinator));
        var warning = await carmen.WarnsAsync(Request.Warning("CY", "IT"));
        await cyprus.DoesAsync("comment", warning, Request.Comment);
        Assert.Equal((InboxView.Information, InboxView.ToDo), (await ViewAsync(story, warning, cyprus), await ViewAsync(story, warning, italy)));
        Assert.False((await cyprus.ReadsAsync(warning)).IsMyTurn);
        Assert.True((await italy.ReadsAsync(warning)).IsMyTurn);
        Assert.Equal("Nothing found yet.", Assert.Single((await italy.ReadsAsync(warning)).ActionContents).Answers.Text("comment"));
        Assert.Equal(1, await NoticesAsync(story, warning, italy));

        await AmendAsync(carmen, warning, "Viola");
        Assert.Equal(InboxView.ToDo, await ViewAsync(story, warning, cyprus));
        Assert.Equal(2, await NoticesAsync(story, warning, italy));
    }

    [SkippableFact]
    public async Task An_amendment_is_a_new_version_that_shows_its_changes_and_reaches_new_recipients()
    {
        var story = await platform.BeginAsync();
        var carmen = await HandlerAsync(story, "ES", Capacity.Recipient);
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var (cyprus, italy) = (await HandlerAsync(story, "CY", Capacity.Coordinator), await HandlerAsync(story, "IT", Capacity.Coordinator));
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        Assert.Null(await italy.FindsAsync(warning));
        (await carmen.TriesAsync(warning, new ActionRequest { Action = "amend", Form = Request.Warning("") })).AssertInvalid(
            "amendedBecause validation.required",
            "warned validation.required"
        );
        await AmendAsync(carmen, warning, "Viola", "IT");

        var amended = await italy.ReadsAsync(warning);
        Assert.Equal((2, "Viola", " EU CY IT "), (amended.Exchange.Version, amended.Answers.Text("item"), amended.Exchange.Reached));
        var version = Assert.Single((await cyprus.ReadsAsync(warning)).Versions);
        Assert.Equal((2, carmen.Id), (version.Number, version.UserId));
        Assert.Equal(
            ["Item: Violin > Viola", "Further countries:  > Italy"],
            version.Differences.Select(one => $"{one.Label}: {string.Join(',', one.Before)} > {string.Join(',', one.After)}")
        );
    }

    [SkippableFact]
    public async Task A_coordinator_passes_a_broadcast_on_within_its_country()
    {
        var story = await platform.BeginAsync();
        var carmen = await HandlerAsync(story, "ES", Capacity.Recipient);
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var nikos = await (await story.WarningAuthorityInAsync("CY", Capacity.Coordinator)).EmploysAsync(Role.Referral, Role.Handler);
        var (elpida, gina) = (await HandlerAsync(story, "CY", Capacity.Recipient), await HandlerAsync(story, "IT", Capacity.Recipient));
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        (await nikos.TriesAsync("pass-on", warning, Request.To(gina.Office))).AssertInvalid("authority exchange.forward-within-country");
        await nikos.DoesAsync("pass-on", warning, Request.To(elpida.Office));
        (await nikos.TriesAsync("pass-on", warning, Request.To(elpida.Office))).AssertInvalid("authority exchange.already-there");
        await elpida.DoesAsync("comment", warning, Request.Comment);
        Assert.Equal(InboxView.ToDo, await ViewAsync(story, warning, nikos));
        (await elpida.TriesAsync("pass-on", warning, Request.To(gina.Office))).AssertForbidden("access.needs-role.referral");

        Assert.Equal(["pass-on", "comment"], (await elpida.ReadsAsync(warning)).ActionContents.Select(content => content.Entry.Action));
        Assert.Equal(["comment"], (await carmen.ReadsAsync(warning)).ActionContents.Select(content => content.Entry.Action));
    }

    [SkippableFact]
    public async Task The_Commission_has_a_task_until_it_concludes_its_examination()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission) = (await HandlerAsync(story, "ES", Capacity.Recipient), await HandlerAsync(story, "EU", Capacity.Recipient));
        var cyprus = await HandlerAsync(story, "CY", Capacity.Coordinator);
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        await commission.DoesAsync("examine", warning);
        (await commission.TriesAsync("examine", warning)).AssertRefused("exchange.condition");
        (await carmen.TriesAsync("close", warning)).AssertRefused("exchange.condition");
        Assert.Equal(InboxView.ToDo, await ViewAsync(story, warning, commission));
        (await cyprus.TriesAsync("conclude", warning, Request.Comment)).AssertForbidden("access.needs-role.handler");

        await commission.DoesAsync("conclude", warning, Request.Comment);
        var concluded = (await cyprus.ReadsAsync(warning)).Exchange;
        Assert.Null(concluded.ExaminedBy);
        Assert.True(concluded.ExaminationEndedAt > concluded.ExaminationBeganAt);
        Assert.Equal(InboxView.Information, await ViewAsync(story, warning, commission));
        await carmen.DoesAsync("close", warning);
        (await commission.TriesAsync("conclude", warning, Request.Comment)).AssertRefused("exchange.condition");
    }

    [SkippableFact]
    public async Task The_platform_closes_after_the_period_unless_an_objection_or_examination_prevents_it()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission) = (await HandlerAsync(story, "ES", Capacity.Recipient), await HandlerAsync(story, "EU", Capacity.Recipient));
        var cyprus = await HandlerAsync(story, "CY", Capacity.Coordinator);
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        await carmen.DoesAsync("propose-closure", warning);

        // Ten working days from Monday 2 March 2026.
        Assert.Equal(new DateOnly(2026, 3, 16), (await carmen.ReadsAsync(warning)).Exchange.DueOn);
        await cyprus.DoesAsync("object", warning, Request.Form(("objection", "It is still lost.")));
        await carmen.DoesAsync("propose-closure", warning);
        (await carmen.TriesAsync("extend", warning, Request.Form(("until", "2026-03-16")))).AssertInvalid("until exchange.extend-later");
        await carmen.DoesAsync("extend", warning, Request.Form(("until", "2026-03-20")));
        story.SetDate(new DateOnly(2026, 3, 20));
        await EndPeriodsAsync(story);
        Assert.Equal("closure-proposed", (await carmen.ReadsAsync(warning)).Exchange.State);
        story.SetDate(new DateOnly(2026, 3, 21));
        await EndPeriodsAsync(story);
        await EndPeriodsAsync(story);
        var closed = await carmen.ReadsAsync(warning);
        Assert.Equal(("closed", Phase.Closed), (closed.Exchange.State, closed.Exchange.Phase));
        Assert.Equal(("close-unopposed", "The platform"), (closed.Timeline[^1].Action, closed.People[closed.Timeline[^1].UserId]));

        story.SetDate(new DateOnly(2026, 3, 2));
        var examined = await carmen.WarnsAsync(Request.Warning("CY"));
        story.SetDate(new DateOnly(2026, 4, 1));
        await EndPeriodsAsync(story);
        Assert.Equal("open", (await carmen.ReadsAsync(examined)).Exchange.State);
        await commission.DoesAsync("conclude", examined, Request.Comment);
        await EndPeriodsAsync(story);
        Assert.Equal("closed", (await carmen.ReadsAsync(examined)).Exchange.State);
        Assert.Contains("amend", (await carmen.ReadsAsync(examined)).Actions.Select(action => action.Name));
        await AmendAsync(carmen, examined, "Found violin");
        Assert.Equal(("closed", 2), ((await carmen.ReadsAsync(examined)).Exchange.State, (await carmen.ReadsAsync(examined)).Exchange.Version));
    }

    [SkippableFact]
    public async Task Copying_a_request_into_a_warning_copies_the_shared_fields()
    {
        var story = await platform.BeginAsync();
        var carmen = await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler);
        var (andreas, stranger) = (await story.HandlerInAsync("CY"), await HandlerAsync(story, "IT", Capacity.Coordinator));
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await andreas.DoesAsync("reply", request, Request.Found);
        Assert.Equal(["lost-property/warning"], (await carmen.ReadsAsync(request)).CopiesInto.Select(procedure => procedure.FullName));
        Assert.Empty((await andreas.ReadsAsync(request)).CopiesInto);
        (await stranger.CopiesAsync(request)).AssertNotFound();
        (await andreas.CopiesAsync(request)).AssertRefused("exchange.cannot-copy");

        var warning = (await carmen.CopiesAsync(request, "once")).Result();
        Assert.Equal(warning, (await carmen.CopiesAsync(request, "once")).Result());
        var draft = await carmen.ReadsAsync(warning);
        Assert.Equal((Request.Owner, "Carriage 7"), (draft.Answers.Text("owner"), draft.Answers.Text("item")));
        Assert.Equal(["insurance", "item", "owner"], draft.Origin!.Unchanged.Order());
        Assert.Equal((LinkKind.Copied, true), (draft.Links[0].Kind, draft.Links[0].IsOrigin));
        Assert.Empty((await andreas.ReadsAsync(request)).Links);
        await carmen.SavesAsync(warning, null, draft.Answers.With("item", "Violin").With("warned", "IT").With("commentsUntil", "2026-04-01"));
        Assert.DoesNotContain("item", (await carmen.ReadsAsync(warning)).Origin!.Unchanged);
        await carmen.DoesAsync("broadcast", warning);
        Assert.Empty((await stranger.ReadsAsync(warning)).Links);
        Assert.Null((await stranger.ReadsAsync(warning)).Origin);
    }

    [SkippableFact]
    public async Task Deleting_an_unsent_copy_leaves_the_original_unchanged()
    {
        var story = await platform.BeginAsync();
        var carmen = await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync((await story.HandlerInAsync("CY")).Office);
        var copy = (await carmen.CopiesAsync(request)).Result();
        await carmen.DoesAsync("delete", copy);
        Assert.Null(await carmen.FindsAsync(copy));
        Assert.Empty((await carmen.ReadsAsync(request)).Links);
    }

    [SkippableFact]
    public async Task Authorities_of_a_country_that_left_neither_receive_nor_act()
    {
        var story = await platform.BeginAsync();
        story.SetDate(new DateOnly(2020, 12, 30));
        var carmen = await HandlerAsync(story, "ES", Capacity.Recipient);
        await HandlerAsync(story, "EU", Capacity.Recipient);
        var london = await HandlerAsync(story, "UK", Capacity.Coordinator);
        var warning = await carmen.WarnsAsync(Request.Warning("UK").With("commentsUntil", "2021-03-31"));
        Assert.Contains("comment", (await london.ReadsAsync(warning)).Actions.Select(action => action.Name));
        story.SetDate(new DateOnly(2021, 1, 4));
        (await london.TriesAsync("comment", warning, Request.Comment)).AssertForbidden("access.country-left");
        (await carmen.TriesAsync("broadcast", await carmen.DraftsWarningAsync(Request.Warning("UK")))).AssertInvalid("warned exchange.nobody-receives");
    }

    private static async Task<Officer> HandlerAsync(Story story, string country, Capacity capacity) =>
        await (await story.WarningAuthorityInAsync(country, capacity)).EmploysAsync(Role.Handler);

    private static async Task AmendAsync(Officer officer, Guid warning, string item, params string[] also) =>
        (
            await officer.TriesAsync(
                warning,
                new ActionRequest
                {
                    Action = "amend",
                    Answers = Request.Form(("amendedBecause", "It was another instrument.")),
                    Form = Request.Warning("CY", also).With("item", item),
                }
            )
        ).Result();

    private static Task<int> EndPeriodsAsync(Story story) => story.CallAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));

    private static Task<InboxView> ViewAsync(Story story, Guid warning, Officer officer) =>
        story.DatabaseAsync(database =>
            database
                .Set<Participation>()
                .Where(part => part.ExchangeId == warning && part.AuthorityId == officer.Office.Id && part.View != InboxView.None)
                .Select(part => part.View)
                .SingleAsync()
        );

    private static Task<int> NoticesAsync(Story story, Guid warning, Officer officer) =>
        story.DatabaseAsync(database => database.Set<Notice>().CountAsync(notice => notice.ExchangeId == warning && notice.UserId == officer.Id));
}

public sealed class BroadcastStoriesOnSqlite(SqlitePlatform platform) : BroadcastStories(platform), IClassFixture<SqlitePlatform>;

public sealed class BroadcastStoriesOnPostgreSql(PostgreSqlPlatform platform) : BroadcastStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class BroadcastStoriesOnSqlServer(SqlServerPlatform platform) : BroadcastStories(platform), IClassFixture<SqlServerPlatform>;
