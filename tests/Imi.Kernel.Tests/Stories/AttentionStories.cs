using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An open exchange has someone who can act, or is listed as needing attention.</summary>
public abstract class AttentionStories(Platform platform)
{
    [SkippableFact]
    public async Task Losing_the_role_ends_an_assignment_and_notifies_the_allocators()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("CY");
        var (andreas, eleni, alexis) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Allocator)
        );
        var request = await (await story.HandlerInAsync("ES")).SendsAsync(office);
        await alexis.AllocatesAsync(request, andreas);
        (await eleni.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).AssertForbidden("access.assigned-to-others");

        await LoseAsync(story, andreas);
        Assert.Contains("accept", (await eleni.ReadsAsync(request)).Actions.Select(action => action.Name));
        Assert.True(await story.CallAsync<AttentionService, int>((service, stop) => service.RunAsync(stop)) > 0);
        Assert.False(await story.DatabaseAsync(database => database.Set<Assignment>().AnyAsync(one => one.ExchangeId == request)));
        Assert.Contains(
            await alexis.NoticesAsync(),
            notice => notice.ExchangeId == request && notice.Action == KernelActions.AllocationEnded && notice.NeedsAction
        );
        Assert.DoesNotContain(await eleni.NoticesAsync(), notice => notice.Action == KernelActions.AllocationEnded);
        await eleni.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
    }

    [SkippableFact]
    public async Task An_exchange_without_anyone_able_to_act_needs_attention()
    {
        var story = await platform.BeginAsync();
        var nikos = await (await story.CoordinatorInAsync("CY")).EmploysAsync(Role.Referral);
        var office = await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy(nikos.Office.Id));
        var andreas = await office.EmploysAsync(Role.Handler);
        var alexis = await office.EmploysAsync(Role.Allocator);
        var request = await (await story.HandlerInAsync("ES")).SendsAsync(office);
        await SweepAsync(story);
        Assert.DoesNotContain(request, await AttentionAsync(nikos));

        await LoseAsync(story, andreas);
        await SweepAsync(story);
        Assert.Contains(request, await AttentionAsync(nikos));
        Assert.Contains(request, await AttentionAsync(alexis));

        await office.EmploysAsync(Role.Handler);
        await SweepAsync(story);
        Assert.DoesNotContain(request, await AttentionAsync(nikos));
        Assert.DoesNotContain(request, await AttentionAsync(alexis));
    }

    [SkippableFact]
    public async Task A_notification_shows_whose_turn_it_is_and_who_acted()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        var sent = Assert.Single(await andreas.NoticesAsync());
        Assert.Equal(("", true, false, carmen.Office.Id), (sent.TaskNow, sent.NeedsAction, sent.IsDoneSince, sent.ByAuthorityId));
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await andreas.DoesAsync("reply", request, Request.Found);
        Assert.True(Assert.Single(await andreas.NoticesAsync()).IsDoneSince);
        Assert.Empty(
            await story.CallAsync<NoticeService, IReadOnlyList<NoticeItem>>(
                (notices, stop) => notices.ListAsync(new NoticeFilter(andreas.Id, null) { OnlyToDo = true }, stop)
            )
        );
        Assert.All(await carmen.NoticesAsync(), notice => Assert.True(notice.NeedsAction));
    }

    [SkippableFact]
    public async Task Only_the_people_to_whom_an_exchange_is_now_assigned_are_notified()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("CY");
        var (andreas, eleni, alexis) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Allocator)
        );
        var request = await (await story.HandlerInAsync("ES")).SendsAsync(office);
        (await alexis.AllocatesAsync(request, andreas)).Result();
        Assert.Equal((1, 0), (await AssignmentsAsync(andreas), await AssignmentsAsync(eleni)));
        (await alexis.AllocatesAsync(request, eleni)).Result();
        Assert.Equal((1, 1), (await AssignmentsAsync(andreas), await AssignmentsAsync(eleni)));

        static async Task<int> AssignmentsAsync(Officer person) => (await person.NoticesAsync()).Count(notice => notice.Action == "allocate");
    }

    [SkippableFact]
    public async Task A_role_that_has_ended_receives_no_notices_and_gives_no_task()
    {
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var (andreas, maria, alexis, sofia) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Allocator),
            await office.EmploysAsync(Role.Administrator)
        );
        var request = await carmen.SendsAsync(office);
        await alexis.AllocatesAsync(request, andreas);
        Assert.All(await andreas.NoticesAsync(), notice => Assert.Equal("", notice.TaskNow));

        await EndRolesAsync(story, andreas, alexis);
        Assert.All(await andreas.NoticesAsync(), notice => Assert.Null(notice.TaskNow));
        Assert.Contains(
            await story.MailsAsync<NoticeService, PendingMail>((notices, ids, stop) => notices.MailsAsync(ids, stop)),
            mail => mail.ExchangeId == request && mail.Email == $"{andreas.Id:N}@example.org" && !mail.NeedsAction
        );
        (await FormerUserStories.EndsAsync(sofia, andreas, EndReason.Left)).Result();
        Assert.DoesNotContain(await alexis.NoticesAsync(), notice => notice.Action == KernelActions.AllocationEnded);
        Assert.Contains(await maria.NoticesAsync(), notice => notice.ExchangeId == request && notice.Action == KernelActions.AllocationEnded);
    }

    [SkippableFact]
    public async Task A_data_protection_officer_whose_role_has_ended_receives_nothing_to_decide()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (officer, former) = (
            await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer),
            await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer)
        );
        await EndRolesAsync(story, former);
        var closed = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, closed);
        var deletion = new NewBlockedDataRequest(
            BlockedDataRequestKind.EarlyDeletion,
            BlockedDataGround.Consent,
            "The owner wants it.",
            null,
            HasConsent: true
        );
        (
            await story.CallAsync<BlockedDataRequestService, Outcome<Guid>>((service, stop) => service.AskAsync(closed, deletion, carmen.Actor, null, stop))
        ).Result();
        var today = DateOnly.FromDateTime(story.Now.UtcDateTime);
        (await SubjectRequestStories.EnterAsync(officer, SubjectRequestKind.Access, today)).Result();
        story.SetDate(today.AddDays(25));
        await story.CallAsync<SubjectReminderService, int>((service, stop) => service.RemindAsync(stop));

        Assert.Equal([SubjectReminderService.Due, KernelActions.EarlyDeletionAsked], (await officer.NoticesAsync()).Select(notice => notice.Action));
        Assert.Empty(await former.NoticesAsync());
    }

    [SkippableFact]
    public async Task Pending_mails_about_the_same_exchange_are_combined()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        for (var message = 0; message < 4; message++)
            (await carmen.WritesAsync(request, $"Message {message}")).Result();
        var mails = await story.MailsAsync<NoticeService, PendingMail>((notices, ids, stop) => notices.MailsAsync(ids, stop));
        var mail = Assert.Single(mails, one => one.ExchangeId == request && one.Email == $"{andreas.Id:N}@example.org");
        Assert.Equal((4, "", KernelActions.Message), (mail.Joined, mail.Task, mail.Action));
        Assert.Equal(5, (await andreas.NoticesAsync()).Count);
    }

    [SkippableFact]
    public async Task After_forwarding_an_authority_sees_its_own_reasons_but_no_other_personal_data()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, eleni) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("forward", request, Request.To(eleni.Office).With("reason", "The owner lives there."));
        var forwarded = await andreas.ReadsAsync(request);
        Assert.Equal(Sight.WithoutPersonal, forwarded.Sight);
        Assert.Equal("The owner lives there.", Assert.Single(forwarded.ActionContents).Answers.Text("reason"));
        Assert.False(forwarded.Answers.Has("owner"));
    }

    /// <summary>Ends all roles of people yesterday; the job that removes them has not run yet.</summary>
    private static Task<int> EndRolesAsync(Story story, params Officer[] people)
    {
        var ids = people.Select(person => person.Id).ToList();
        DateOnly? yesterday = DateOnly.FromDateTime(story.Now.UtcDateTime).AddDays(-1);
        return story.DatabaseAsync(database =>
            database
                .Set<RoleGrant>()
                .Where(grant => ids.Contains(grant.UserId))
                .ExecuteUpdateAsync(change => change.SetProperty(grant => grant.Until, yesterday))
        );
    }

    private static Task<int> SweepAsync(Story story) => story.CallAsync<AttentionService, int>((service, stop) => service.RunAsync(stop));

    private static async Task<IReadOnlyList<Guid>> AttentionAsync(Officer officer) =>
        [.. (await officer.ListsAsync(new InboxFilter { NeedsAttention = true, PageSize = 100 })).Items.Select(item => item.Row.Id)];

    private static Task<int> LoseAsync(Story story, Officer officer) =>
        story.DatabaseAsync(database =>
            database.Set<RoleGrant>().Where(grant => grant.UserId == officer.Id && grant.Role == Role.Handler).ExecuteDeleteAsync()
        );
}

public sealed class SqliteAttentionStories(SqlitePlatform platform) : AttentionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAttentionStories(PostgreSqlPlatform platform) : AttentionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAttentionStories(SqlServerPlatform platform) : AttentionStories(platform), IClassFixture<SqlServerPlatform>;
