using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A country's central authority acts for small authorities in a module.</summary>
public abstract class ActingStories(Platform platform)
{
    [SkippableFact]
    public async Task The_central_authority_answers_for_a_small_one_and_all_see_it()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        var before = await carmen.SendsAsync(small.Office);
        Assert.Null(await giulia.FindsAsync(before));
        (await SetAsync(small, acts: true)).AssertDone();
        var after = await carmen.SendsAsync(small.Office);

        // Open exchanges are included, closed ones are not.
        Assert.Equal([before, after], (await giulia.ListsAsync(new InboxFilter { View = InboxView.ToDo })).Items.Select(item => item.Row.Id).Order());
        var seen = await giulia.ReadsAsync(after);
        Assert.Equal((Sight.Full, small.Office.Id), (seen.Sight, seen.ActsFor));
        Assert.True(seen.IsMyTurn);
        await giulia.DoesAsync("accept", after, Request.ReplyBy(Request.WantedBy));
        (await giulia.WritesAsync(after, "It was found.")).Result();
        await giulia.DoesAsync("reply", after, Request.Found);
        var answered = await carmen.ReadsAsync(after);
        var answer = answered.Timeline.Last(entry => entry.Action == "reply");
        Assert.Equal((small.Office.Id, giulia.Office.Id, giulia.Id), (answer.AuthorityId, answer.ThroughId, answer.UserId));
        Assert.All(answered.Messages, message => Assert.Equal(small.Office.Id, message.AuthorityId));

