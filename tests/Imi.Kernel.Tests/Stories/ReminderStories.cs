using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Reminders;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Nothing waits unseen: the platform reminds those who have to act, then those above them, and nobody twice.</summary>
public abstract class ReminderStories(Platform platform)
{
    [SkippableFact]
    public async Task A_year_of_an_unanswered_request_brings_each_reminder_once_on_two_nodes()
    {
        var (story, carmen, cyprus) = await BeginAsync("CY");
        var request = await carmen.SendsAsync(cyprus.Office);
        var before = await carmen.ReadsAsync(request);

        for (var day = new DateOnly(2026, 3, 2); day <= new DateOnly(2027, 3, 2); day = day.AddDays(1))
        {
            story.SetDate(day);
            await Task.WhenAll(RemindAsync(story), RemindAsync(story));
        }

        Assert.Equal(
            [
                "2026-03-10 reminded-handlers",
                "2026-03-17 reminded-allocators",
                "2026-03-24 reminded-mailbox",
                "2026-03-31 reminded-coordinators",
                "2026-04-07 reminded-national",
            ],
            await TimelineAsync(story, request)
        );
        Assert.Equal(["2026-03-06 reminded-near", "2026-03-10 reminded-handlers"], await NoticesAsync(story, cyprus.Handler, request));
        Assert.Equal(["2026-03-17 reminded-allocators"], await NoticesAsync(story, cyprus.Allocator, request));
        Assert.Equal(["2026-03-31 reminded-coordinators"], await NoticesAsync(story, cyprus.Coordinator, request));
        Assert.Empty(await NoticesAsync(story, carmen, request));

        // Those who fill in a form at that time lose nothing, and the exchange does not look as if it had moved.
        var after = await carmen.ReadsAsync(request);
        Assert.Equal((before.Exchange.Revision, before.Exchange.UpdatedAt), (after.Exchange.Revision, after.Exchange.UpdatedAt));
        Assert.Null(after.Exchange.RemindFrom);
    }

    [SkippableFact]
    public async Task What_was_done_before_the_morning_is_not_in_the_mail()
    {
        var (story, carmen, greece) = await BeginAsync("EL");
        var (done, open) = (await carmen.SendsAsync(greece.Office), await carmen.SendsAsync(greece.Office));
        await RemindOnAsync(story, new DateOnly(2026, 3, 6));
        await greece.Handler.DoesAsync("accept", done, Request.ReplyBy(Request.WantedBy));

        var row = Assert.Single(await WaitingAsync(story, greece.Handler.Id));
        Assert.Equal(new DateTime(2026, 3, 9, 6, 0, 0, DateTimeKind.Utc), row.NotBefore); // Monday, 7:00 in Brussels.
        var mail = Assert.Single(await ComposeAsync(story, row)).Value;
        Assert.Equal("Reminder: 1 exchange needs your action", mail.Subject);
        Assert.Contains((await carmen.ReadsAsync(open)).Exchange.Number!, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await carmen.ReadsAsync(done)).Exchange.Number!, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Request.Owner, mail.Text, StringComparison.Ordinal);
        Assert.Contains("Last day: 9 March 2026", mail.Text, StringComparison.Ordinal);

