using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class HandingOnStories(Platform platform)
{
    [SkippableFact]
    public async Task Forwarding_moves_a_request_to_another_authority()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (elpida, nikos) = (await story.HandlerInAsync("CY"), await story.HandlerInAsync("EL"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await andreas.TriesAsync("forward", request, Request.To(andreas.Office))).AssertInvalid("authority exchange.already-there");
        (await andreas.TriesAsync("forward", request, Request.To(nikos.Office))).AssertInvalid("authority exchange.forward-within-country");
        (await andreas.TriesAsync("forward", request, Request.Form(("authority", Guid.Empty.ToString())))).AssertInvalid(
            "authority validation.not-an-authority"
        );
        (await elpida.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).AssertNotFound();

        await andreas.DoesAsync("accept", request, Request.ReplyBy("2026-05-04"));
        await andreas.DoesAsync("forward", request, Request.To(elpida.Office));
        var forwarded = await elpida.ReadsAsync(request);
        Assert.Equal(("sent", elpida.Office.Id, null), (forwarded.Exchange.State, forwarded.Exchange.RecipientId, forwarded.Exchange.ReplyByProposed));
        Assert.Equal(elpida.Office.Id, forwarded.Timeline[^1].ToAuthorityId);
        Assert.Contains("accept", forwarded.Actions.Select(action => action.Name));

        var former = await andreas.ReadsAsync(request);
        Assert.Equal(Sight.WithoutPersonal, former.Sight);
        Assert.Empty(former.Actions);
        Assert.False(former.MayContribute);
        (await andreas.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).AssertForbidden("access.needs-role.handler");
        await elpida.DoesAsync("forward", request, Request.To(andreas.Office));
        Assert.Equal(Sight.Full, (await andreas.ReadsAsync(request)).Sight);
    }

    [SkippableFact]
    public async Task A_split_moves_only_the_chosen_items_to_a_linked_request()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var elpida = await story.HandlerInAsync("CY");
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await SplitAsync(andreas, request, elpida)).AssertInvalid("items exchange.split-nothing");
        (await SplitAsync(andreas, request, elpida, "items.0", "items.1")).AssertInvalid("items exchange.split-everything");
        (await SplitAsync(andreas, request, elpida, "items.1")).Result();

        var parent = await andreas.ReadsAsync(request);
        Assert.Equal(["Umbrella"], parent.Answers.Items("items").Select(item => item.Text("item")));
        Assert.Equal(("accepted", true), (parent.Exchange.State, parent.IsMyTurn));
        Assert.Empty(parent.Links);
        var link = Assert.Single((await carmen.ReadsAsync(request)).Links);
        Assert.Equal((LinkKind.Split, $"{parent.Exchange.Number}.1", "sent"), (link.Kind, link.Number, link.State));

        var child = await elpida.ReadsAsync(link.Id);
        Assert.Equal(["Violin"], child.Answers.Items("items").Select(item => item.Text("item")));
        Assert.Equal(Request.Owner, child.Answers.Text("owner"));
        Assert.Equal(parent.Exchange.Id, child.Exchange.ParentId);
        Assert.Equal(["split-off"], child.Timeline.Select(entry => entry.Action));
        Assert.Null(await elpida.FindsAsync(request));
        Assert.Null(await andreas.FindsAsync(link.Id));
        await elpida.DoesAsync("accept", link.Id, Request.ReplyBy(Request.WantedBy));
        Assert.Equal("accepted", (await carmen.ReadsAsync(link.Id)).Exchange.State);
    }

    [SkippableFact]
    public async Task Split_requests_count_in_the_statistics()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var elpida = await story.HandlerInAsync("CY");
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await SplitAsync(andreas, request, elpida, "items.1")).Result();
        var child = Assert.Single((await carmen.ReadsAsync(request)).Links).Id;
        Assert.Equal(
            ["train"],
            await story.DatabaseAsync(database =>
                database.Set<StatisticAnswer>().Where(fact => fact.ExchangeId == child && fact.Field == "transport").Select(fact => fact.Value).ToListAsync()
            )
        );
    }

    [SkippableFact]
    public async Task Requests_are_linked_by_number_if_both_are_visible()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (nikos, claire) = (await story.HandlerInAsync("EL"), await story.HandlerInAsync("FR"));
        var (first, second) = (await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(nikos.Office));
        var number = (await carmen.ReadsAsync(second)).Exchange.Number!;
        var foreign = (await claire.ReadsAsync(await claire.SendsAsync(nikos.Office))).Exchange.Number!;
        (await carmen.LinksAsync(first, "LOST-1999-000001")).AssertInvalid("number exchange.link-not-found");
        (await carmen.LinksAsync(first, foreign)).AssertInvalid("number exchange.link-not-found");
        Assert.Equal(second, (await carmen.LinksAsync(first, $" {number.ToLowerInvariant()} ")).Result());
        Assert.Equal(second, (await carmen.LinksAsync(first, number)).Result());

        Assert.Equal([(second, false)], (await carmen.ReadsAsync(first)).Links.Select(link => (link.Id, link.IsOrigin)));
        Assert.Equal([(first, true)], (await carmen.ReadsAsync(second)).Links.Select(link => (link.Id, link.IsOrigin)));
        Assert.Empty((await andreas.ReadsAsync(first)).Links);
        Assert.Single((await carmen.ReadsAsync(first)).Timeline, entry => entry.Action == "link");
    }

    [SkippableFact]
    public async Task An_allocator_assigns_handlers()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (maria, yiannis) = (await andreas.Office.EmploysAsync(Role.Handler), await andreas.Office.EmploysAsync(Role.Allocator));
        var request = await carmen.SendsAsync(andreas.Office);
        (await yiannis.AllocatesAsync(request, carmen)).AssertInvalid("assignees exchange.not-a-handler");
        (await yiannis.AllocatesAsync(request, maria)).Result();
        (await andreas.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).AssertForbidden("access.assigned-to-others");
        Assert.Equal([maria.Id], (await andreas.ReadsAsync(request)).Assigned[andreas.Office.Id]);
        (await maria.WritesAsync(request, "It is on my service.")).Result();
        (await andreas.WritesAsync(request, "On mine too.")).AssertForbidden("access.needs-role.handler", "access.assigned-to-others");
        (await yiannis.AllocatesAsync(request)).Result();
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
    }

    private static Task<Outcome<Guid>> SplitAsync(Officer officer, Guid request, Officer to, params string[] items) =>
        officer.TriesAsync(
            request,
            new ActionRequest
            {
                Action = "split",
                Answers = Request.To(to.Office),
                Items = items,
            }
        );
}

public sealed class SqliteHandingOnStories(SqlitePlatform platform) : HandingOnStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlHandingOnStories(PostgreSqlPlatform platform) : HandingOnStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerHandingOnStories(SqlServerPlatform platform) : HandingOnStories(platform), IClassFixture<SqlServerPlatform>;
