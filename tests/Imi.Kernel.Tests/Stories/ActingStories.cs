using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A country's central authority acts for small ones in a module.</summary>
public abstract class ActingStories(Platform platform)
{
    [SkippableFact]
    public async Task The_central_authority_answers_in_the_name_of_a_small_one_and_everybody_reads_through_whom()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        var before = await carmen.SendsAsync(small.Office);
        Assert.Null(await giulia.LooksForAsync(before));
        Assert.Empty((await SetAsync(small, acts: true))!);
        var after = await carmen.SendsAsync(small.Office);

        // What was under way comes too, and what is closed does not.
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

        // The authority itself goes on to act.
        await small.DoesAsync("accept", before, Request.ReplyBy(Request.WantedBy));
        Assert.Null((await carmen.ReadsAsync(before)).Timeline[^1].ThroughId);
    }

    [SkippableFact]
    public async Task The_central_authority_begins_requests_for_a_small_one_and_finds_it_among_those_that_it_may_send_for()
    {
        var story = await platform.BeginAsync();
        var cyprus = await story.HandlerInAsync("CY");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        var request = new NewExchange(Story.Module, Story.Procedure, small.Office.Id, cyprus.Office.Id, "it", Request.Complete);
        Task<Outcome<Guid>> BeginsAsync() =>
            story.AskAsync<ExchangeService, Outcome<Guid>>((desk, stop) => desk.CreateAsync(request, giulia.Actor, null, stop));
        (await BeginsAsync()).IsForbidden("access.needs-role.handler");
        Assert.Empty((await SetAsync(small, acts: true))!);
        var sending = await story.AskAsync<AuthoritySearch, IReadOnlyList<SendingMandate>>(
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
    public async Task When_it_no_longer_acts_for_the_small_one_what_it_did_stays_and_it_sees_nothing_of_it_any_more()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        Assert.Empty((await SetAsync(small, acts: true))!);
        var request = await carmen.SendsAsync(small.Office);
        await giulia.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        Assert.Empty((await SetAsync(small, acts: false))!);
        Assert.Empty((await SetAsync(small, acts: false))!); // Sent twice.

        Assert.Null(await giulia.LooksForAsync(request));
        Assert.Empty((await giulia.ListsAsync(new InboxFilter())).Items);
        (await giulia.TriesAsync("reply", request, Request.Found)).IsNotFound();
        await small.DoesAsync("reply", request, Request.Found);
        var history = await story.AskAsync<AuthorityHistoryQuery, AuthorityHistory>(
            (reader, stop) => reader.ReadAsync(small.Office.Id, null, withPeople: false, "en", stop)
        );
        Assert.Equal([RegistryEventKind.NoLongerActedFor, RegistryEventKind.ActedFor], history.Events.Select(one => one.Kind));
    }

    [SkippableFact]
    public async Task Its_supervisor_reads_only_and_its_allocator_hands_the_work_to_its_own_handlers_too()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        var (supervisor, allocator, colleague) = (
            await giulia.Office.EmploysAsync(Role.Supervisor),
            await giulia.Office.EmploysAsync(Role.Allocator),
            await giulia.Office.EmploysAsync(Role.Handler)
        );
        Assert.Empty((await SetAsync(small, acts: true))!);
        var request = await carmen.SendsAsync(small.Office);

        Assert.Empty((await supervisor.ReadsAsync(request)).Actions);
        Assert.Equal([small.Office.Id, giulia.Office.Id], (await allocator.ReadsAsync(request)).AllocatesTo);
        (await allocator.AllocatesAsync(request, colleague)).Result();
        (await giulia.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).IsForbidden("access.assigned-to-others");
        var looked = await giulia.ReadsAsync(request);
        Assert.Equal((small.Office.Id, true, false), (looked.ActsFor, looked.ActsThrough, looked.MayContribute));
        await colleague.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await allocator.AllocatesAsync(request, carmen)).IsInvalid("assignees exchange.not-a-handler");
    }

    [SkippableFact]
    public async Task A_broadcast_that_reaches_small_ones_is_done_for_the_central_authority_when_all_have_said_their_part()
    {
        var story = await platform.BeginAsync();
        var carmen = await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler);
        await story.WarningAuthorityInAsync("EU", Capacity.Recipient);
        var central = await story.AuthorityInAsync("DE");
        await CentralAsync(story, central);
        var marta = await central.EmploysAsync(Role.Handler);
        var (first, second) = (await story.WarningAuthorityInAsync("DE", Capacity.Recipient), await story.WarningAuthorityInAsync("DE", Capacity.Recipient));
        foreach (var one in (Office[])[first, second])
            Assert.Empty((await SetAsync(one, await one.EmploysAsync(Role.Administrator), acts: true))!);
        var warning = await carmen.WarnsAsync(Request.Warning("DE"));

        Assert.Equal(InboxView.ToDo, Assert.Single((await marta.ListsAsync(new InboxFilter())).Items).Row.View);
        await marta.DoesAsync("comment", warning, Request.Comment);
        Assert.Equal(InboxView.ToDo, Assert.Single((await marta.ListsAsync(new InboxFilter())).Items).Row.View);
        await marta.DoesAsync("comment", warning, Request.Comment);
        Assert.Equal(InboxView.Information, Assert.Single((await marta.ListsAsync(new InboxFilter())).Items).Row.View);
        var comments = (await carmen.ReadsAsync(warning)).Timeline.Where(entry => entry.Action == "comment").ToList();
        Assert.Equal(new[] { first.Id, second.Id }.Order(), comments.Select(entry => entry.AuthorityId).Order());

        // For one of them no longer: for the other it still does.
        Assert.Empty((await SetAsync(first, await first.EmploysAsync(Role.Administrator), acts: false))!);
        Assert.Equal(second.Id, (await marta.ReadsAsync(warning)).ActsFor);
    }

    [SkippableFact]
    public async Task Forwarding_takes_it_from_the_central_authority_and_a_successor_has_its_own()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (giulia, small) = await CentralAndSmallAsync(story, "IT");
        Assert.Empty((await SetAsync(small, acts: true))!);
        var (request, other) = (await carmen.SendsAsync(small.Office), await story.AuthorityInAsync("IT"));
        await giulia.DoesAsync("forward", request, Request.To(other));
        Assert.Null(await giulia.LooksForAsync(request));
        Assert.Equal(Sight.WithoutPersonal, (await small.ReadsAsync(request)).Sight);
    }

    [SkippableFact]
    public async Task Nobody_opens_exchanges_of_others_to_themselves_by_it_and_whoever_acts_for_others_stays_central()
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
        Assert.Equal("people.not-oneself", Assert.Single((await SetAsync(small.Office, both, acts: true))!).MessageKey);
        Assert.Null(await SetAsync(small.Office, giulia, acts: true));
        Assert.Null(await SetAsync(small.Office, await small.Office.EmploysAsync(Role.Handler), acts: true));
        var elsewhere = await story.AuthorityInAsync("PL");
        Assert.Null(await SetAsync(elsewhere, await elsewhere.EmploysAsync(Role.Administrator), acts: true)); // Poland has no central authority.

        Assert.Empty((await SetAsync(small, acts: true))!);
        var plain = await coordinator.EmploysAsync(Role.Administrator);
        Task<IReadOnlyList<FieldError>?> NoLongerCentralAsync() =>
            story.AskAsync<SetupService, IReadOnlyList<FieldError>?>(
                (desk, stop) => desk.SetAsync(giulia.Office.Id, Story.Module, new SetupSetting(false, false, new HashSet<string>()), plain.Actor, stop)
            );
        Assert.Equal("network.setup.acts-for-others", Assert.Single((await NoLongerCentralAsync())!).MessageKey);
        Assert.Empty((await SetAsync(small.Office, plain, acts: false))!);
        Assert.Empty((await NoLongerCentralAsync())!);
    }

    private static async Task<(Officer Central, Officer Small)> CentralAndSmallAsync(Story story, string country)
    {
        var central = await story.AuthorityInAsync(country);
        await CentralAsync(story, central);
        return (await central.EmploysAsync(Role.Handler), await (await story.AuthorityInAsync(country)).EmploysAsync(Role.Handler, Role.Administrator));
    }

    /// <summary>Makes it central; whoever was it in another story is so no longer.</summary>
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

    private static Task<IReadOnlyList<FieldError>?> SetAsync(Officer administrator, bool acts) => SetAsync(administrator.Office, administrator, acts);

    private static Task<IReadOnlyList<FieldError>?> SetAsync(Office office, Officer by, bool acts) =>
        office.Story.AskAsync<ActingForService, IReadOnlyList<FieldError>?>((desk, stop) => desk.SetAsync(office.Id, Story.Module, acts, by.Actor, stop));
}

public sealed class SqliteActingStories(SqlitePlatform platform) : ActingStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlActingStories(PostgreSqlPlatform platform) : ActingStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerActingStories(SqlServerPlatform platform) : ActingStories(platform), IClassFixture<SqlServerPlatform>;