        // The small authority can still act itself.
        await small.DoesAsync("accept", before, Request.ReplyBy(Request.WantedBy));
        Assert.Null((await carmen.ReadsAsync(before)).Timeline[^1].ThroughId);
    }

    [SkippableFact]
    public async Task The_central_authority_sends_requests_for_a_small_one()
    {
        var story = await platform.BeginAsync();
        var cyprus = await story.HandlerInAsync("CY");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        var request = new NewExchange(Story.Module, Story.Procedure, small.Office.Id, cyprus.Office.Id, "it", Request.Complete);
        Task<Outcome<Guid>> BeginsAsync() =>
            story.CallAsync<ExchangeService, Outcome<Guid>>((service, stop) => service.CreateAsync(request, giulia.Actor, null, stop));
        (await BeginsAsync()).AssertForbidden("access.needs-role.handler");
        (await SetAsync(small, acts: true)).AssertDone();
        var sending = await story.CallAsync<AuthoritySearch, IReadOnlyList<SendingMandate>>(
            (finding, stop) => finding.SendingAsync([giulia.Office.Id], null, DateOnly.FromDateTime(story.Now.Date), stop)
        );
        Assert.Equal(
            [(giulia.Office.Id, null), (small.Office.Id, giulia.Office.Id)],
            sending.Select(one => (one.AuthorityId, one.ActedForById)).OrderBy(one => one.ActedForById is not null)
        );

        var draft = (await BeginsAsync()).Result();
        Assert.Equal([draft], (await giulia.ListsAsync(new InboxFilter { View = InboxView.Draft })).Items.Select(item => item.Row.Id));
        await giulia.DoesAsync("send", draft);
        Assert.Equal(
            (small.Office.Id, giulia.Office.Id),
            (await cyprus.ReadsAsync(draft)).Timeline[0] is var created ? (created.AuthorityId, created.ThroughId) : default
        );
        Assert.Equal(InboxView.Waiting, Assert.Single((await small.ListsAsync(new InboxFilter())).Items).Row.View);
    }

    [SkippableFact]
    public async Task When_acting_ends_past_actions_remain_and_access_ends()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        (await SetAsync(small, acts: true)).AssertDone();
        var request = await carmen.SendsAsync(small.Office);
        await giulia.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await SetAsync(small, acts: false)).AssertDone();
        (await SetAsync(small, acts: false)).AssertDone(); // The form is submitted twice.

        Assert.Null(await giulia.FindsAsync(request));
        Assert.Empty((await giulia.ListsAsync(new InboxFilter())).Items);
        (await giulia.TriesAsync("reply", request, Request.Found)).AssertNotFound();
        await small.DoesAsync("reply", request, Request.Found);
        var history = await story.CallAsync<AuthorityHistoryQuery, AuthorityHistory>(
            (reader, stop) => reader.ReadAsync(small.Office.Id, null, withPeople: false, "en", stop)
        );
        Assert.Equal([RegistryEventKind.NoLongerActedFor, RegistryEventKind.ActedFor], history.Events.Select(one => one.Kind));
    }

    [SkippableFact]
    public async Task The_central_supervisor_only_reads_and_the_allocator_assigns_own_handlers()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        var (supervisor, allocator, colleague) = (
            await giulia.Office.EmploysAsync(Role.Supervisor),
            await giulia.Office.EmploysAsync(Role.Allocator),
            await giulia.Office.EmploysAsync(Role.Handler)
        );
        (await SetAsync(small, acts: true)).AssertDone();
        var request = await carmen.SendsAsync(small.Office);

        Assert.Empty((await supervisor.ReadsAsync(request)).Actions);
        Assert.Equal([small.Office.Id, giulia.Office.Id], (await allocator.ReadsAsync(request)).AllocatesTo);
        (await allocator.AllocatesAsync(request, colleague)).Result();
        (await giulia.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).AssertForbidden("access.assigned-to-others");
        var seen = await giulia.ReadsAsync(request);
        Assert.Equal((small.Office.Id, true, false), (seen.ActsFor, seen.ActsThrough, seen.MayContribute));
        await colleague.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await allocator.AllocatesAsync(request, carmen)).AssertInvalid("assignees exchange.not-a-handler");
    }

    [SkippableFact]
    public async Task A_broadcast_remains_to_do_until_all_represented_authorities_have_answered()
    {
        var story = await platform.BeginAsync();
        var carmen = await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler);
        await story.WarningAuthorityInAsync("EU", Capacity.Recipient);
        var central = await story.AuthorityInAsync("DE");
        await CentralAsync(story, central);
        var marta = await central.EmploysAsync(Role.Handler);
        var (first, second) = (await story.WarningAuthorityInAsync("DE", Capacity.Recipient), await story.WarningAuthorityInAsync("DE", Capacity.Recipient));
        foreach (var one in (Office[])[first, second])
            (await SetAsync(one, await one.EmploysAsync(Role.Administrator), acts: true)).AssertDone();
        var warning = await carmen.WarnsAsync(Request.Warning("DE"));

        Assert.Equal(InboxView.ToDo, Assert.Single((await marta.ListsAsync(new InboxFilter())).Items).Row.View);
        await marta.DoesAsync("comment", warning, Request.Comment);
        Assert.Equal(InboxView.ToDo, Assert.Single((await marta.ListsAsync(new InboxFilter())).Items).Row.View);
        await marta.DoesAsync("comment", warning, Request.Comment);
        Assert.Equal(InboxView.Information, Assert.Single((await marta.ListsAsync(new InboxFilter())).Items).Row.View);
        var comments = (await carmen.ReadsAsync(warning)).Timeline.Where(entry => entry.Action == "comment").ToList();
        Assert.Equal(new[] { first.Id, second.Id }.Order(), comments.Select(entry => entry.AuthorityId).Order());

        // It stops acting for one authority and continues for the other.
        (await SetAsync(first, await first.EmploysAsync(Role.Administrator), acts: false)).AssertDone();
        Assert.Equal(second.Id, (await marta.ReadsAsync(warning)).ActsFor);
    }

    [SkippableFact]
    public async Task Forwarding_ends_the_access_of_the_central_authority()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        (await SetAsync(small, acts: true)).AssertDone();
        var (request, other) = (await carmen.SendsAsync(small.Office), await story.AuthorityInAsync("IT"));
        await giulia.DoesAsync("forward", request, Request.To(other));
        Assert.Null(await giulia.FindsAsync(request));
        Assert.Equal(Sight.WithoutPersonal, (await small.ReadsAsync(request)).Sight);
    }

    [SkippableFact]
    public async Task Acting_cannot_be_used_to_gain_access_and_keeps_the_authority_central()
    {
        var story = await platform.BeginAsync();
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        var coordinator = await story.CoordinatorInAsync("IT");
        var both = await coordinator.EmploysAsync(Role.Administrator);
        await story.DatabaseAsync(async database =>
        {
            var user = await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == both.Id);
            user.Grant(giulia.Office.Id, Story.Module, Role.Handler);
            return await database.SaveChangesAsync();
        });
        both = await story.SignsInAgainAsync(both);
        Assert.Equal("people.not-oneself", Assert.Single((await SetAsync(small.Office, both, acts: true)).Errors).MessageKey);
        (await SetAsync(small.Office, giulia, acts: true)).AssertNotFound();
        (await SetAsync(small.Office, await small.Office.EmploysAsync(Role.Handler), acts: true)).AssertNotFound();
        var elsewhere = await story.AuthorityInAsync("PL");
        (await SetAsync(elsewhere, await elsewhere.EmploysAsync(Role.Administrator), acts: true)).AssertNotFound(); // Poland has no central authority.

        (await SetAsync(small, acts: true)).AssertDone();
        var plain = await coordinator.EmploysAsync(Role.Administrator);
        Task<Outcome> NoLongerCentralAsync() =>
            story.CallAsync<GrantingService, Outcome>(
                (service, stop) =>
                    service.SaveAsync(
                        giulia.Office.Id,
                        Story.Module,
                        new GrantingChange { Setup = new SetupSetting(false, false, new HashSet<string>()) },
                        plain.Actor,
                        stop
                    )
            );
        Assert.Equal("network.setup.acts-for-others", Assert.Single((await NoLongerCentralAsync()).Errors).MessageKey);
        (await SetAsync(small.Office, plain, acts: false)).AssertDone();
        (await NoLongerCentralAsync()).AssertDone();
    }

    private static async Task<(Officer Central, Officer Small)> CentralAndSmallAsync(Story story, string country)
    {
        var central = await story.AuthorityInAsync(country);
        await CentralAsync(story, central);
        return (await central.EmploysAsync(Role.Handler), await (await story.AuthorityInAsync(country)).EmploysAsync(Role.Handler, Role.Administrator));
    }

    /// <summary>Makes an authority the central one, replacing that of another story.</summary>
    private static Task CentralAsync(Story story, Office office) =>
        story.DatabaseAsync(async database =>
        {
            var authority = await database.Set<Authority>().Include(one => one.Setups).FirstAsync(one => one.Id == office.Id);
            await database
                .Set<ModuleSetup>()
                .Where(setup => setup.IsCentral && database.Set<Authority>().Any(one => one.Id == setup.AuthorityId && one.Country == authority.Country))
                .ExecuteUpdateAsync(change => change.SetProperty(setup => setup.IsCentral, false));
            authority.SetUp(Story.Module, isCentral: true, allocates: false, []);
            return await database.SaveChangesAsync();
        });

    private static Task<Outcome> SetAsync(Officer administrator, bool acts) => SetAsync(administrator.Office, administrator, acts);

    private static Task<Outcome> SetAsync(Office office, Officer by, bool acts) =>
        office.Story.CallAsync<ActingForService, Outcome>((service, stop) => service.SetAsync(office.Id, Story.Module, acts, by.Actor, stop));
}

public sealed class SqliteActingStories(SqlitePlatform platform) : ActingStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlActingStories(PostgreSqlPlatform platform) : ActingStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerActingStories(SqlServerPlatform platform) : ActingStories(platform), IClassFixture<SqlServerPlatform>;