        await greece.Handler.DoesAsync("accept", open, Request.ReplyBy(Request.WantedBy));
        Assert.Empty(await ComposeAsync(story, row));
        await RemindOnAsync(story, new DateOnly(2026, 3, 11));
        Assert.Empty(await TimelineAsync(story, open));
    }

    [SkippableFact]
    public async Task After_a_downtime_the_levels_follow_each_other_and_a_clock_set_back_repeats_nothing()
    {
        var (story, carmen, france) = await BeginAsync("FR");
        var request = await carmen.SendsAsync(france.Office);

        await RemindOnAsync(story, new DateOnly(2026, 5, 4));
        await RemindOnAsync(story, new DateOnly(2026, 3, 20));
        await RemindOnAsync(story, new DateOnly(2026, 5, 4));
        Assert.Equal(["2026-05-04 reminded-handlers"], await TimelineAsync(story, request));
        Assert.Equal(["2026-05-04 reminded-handlers"], await NoticesAsync(story, france.Handler, request));

        await RemindOnAsync(story, new DateOnly(2026, 5, 10));
        Assert.Single(await TimelineAsync(story, request));
        await RemindOnAsync(story, new DateOnly(2026, 5, 11));
        Assert.Equal(["2026-05-04 reminded-handlers", "2026-05-11 reminded-allocators"], await TimelineAsync(story, request));
    }

    [SkippableFact]
    public async Task A_level_without_anybody_is_passed_over()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var office = await story.AuthorityInAsync("PL");
        var handler = await office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(office);
        foreach (var day in Enumerable.Range(0, 120).Select(days => new DateOnly(2026, 3, 3).AddDays(days)))
            await RemindOnAsync(story, day);
        Assert.Equal(["2026-03-10 reminded-handlers"], await TimelineAsync(story, request));
        Assert.Equal(["2026-03-06 reminded-near", "2026-03-10 reminded-handlers"], await NoticesAsync(story, handler, request));
    }

    [SkippableFact]
    public async Task Another_last_day_is_another_occasion_and_assigned_people_are_reminded_alone()
    {
        var (story, carmen, italy) = await BeginAsync("IT");
        var colleague = await italy.Office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(italy.Office);
        (await italy.Allocator.AllocatesAsync(request, colleague)).Result();
        await RemindOnAsync(story, new DateOnly(2026, 3, 6));
        await colleague.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));

        foreach (var day in Enumerable.Range(0, 40).Select(days => new DateOnly(2026, 3, 7).AddDays(days)))
            await RemindOnAsync(story, day);

        // The reply is due on 1 April.
        Assert.Equal(["2026-03-06 reminded-near", "2026-03-29 reminded-near", "2026-04-02 reminded-handlers"], await NoticesAsync(story, colleague, request));
        Assert.Empty(await NoticesAsync(story, italy.Handler, request));
    }

    [SkippableFact]
    public async Task A_forgotten_draft_is_named_to_its_author_once_and_again_after_a_change()
    {
        var (story, carmen, _) = await BeginAsync("CY");
        var colleague = await carmen.Office.EmploysAsync(Role.Handler);
        var draft = await carmen.DraftsAsync(null);
        foreach (var day in Enumerable.Range(1, 20).Select(days => new DateOnly(2026, 3, 2).AddDays(days)))
            await RemindOnAsync(story, day);
        Assert.Equal(["2026-03-16 reminded-handlers"], await NoticesAsync(story, carmen, draft));
        Assert.Empty(await NoticesAsync(story, colleague, draft));
        Assert.Contains("the draft has not changed since 2 March 2026", await TextAsync(story, carmen.Id), StringComparison.Ordinal);

        story.SetDate(new DateOnly(2026, 3, 25));
        (await carmen.SavesAsync(draft, null, Request.Complete)).Result();
        foreach (var day in Enumerable.Range(1, 20).Select(days => new DateOnly(2026, 3, 25).AddDays(days)))
            await RemindOnAsync(story, day);
        Assert.Equal(["2026-03-16 reminded-handlers", "2026-04-08 reminded-handlers"], await NoticesAsync(story, carmen, draft));
    }

    [SkippableFact]
    public async Task Of_many_recipients_those_are_reminded_who_have_not_replied()
    {
        var story = await platform.BeginAsync();
        var (sender, replied, silent) = (
            await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler),
            await (await story.WarningAuthorityInAsync("EL", Capacity.Recipient)).EmploysAsync(Role.Handler),
            await (await story.WarningAuthorityInAsync("IT", Capacity.Recipient)).EmploysAsync(Role.Handler)
        );
        var warning = await sender.WarnsAsync(Request.Warning("EL", "IT"));
        await replied.DoesAsync("comment", warning, Request.Comment);
        await RemindOnAsync(story, new DateOnly(2026, 3, 28));
        Assert.Equal(["2026-03-28 reminded-near"], await NoticesAsync(story, silent, warning));
        Assert.Empty(await NoticesAsync(story, replied, warning));

        // The platform closes the warning after its last day: nobody can act, so nobody is reminded.
        await RemindOnAsync(story, new DateOnly(2026, 4, 1));
        Assert.Single(await NoticesAsync(story, silent, warning));
    }

    [SkippableFact]
    public async Task Mails_come_once_a_day_at_once_or_never_as_the_person_wants_and_mailboxes_get_what_people_left()
    {
        var (story, carmen, germany) = await BeginAsync("DE");
        var (eager, calm) = (await germany.Office.EmploysAsync(Role.Handler), await germany.Office.EmploysAsync(Role.Handler));
        await PreferAsync(story, eager, ReminderMails.AtOnce);
        await PreferAsync(story, calm, ReminderMails.Never);
        var (one, two) = (await carmen.SendsAsync(germany.Office), await carmen.SendsAsync(germany.Office));

        await RemindOnAsync(story, new DateOnly(2026, 3, 6));
        Assert.Single(await WaitingAsync(story, germany.Handler.Id));
        Assert.Contains(
            "2 exchanges need",
            Assert.Single(await ComposeAsync(story, await WaitingAsync(story, germany.Handler.Id))).Value.Subject,
            StringComparison.Ordinal
        );
        Assert.Empty(await WaitingAsync(story, eager.Id));
        Assert.Equal(
            2,
            await story.DatabaseAsync(database =>
                database.Set<OutboxMail>().CountAsync(mail => mail.UserId == eager.Id && mail.CreatedAt > new DateTime(2026, 3, 5, 0, 0, 0, DateTimeKind.Utc))
            )
        );
        Assert.Empty(await WaitingAsync(story, calm.Id));
        Assert.Single(await NoticesAsync(story, calm, one));

        foreach (var day in Enumerable.Range(0, 30).Select(days => new DateOnly(2026, 3, 10).AddDays(days)))
            await RemindOnAsync(story, day);
        var number = (await carmen.ReadsAsync(two)).Exchange.Number!;
        var mailbox = Assert.Single(await ComposeAsync(story, await WaitingAsync(story, germany.Office.Id))).Value;
        Assert.Equal($"{germany.Office.Id:N}@office.example", mailbox.Address);
        Assert.Contains($"{number}, Tracing: Accept", mailbox.Text, StringComparison.Ordinal);
        Assert.Contains("The last day was 9 March 2026", mailbox.Text, StringComparison.Ordinal);
        Assert.Contains("nobody has acted after earlier reminders", mailbox.Text, StringComparison.Ordinal);
        var national = Assert.Single(await ComposeAsync(story, await WaitingAsync(story, germany.National.Id))).Value;
        Assert.Equal("Reminder: 2 exchanges of others are late", national.Subject);
        Assert.Contains("You look after them as coordinator", national.Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_exchange_that_cannot_be_loaded_keeps_no_other_from_being_reminded()
    {
        var (story, carmen, greece) = await BeginAsync("EL");
        var (broken, other) = (await carmen.SendsAsync(greece.Office), await carmen.SendsAsync(greece.Office));
        var version = await story.DatabaseAsync(database =>
            database.Set<Exchange>().Where(one => one.Id == broken).Select(one => one.DefinitionVersion).SingleAsync()
        );
        await SetVersionAsync(story, broken, "gone");

        await Assert.ThrowsAsync<JobProblemException>(() => RemindOnAsync(story, new DateOnly(2026, 3, 10)));
        Assert.Equal(["2026-03-10 reminded-handlers"], await TimelineAsync(story, other));

        await SetVersionAsync(story, broken, version);
        await RemindAsync(story);
        Assert.Equal(["2026-03-10 reminded-handlers"], await TimelineAsync(story, broken));
        Assert.Single(await TimelineAsync(story, other));
    }

    private static Task<int> SetVersionAsync(Story story, Guid exchange, string version) =>
        story.DatabaseAsync(database =>
            database.Set<Exchange>().Where(one => one.Id == exchange).ExecuteUpdateAsync(change => change.SetProperty(one => one.DefinitionVersion, version))
        );

    private async Task<(Story Story, Officer Carmen, Country Country)> BeginAsync(string country)
    {
        var story = await platform.BeginAsync();
        var (national, coordinator) = (await story.CoordinatorInAsync(country), await story.DelegatedCoordinatorInAsync(country));
        var office = await story.AuthorityInAsync(country, mandate => mandate.CoordinatedBy(coordinator.Id));
        foreach (var reached in (Office[])[national, office])
            await story.DatabaseAsync(async database =>
            {
                (await database.Set<Authority>().FirstAsync(one => one.Id == reached.Id)).ReachedAt($"{reached.Id:N}@office.example", "", "");
                return await database.SaveChangesAsync();
            });
        return (
            story,
            await story.HandlerInAsync("ES"),
            new Country(
                office,
                national,
                await office.EmploysAsync(Role.Handler),
                await office.EmploysAsync(Role.Allocator),
                await coordinator.EmploysAsync(Role.Referral)
            )
        );
    }

    private sealed record Country(Office Office, Office National, Officer Handler, Officer Allocator, Officer Coordinator);

    private static Task<int> RemindAsync(Story story) => story.CallInSameMinuteAsync<ReminderService, int>((service, stop) => service.RemindAsync(stop));

    private static Task<int> RemindOnAsync(Story story, DateOnly day)
    {
        story.SetDate(day);
        return RemindAsync(story);
    }

    private static Task<Outcome> PreferAsync(Story story, Officer officer, ReminderMails when) =>
        story.CallAsync<UserService, Outcome>((people, stop) => people.PreferAsync(officer.Id, new Preferences { ReminderMails = when }, stop));

    private static Task<List<string>> TimelineAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(async database =>
            (await database.Set<TimelineEntry>().Where(entry => entry.ExchangeId == exchange).OrderBy(entry => entry.Id).ToListAsync())
                .Where(entry => KernelActions.Reminders.Contains(entry.What))
                .Select(entry => $"{DeadlineCalendar.DayOf(entry.At):yyyy-MM-dd} {entry.What}")
                .ToList()
        );

    private static Task<List<string>> NoticesAsync(Story story, Officer officer, Guid exchange) =>
        story.DatabaseAsync(async database =>
            (
                await database
                    .Set<Notice>()
                    .Where(notice => notice.ExchangeId == exchange && notice.UserId == officer.Id)
                    .OrderBy(notice => notice.Id)
                    .ToListAsync()
            )
                .Where(notice => KernelActions.Reminders.Contains(notice.Action))
                .Select(notice => $"{DeadlineCalendar.DayOf(notice.At):yyyy-MM-dd} {notice.Action}")
                .ToList()
        );

    private static Task<List<OutboxMail>> WaitingAsync(Story story, Guid recipient) =>
        story.DatabaseAsync(database =>
            database.Set<OutboxMail>().AsNoTracking().Where(mail => mail.Kind == MailKind.Reminders && mail.SubjectId == recipient).ToListAsync()
        );

    private static async Task<string> TextAsync(Story story, Guid recipient) =>
        Assert.Single(await ComposeAsync(story, await WaitingAsync(story, recipient))).Value.Text;

    private static Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(Story story, OutboxMail row) => ComposeAsync(story, [row]);

    private static Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(Story story, IReadOnlyList<OutboxMail> rows) =>
        story.CallInSameMinuteAsync<IEnumerable<IMailComposer>, IReadOnlyDictionary<Guid, Mail>>(
            (composers, stop) => composers.Single(one => one.Kind == MailKind.Reminders).ComposeAsync(rows, stop)
        );
}

public sealed class SqliteReminderStories(SqlitePlatform platform) : ReminderStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlReminderStories(PostgreSqlPlatform platform) : ReminderStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerReminderStories(SqlServerPlatform platform) : ReminderStories(platform), IClassFixture<SqlServerPlatform>;
