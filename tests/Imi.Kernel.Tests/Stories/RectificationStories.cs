using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class RectificationStories(Platform platform)
{
    private const string Right = "Elena Papadaki";
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DateOnly HideOn = new(2026, 9, 2);
    private static readonly DateOnly DeleteOn = new(2027, 3, 2);
    private static readonly NewRectification Owner = new() { Answers = Request.Complete.With("owner", Right), Reason = "A clerk misread the form." };

    [SkippableFact]
    public async Task A_correction_replaces_the_form_for_both_parties_and_notifies_them()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var colleague = await carmen.Office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(andreas.Office);
        foreach (var other in new List<Officer> { andreas, await carmen.Office.EmploysAsync(Role.Supervisor) })
            (await RectifiesAsync(other, request, Owner)).AssertForbidden("access.needs-author");
        (await RectifiesAsync(await story.HandlerInAsync("FR"), request, Owner)).AssertNotFound();

        (await RectifiesAsync(carmen, request, Owner)).Result();
        var seen = await andreas.ReadsAsync(request);
        Assert.Equal((Right, Right, 1, 0), (seen.Answers.Text("owner"), seen.About, seen.Exchange.Version, seen.Versions.Count));
        Assert.Equal(
            (null, Owner.Reason, carmen.Office.Id, null),
            (Assert.Single(seen.Rectified).Content, seen.Rectified[0].Reason, seen.Rectified[0].AuthorityId, seen.Rectified[0].Request)
        );
        Assert.Equal(["owner"], seen.Rectified[0].Fields);
        Assert.Equal((KernelActions.Rectified, "sent", "sent"), (seen.Timeline[^1].Action, seen.Timeline[^1].FromState, seen.Timeline[^1].ToState));
        Assert.Equal(Right, (await andreas.ListsAsync(new InboxFilter())).Items.Single(item => item.Row.Id == request).About);
        foreach (var notified in new List<Officer> { andreas, colleague })
            Assert.Contains(await notified.NoticesAsync(), notice => notice.ExchangeId == request && notice.Action == KernelActions.Rectified);
        Assert.Equal(
            "form owner own-mistake",
            await story.DatabaseAsync(database =>
                database
                    .Set<JournalEntry>()
                    .Where(entry => entry.ExchangeId == request && entry.What == "rectified" && entry.UserId == carmen.Id)
                    .Select(entry => entry.Detail)
                    .SingleAsync()
            )
        );
        var processed = await story.CallAsync<ProcessingReportQuery, List<Processing>>(
            async (query, stop) => await query.ReadAsync(new ProcessingQuestion { Exchange = request }, stop).ToListAsync(stop)
        );
        Assert.Equal(["Owner"], processed.Single(one => one.What == "rectified").Data);
        Assert.Empty(await FoundAsync(carmen, Request.Owner, request));
        Assert.NotEmpty(await FoundAsync(carmen, Right, request));
    }

    [SkippableFact]
    public async Task A_correction_needs_a_reason_a_change_and_a_valid_form()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var draft = await carmen.DraftsAsync(andreas.Office);
        (await RectifiesAsync(carmen, draft, Owner)).AssertRefused("rectification.not-now");
        var request = await carmen.SendsAsync(andreas.Office);
        (await RectifiesAsync(carmen, request, Owner with { Reason = " ", Answers = Request.Complete.With("owner", ""), Request = "DSR-1" })).AssertInvalid(
            "reason validation.required",
            "request rectification.no-such-request",
            "owner validation.required"
        );
        (await RectifiesAsync(carmen, request, Owner with { Answers = Request.Complete })).AssertRefused("rectification.nothing");
        Assert.Equal(OutcomeKind.Conflict, (await RectifiesAsync(carmen, request, Owner with { Revision = 1 })).Kind);

        story.SetDate(new DateOnly(2026, 4, 20));
        (await RectifiesAsync(carmen, request, Owner)).Result();
        Assert.Equal(Right, (await carmen.ReadsAsync(request)).Answers.Text("owner"));
    }

    [SkippableFact]
    public async Task Only_personal_data_can_be_corrected()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office);
        var facts = await FactsAsync(story, request);
        var items = Request.Complete.Items("items");
        var wanted = Request
            .Complete.With("owner", Right)
            .With("transport", "bus")
            .With("replyBy", "2026-05-01")
            .With("items", [.. items.Select(item => item.With("item", "Another thing").With("engraving", "E. M.")), items[0]]);
        (await RectifiesAsync(carmen, request, Owner with { Answers = wanted, Fields = ["owner", "transport"] })).AssertInvalid(
            "transport rectification.only-personal"
        );
        (await RectifiesAsync(carmen, request, Owner with { Answers = wanted })).Result();
        var seen = await carmen.ReadsAsync(request);
        Assert.Equal(
            (Right, Request.Complete.Text("transport"), Request.WantedBy),
            (seen.Answers.Text("owner"), seen.Answers.Text("transport"), seen.Answers.Text("replyBy"))
        );
        Assert.Equal(
            items.Select(item => (item.Text("item"), "E. M.")),
            seen.Answers.Items("items").Select(item => (item.Text("item"), item.Text("engraving")))
        );
        Assert.Equal(["items", "owner"], Assert.Single(seen.Rectified).Fields);
        Assert.Equal(facts, await FactsAsync(story, request));

        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await andreas.DoesAsync("reply", request, Request.Found);
        var reply = (await andreas.ReadsAsync(request)).ActionContents.Single(content => content.Form.Name == "reply").Entry.ContentId;
        var corrected = new NewRectification
        {
            ContentId = reply,
            Answers = Request.Form(("found", "no"), ("place", "Carriage 8")),
            Reason = "It was another carriage.",
        };
        (await RectifiesAsync(carmen, request, corrected)).AssertForbidden("access.needs-author");
        (await RectifiesAsync(andreas, request, corrected)).Result();
        var answers = (await carmen.ReadsAsync(request)).ActionContents.Single(content => content.Form.Name == "reply").Answers;
        Assert.Equal(("yes", "Carriage 8"), (answers.Text("found"), answers.Text("place")));
    }

    [SkippableFact]
    public async Task A_correction_after_closure_does_not_change_retention_dates()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office);
        var message = (await andreas.WritesAsync(request, "Call Eleni.")).Result();
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn.AddDays(-3));
        (
            await RectifiesAsync(
                andreas,
                request,
                new NewRectification
                {
                    ContentId = message,
                    Text = "Call Elena.",
                    Reason = "Her name is Elena.",
                }
            )
        ).Result();
        (await RectifiesAsync(carmen, request, Owner)).Result();
        var seen = await carmen.ReadsAsync(request);
        Assert.Equal(
            (Phase.Closed, HideOn, DeleteOn, "Call Elena."),
            (seen.Exchange.Phase, seen.Exchange.HideOn!.Value, seen.Exchange.DeleteOn!.Value, Assert.Single(seen.Messages).Text)
        );
        Assert.Equal([null, message], seen.Rectified.Select(one => one.Content));
    }

    [SkippableFact]
    public async Task A_correction_applies_to_earlier_versions_of_a_form()
    {
        var story = await platform.BeginAsync();
        var spain = await (await story.WarningAuthorityInAsync("ES", Capacity.Sender)).EmploysAsync(Role.Handler);
        var cyprus = await (await story.WarningAuthorityInAsync("CY", Capacity.Recipient)).EmploysAsync(Role.Handler);
        await story.WarningAuthorityInAsync("EU", Capacity.Recipient);
        var warning = await spain.WarnsAsync(Request.Warning("CY"));
        var changed = Request.Warning("CY").With("item", "Cello");
        (
            await spain.TriesAsync(
                warning,
                new ActionRequest
                {
                    Action = "amend",
                    Answers = Request.Form(("amendedBecause", "It is a cello.")),
                    Form = changed,
                }
            )
        ).Result();
        (await RectifiesAsync(spain, warning, Owner with { Answers = changed.With("owner", Right).With("warned", "EL") })).Result();
        var seen = await cyprus.ReadsAsync(warning);
        Assert.Equal((Right, "CY", 2), (seen.Answers.Text("owner"), seen.Answers.Text("warned"), seen.Exchange.Version));
        Assert.Equal(["item"], Assert.Single(seen.Versions).Differences.Select(difference => difference.Path));
        Assert.Equal(["owner"], Assert.Single(seen.Rectified).Fields);
        Assert.Equal(
            2,
            await story.DatabaseAsync(database =>
                database.Set<ContentDocument>().CountAsync(content => content.ExchangeId == warning && content.Kind == ContentKind.Earlier)
            )
        );
        Assert.Contains(await cyprus.NoticesAsync(), notice => notice.Action == KernelActions.Rectified);
    }

    [SkippableFact]
    public async Task A_data_subject_request_shows_the_corrections_that_it_caused()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        var asked = await ContestsAsync(officer, request);
        var number = Assert.Single(await MarksAsync(story, request)).Number;
        foreach (var party in new List<Officer> { carmen, andreas })
            Assert.Contains(await party.NoticesAsync(), notice => notice.Action == KernelActions.Contested && notice.ExchangeId == request);
        Assert.Equal(Today.AddDays(30), (await andreas.ReadsAsync(request)).Timeline[^1].Date);
        Assert.Equal(
            [number],
            (
                await story.CallAsync<RectificationService, RectifiableContent?>((service, stop) => service.ShowAsync(request, null, carmen.Actor, stop))
            )!.Requests
        );

        (await RectifiesAsync(carmen, request, Owner with { Request = number.ToLowerInvariant() })).Result();
        Assert.NotNull(Assert.Single(await MarksAsync(story, request)).RectifiedAt);
        Assert.Equal(number, Assert.Single((await andreas.ReadsAsync(request)).Rectified).Request);
        var details = await story.CallAsync<SubjectRequestService, SubjectDetails?>((service, stop) => service.ShowAsync(asked, officer.Actor, stop));
        Assert.NotNull(Assert.Single(details!.Found).RectifiedAt);
        (await RecordsAsync(officer, asked, request)).AssertRefused("rectification.only-hidden");
        (await story.CallAsync<SubjectRequestService, Outcome<Guid>>((service, stop) => service.DetachAsync(asked, request, officer.Actor, stop))).Result();
        Assert.Equal(KernelActions.ContestWithdrawn, (await andreas.ReadsAsync(request)).Timeline[^1].Action);
    }

    [SkippableFact]
    public async Task A_correction_of_blocked_data_is_recorded_beside_them()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        (await RectifiesAsync(carmen, request, Owner)).AssertRefused("rectification.not-now");
        var asked = await ContestsAsync(officer, request);
        (await RecordsAsync(officer, asked, request, " ")).AssertInvalid("correction validation.required");
        (await RecordsAsync(carmen, asked, request)).AssertNotFound();
        (await RecordsAsync(officer, asked, request)).Result();
        Assert.NotNull(Assert.Single(await MarksAsync(story, request)).RectifiedAt);
        Assert.Empty((await carmen.ReadsAsync(request)).Corrections);

        var unblocking = (
            await story.CallAsync<BlockedDataRequestService, Outcome<Guid>>(
                (service, stop) =>
                    service.AskAsync(
                        request,
                        new NewBlockedDataRequest(BlockedDataRequestKind.Unblocking, BlockedDataGround.Proof, "To prove it.", 5, HasConsent: true),
                        carmen.Actor,
                        null,
                        stop
                    )
            )
        ).Result();
        (
            await story.CallAsync<BlockedDataRequestService, Outcome<Guid>>(
                (service, stop) => service.DecideAsync(request, unblocking, true, "", officer.Actor, null, stop)
            )
        ).Result();
        var read = await carmen.ReadsAsync(request);
        Assert.Equal((Request.Owner, Right), (read.Answers.Text("owner"), Assert.Single(read.Corrections).Text));
    }

    [SkippableFact]
    public async Task Deleting_an_exchange_deletes_its_earlier_versions_and_corrections()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        (await RectifiesAsync(carmen, request, Owner)).Result();
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        (await RecordsAsync(officer, await ContestsAsync(officer, request), request)).Result();
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        Assert.Equal(
            (0, 0),
            await story.DatabaseAsync(async database =>
                (
                    await database.Set<ContentDocument>().CountAsync(content => content.ExchangeId == request),
                    await database.Set<TimelineEntry>().CountAsync(entry => entry.ExchangeId == request && entry.ContentId != null)
                )
            )
        );
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        return (story, await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
    }

    private static Task<Outcome<Guid>> RectifiesAsync(Officer officer, Guid exchange, NewRectification wanted) =>
        officer.Story.CallAsync<RectificationService, Outcome<Guid>>((service, stop) => service.RectifyAsync(exchange, wanted, officer.Actor, null, stop));

    private static Task<Outcome<Guid>> RecordsAsync(Officer officer, Guid request, Guid exchange, string text = Right) =>
        officer.Story.CallAsync<RectificationService, Outcome<Guid>>((service, stop) => service.RecordAsync(request, exchange, text, officer.Actor, stop));

    private static Task<IReadOnlyList<ContestedMark>> MarksAsync(Story story, Guid exchange) =>
        story.CallAsync<SubjectSearchService, IReadOnlyList<ContestedMark>>((service, stop) => service.ContestedAsync(exchange, stop));

    private static Task<List<string>> FactsAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(database =>
            database
                .Set<StatisticAnswer>()
                .Where(fact => fact.ExchangeId == exchange && fact.ReplacedOn == null)
                .OrderBy(fact => fact.Form)
                .ThenBy(fact => fact.Field)
                .Select(fact => (fact.SourceId == exchange ? "" : fact.Form + ".") + fact.Field + "=" + fact.Value)
                .ToListAsync()
        );

    private static async Task<Guid> ContestsAsync(Officer officer, Guid exchange)
    {
        var number = await officer.Story.DatabaseAsync(database =>
            database.Set<Exchange>().Where(one => one.Id == exchange).Select(one => one.Number).SingleAsync()
        );
        var received = DateOnly.FromDateTime(
            await officer.Story.DatabaseAsync(database =>
                database.Set<Exchange>().Where(one => one.Id == exchange).Select(one => one.HiddenAt ?? one.CreatedAt).SingleAsync()
            )
        );
        var request = (
            await officer.Story.CallAsync<SubjectRequestService, Outcome<Guid>>(
                (service, stop) =>
                    service.EnterAsync(
                        new NewSubjectRequest(
                            officer.Office.Id,
                            SubjectRequestKind.Rectification,
                            received,
                            new SubjectContent(Right, "", "My name is wrong.", Request.Owner)
                        ),
                        officer.Actor,
                        null,
                        stop
                    )
            )
        ).Result();
        (
            await officer.Story.CallAsync<SubjectRequestService, Outcome<Guid>>(
                (service, stop) => service.AttachAsync(request, [], number!, officer.Actor, stop)
            )
        ).Result();
        return request;
    }

    private static async Task<IReadOnlyList<Guid>> FoundAsync(Officer handler, string words, Guid exchange)
    {
        var officer = await handler.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = (
            await handler.Story.CallAsync<SubjectRequestService, Outcome<Guid>>(
                (service, stop) =>
                    service.EnterAsync(
                        new NewSubjectRequest(officer.Office.Id, SubjectRequestKind.Access, Today, new SubjectContent(words, "", "", words)),
                        officer.Actor,
                        null,
                        stop
                    )
            )
        ).Result();
        var search = (
            await handler.Story.CallAsync<SubjectSearchService, Outcome<SubjectSearch>>(
                (service, stop) => service.SearchAsync(request, null, officer.Actor, "en", stop)
            )
        ).Result();
        return [.. search.Matches.Select(match => match.Exchange.Id).Where(id => id == exchange)];
    }
}

public sealed class SqliteRectificationStories(SqlitePlatform platform) : RectificationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRectificationStories(PostgreSqlPlatform platform) : RectificationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRectificationStories(SqlServerPlatform platform) : RectificationStories(platform), IClassFixture<SqlServerPlatform>;
