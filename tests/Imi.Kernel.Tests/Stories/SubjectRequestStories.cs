using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class SubjectRequestStories(Platform platform)
{
    private const string Name = "Ágata Müller";
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DateOnly HideOn = new(2026, 9, 2);

    [SkippableFact]
    public async Task The_answer_to_a_request_is_due_within_thirty_days()
    {
        var (story, carmen, officer) = await BeginAsync();
        (await EnterAsync(officer, SubjectRequestKind.Access, name: " ", receivedOn: null)).AssertInvalid(
            "name validation.required",
            "receivedOn validation.required"
        );
        (await EnterAsync(officer, SubjectRequestKind.Access, receivedOn: Today.AddDays(1))).AssertInvalid("receivedOn data-subjects.received-within-a-year");
        (await EnterAsync(carmen, SubjectRequestKind.Access)).AssertForbidden("access.needs-subject-role");
        var id = (await EnterAsync(officer, SubjectRequestKind.Access)).Result();

        var line = Assert.Single((await ListAsync(officer))!.Open);
        Assert.Equal((id, Name, new DateOnly(2026, 4, 1)), (line.Request.Id, line.Name, line.Request.DueOn));
        Assert.Matches("^DSR-2026-[0-9]{6}$", line.Request.Number);
        Assert.Null(await ListAsync(carmen));
        var elsewhere = await (await story.AuthorityInAsync("CY")).EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        Assert.Null(await ShowAsync(elsewhere, id));
        var stored = await story.DatabaseAsync(database =>
            database.Set<SubjectRequest>().Where(one => one.Id == id).Select(one => one.ContentCipher).SingleAsync()
        );
        Assert.Equal(-1, stored.AsSpan().IndexOf("gata"u8));
    }

    [SkippableFact]
    public async Task A_request_with_a_lost_key_remains_due_and_says_why_it_cannot_be_answered()
    {
        var (story, _, officer) = await BeginAsync();
        var id = (await EnterAsync(officer, SubjectRequestKind.Access)).Result();
        var wrapped = await story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == id).Select(key => key.Wrapped).SingleAsync()
        );
        var lost = wrapped.ToArray();
        Guid.CreateVersion7(Platform.Beginning).ToByteArray().CopyTo(lost, ExchangeKey.RingKeyStart);
        await KeepKeyAsync(story, id, lost);

        Assert.Equal(new DateOnly(2026, 4, 1), Assert.Single((await ListAsync(officer))!.Open).Request.DueOn);
        Assert.Equal((true, "?", ""), (await ShowAsync(officer, id)) is { } shown ? (shown.IsContentLost, shown.Content.Name, shown.Answer) : default);
        (await SearchAsync(officer, id)).AssertRefused("access.request-unreadable");
        (await AnswerAsync(officer, id, SubjectDecision.Granted, "")).AssertRefused("access.request-unreadable");

        await KeepKeyAsync(story, id, wrapped);
        Assert.Equal(Name, (await ShowAsync(officer, id))!.Content.Name);
    }

    [SkippableFact]
    public async Task A_search_covers_answers_messages_and_file_names_regardless_of_case_and_accents()
    {
        var (story, carmen, officer) = await BeginAsync();
        var andreas = await story.HandlerInAsync("CY");
        var (inAnswers, inMessage, inFile, elsewhere) = (
            await carmen.SendsAsync(andreas.Office, Request.Complete.With("owner", $"A violin of {Name}")),
            await carmen.SendsAsync(andreas.Office),
            await carmen.SendsAsync(andreas.Office),
            await carmen.SendsAsync(andreas.Office)
        );
        (await andreas.WritesAsync(inMessage, "AGATA MULLER has called.")).Result();
        (await andreas.AttachesAsync(inFile, "agata-müller.txt", "x"u8.ToArray())).Result();
        var id = (await EnterAsync(officer, SubjectRequestKind.Access, words: "Agata Müller\nagata-muller")).Result();

        var search = (await SearchAsync(officer, id)).Result();
        Assert.Equal((4, null), (search.Examined, search.Next));
        Assert.Equal([inAnswers, inMessage, inFile], search.Matches.Select(match => match.Exchange.Id).Order());
        var place = Assert.Single(search.Matches.Single(match => match.Exchange.Id == inAnswers).Places);
        Assert.Equal(("form", $"A violin of {Name}"), (place.Place, place.Text));
        Assert.Equal("message", Assert.Single(search.Matches.Single(match => match.Exchange.Id == inMessage).Places).Place);
        var number = Assert.Single((await ListAsync(officer))!.Open).Request.Number;
        var noted = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.What == "subject-search" && entry.UserId == officer.Id).ToListAsync()
        );
        Assert.Contains(noted, entry => entry.ExchangeId == null && entry.Detail == $"{number} 4 examined");
        Assert.Equal(
            [inAnswers, inMessage, inFile],
            noted.Where(entry => entry.ExchangeId != null && entry.Detail == number).Select(entry => entry.ExchangeId!.Value).Order()
        );
        Assert.DoesNotContain(noted, entry => entry.Detail.Contains("gata", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(search.Matches, match => match.Exchange.Id == elsewhere);
    }

    [SkippableFact]
    public async Task A_report_contains_the_data_of_attached_exchanges_except_blocked_ones()
    {
        var (story, carmen, officer) = await BeginAsync();
        var andreas = await story.HandlerInAsync("CY");
        var (open, hidden) = (
            await carmen.SendsAsync(andreas.Office, Request.Complete.With("owner", $"A violin of {Name}")),
            await carmen.SendsAsync(andreas.Office, Request.Complete.With("owner", $"A flute of {Name}"))
        );
        await RetentionStories.CloseAsync(carmen, andreas, hidden);
        var number = (await carmen.ReadsAsync(hidden)).Exchange.Number!;
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        var id = (await EnterAsync(officer, SubjectRequestKind.Access, receivedOn: HideOn)).Result();
        Assert.Equal(1, (await ShowAsync(officer, id))!.HiddenCount);
        Assert.Equal([open], (await SearchAsync(officer, id)).Result().Matches.Select(match => match.Exchange.Id));
        (await AttachAsync(officer, id, [], "EX-0000")).AssertInvalid("number data-subjects.no-such-exchange");
        (await AttachAsync(officer, id, [open], "")).Result();
        (await AttachAsync(officer, id, [open], number)).Result();
        Assert.Null(await ReportAsync(officer, id));

        (await AnswerAsync(officer, id, SubjectDecision.PartlyGranted, "")).AssertInvalid("restriction data-subjects.reasons-needed");
        (await AnswerAsync(officer, id, SubjectDecision.PartlyGranted, "An investigation is under way.")).Result();
        (await AnswerAsync(officer, id, SubjectDecision.Granted, "")).AssertRefused("blocked-data.decided");
        (await AttachAsync(officer, id, [open], "")).AssertRefused("blocked-data.decided");
        var report = (await ReportAsync(officer, id))!;
        Assert.Equal("An investigation is under way.", report.Details.Answer);
        Assert.Equal([(open, 1), (hidden, 0)], report.Exchanges.OrderBy(one => one.Exchange.Id).Select(one => (one.Exchange.Id, one.Texts.Count)));
        Assert.Equal(
            2,
            await story.DatabaseAsync(database =>
                database.Set<JournalEntry>().CountAsync(entry => entry.What == "subject-report" && entry.UserId == officer.Id && entry.ExchangeId != null)
            )
        );
        Assert.Equal(
            [(id, SubjectDecision.PartlyGranted)],
            (await ListAsync(officer))!.Answered.Select(line => (line.Request.Id, line.Request.Decision!.Value))
        );
    }

    [SkippableFact]
    public async Task Both_parties_see_that_data_are_contested()
    {
        var (story, carmen, officer) = await BeginAsync();
        var andreas = await story.HandlerInAsync("CY");
        var request = await carmen.SendsAsync(andreas.Office);
        var id = (await EnterAsync(officer, SubjectRequestKind.Rectification)).Result();
        (await AttachAsync(officer, id, [request], "")).Result();
        var other = (await EnterAsync(officer, SubjectRequestKind.Access)).Result();
        (await AttachAsync(officer, other, [request], "")).Result();
        Assert.Equal([(SubjectRequestKind.Rectification, null)], await ContestedAsync());
        (await AnswerAsync(officer, id, SubjectDecision.Refused, "The data are right.")).Result();
        Assert.Equal([(SubjectRequestKind.Rectification, SubjectDecision.Refused)], await ContestedAsync());
        Assert.Empty((await ReportAsync(officer, id))!.Exchanges);

        async Task<IEnumerable<(SubjectRequestKind, SubjectDecision?)>> ContestedAsync() =>
            (await story.CallAsync<SubjectSearchService, IReadOnlyList<ContestedMark>>((service, stop) => service.ContestedAsync(request, stop))).Select(mark =>
                (mark.Kind, mark.Decision)
            );
    }

    [SkippableFact]
    public async Task A_local_data_administrator_searches_only_administered_modules()
    {
        var (story, carmen, officer) = await BeginAsync();
        var andreas = await story.HandlerInAsync("CY");
        await carmen.SendsAsync(andreas.Office, Request.Complete.With("owner", $"A violin of {Name}"));
        var id = (await EnterAsync(officer, SubjectRequestKind.Access)).Result();
        var (here, elsewhere) = (await carmen.Office.EmploysAsync(Role.Administrator), await story.EmployAsync(carmen.Office, "other", [Role.Administrator]));
        Assert.Single((await SearchAsync(here, id)).Result().Matches);
        Assert.Equal(0, (await SearchAsync(elsewhere, id)).Result().Examined);
    }

    [SkippableFact]
    public async Task Responsible_people_are_reminded_seven_days_and_one_day_before()
    {
        var (story, carmen, officer) = await BeginAsync();
        var administrator = await carmen.Office.EmploysAsync(Role.Administrator);
        var (open, answered) = (
            (await EnterAsync(officer, SubjectRequestKind.Access)).Result(),
            (await EnterAsync(officer, SubjectRequestKind.Access)).Result()
        );
        (await AnswerAsync(officer, answered, SubjectDecision.Granted, "")).Result();
        var due = new DateOnly(2026, 4, 1);
        foreach (var days in new List<int> { 8, 7, 6, 2, 1, 0, -1 })
        {
            story.SetDate(due.AddDays(-days));
            await story.CallAsync<SubjectReminderService, int>((service, stop) => service.RemindAsync(stop));
            await story.CallAsync<SubjectReminderService, int>((service, stop) => service.RemindAsync(stop));
        }

        foreach (var person in new List<Officer> { officer, administrator })
        {
            var reminders = await person.NoticesAsync();
            Assert.Equal([due.AddDays(-1), due.AddDays(-7)], reminders.Select(notice => DateOnly.FromDateTime(notice.At)));
            Assert.All(
                reminders,
                notice =>
                    Assert.Equal(
                        (open, SubjectReminderService.Due, true, null),
                        (notice.SubjectRequestId!.Value, notice.Action, notice.NeedsAction, notice.ExchangeId)
                    )
            );
            Assert.StartsWith("DSR-", reminders[0].Number, StringComparison.Ordinal);
        }

        Assert.Empty(await carmen.NoticesAsync());
        Assert.Contains(
            await story.MailsAsync<NoticeService, PendingMail>((service, ids, stop) => service.MailsAsync(ids, stop)),
            mail => mail.SubjectRequestId == open
        );
    }

    [SkippableFact]
    public async Task A_request_is_deleted_three_years_after_its_answer()
    {
        var (story, _, officer) = await BeginAsync();
        var (old, open) = ((await EnterAsync(officer, SubjectRequestKind.Access)).Result(), (await EnterAsync(officer, SubjectRequestKind.Erasure)).Result());
        (await AnswerAsync(officer, old, SubjectDecision.Granted, "")).Result();
        story.SetDate(Today.AddYears(3));
        await story.RunRetentionAsync();
        Assert.NotNull(await ShowAsync(officer, old));
        story.SetDate(Today.AddYears(3).AddDays(1));
        await story.RunRetentionAsync();
        Assert.Null(await ShowAsync(officer, old));
        Assert.NotNull(await ShowAsync(officer, open));
        Assert.Equal(
            [open],
            await story.DatabaseAsync(database =>
                database.Set<ExchangeKey>().Where(key => key.ExchangeId == old || key.ExchangeId == open).Select(key => key.ExchangeId).ToListAsync()
            )
        );
    }

    private async Task<(Story Story, Officer Handler, Officer Protection)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        return (story, carmen, await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer));
    }

    internal static Task<Outcome<Guid>> EnterAsync(Officer officer, SubjectRequestKind kind, string name = Name, string words = Name) =>
        EnterAsync(officer, kind, Today, name, words);

    internal static Task<Outcome<Guid>> EnterAsync(Officer officer, SubjectRequestKind kind, DateOnly? receivedOn, string name = Name, string words = Name) =>
        officer.Story.CallAsync<SubjectRequestService, Outcome<Guid>>(
            (service, stop) =>
                service.EnterAsync(
                    new NewSubjectRequest(officer.Office.Id, kind, receivedOn, new SubjectContent(name, "By post", "What do you hold on me?", words)),
                    officer.Actor,
                    null,
                    stop
                )
        );

    private static Task<int> KeepKeyAsync(Story story, Guid id, byte[] wrapped) =>
        story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == id).ExecuteUpdateAsync(change => change.SetProperty(key => key.Wrapped, wrapped))
        );

    private static Task<SubjectOverview?> ListAsync(Officer officer) =>
        officer.Story.CallAsync<SubjectRequestService, SubjectOverview?>((service, stop) => service.ListAsync(officer.Actor, stop));

    internal static Task<SubjectDetails?> ShowAsync(Officer officer, Guid id) =>
        officer.Story.CallAsync<SubjectRequestService, SubjectDetails?>((service, stop) => service.ShowAsync(id, officer.Actor, stop));

    internal static Task<Outcome<SubjectSearch>> SearchAsync(Officer officer, Guid id) =>
        officer.Story.CallAsync<SubjectSearchService, Outcome<SubjectSearch>>((service, stop) => service.SearchAsync(id, null, officer.Actor, "en", stop));

    internal static Task<Outcome<Guid>> AttachAsync(Officer officer, Guid id, IReadOnlyList<Guid> exchanges, string number) =>
        officer.Story.CallAsync<SubjectRequestService, Outcome<Guid>>((service, stop) => service.AttachAsync(id, exchanges, number, officer.Actor, stop));

    internal static Task<Outcome<Guid>> AnswerAsync(Officer officer, Guid id, SubjectDecision decision, string answer) =>
        officer.Story.CallAsync<SubjectRequestService, Outcome<Guid>>((service, stop) => service.AnswerAsync(id, decision, answer, officer.Actor, stop));

    internal static Task<SubjectReport?> ReportAsync(Officer officer, Guid id, string language = "en", bool withTranslations = false) =>
        officer.Story.CallAsync<SubjectSearchService, SubjectReport?>(
            (service, stop) => service.ReportAsync(id, officer.Actor, language, withTranslations, stop)
        );
}

public sealed class SqliteSubjectRequestStories(SqlitePlatform platform) : SubjectRequestStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSubjectRequestStories(PostgreSqlPlatform platform) : SubjectRequestStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSubjectRequestStories(SqlServerPlatform platform) : SubjectRequestStories(platform), IClassFixture<SqlServerPlatform>;
