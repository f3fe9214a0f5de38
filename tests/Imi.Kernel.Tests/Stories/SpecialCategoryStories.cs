using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class SpecialCategoryStories(Platform platform)
{
    private const string Suspicion = "A porter is suspected of theft.";
    private const string Key = "form.suspicion";
    private static readonly Answers Suspecting = Request.Complete.With("suspicion", Suspicion).With("suspicionGround", "tracing");

    [SkippableFact]
    public async Task Special_category_data_are_sent_with_a_legal_ground()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.DraftsAsync(andreas.Office, Request.Complete.With("suspicion", Suspicion));
        (await carmen.TriesAsync("send", request)).AssertInvalid("suspicionGround validation.required");
        (await carmen.SavesAsync(request, andreas.Office, Suspecting.With("suspicionGround", "curiosity"))).Result();
        (await carmen.TriesAsync("send", request)).AssertInvalid("suspicionGround validation.not-an-option");
        (await carmen.SavesAsync(request, andreas.Office, Suspecting)).Result();
        await carmen.DoesAsync("send", request);
        var plain = await carmen.SendsAsync(andreas.Office, Request.Complete.With("suspicionGround", "tracing"));
        Assert.False((await carmen.ReadsAsync(plain)).Answers.Has("suspicionGround"));
    }

    [SkippableFact]
    public async Task Special_category_data_are_opened_on_demand_and_journaled_with_the_ground()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var supervisor = await andreas.Office.EmploysAsync(Role.Supervisor);
        var request = await carmen.SendsAsync(andreas.Office, Suspecting);
        var unasked = await andreas.ReadsAsync(request);
        Assert.Equal(
            ("", "tracing", Key, 0),
            (unasked.Answers.Text("suspicion"), unasked.Answers.Text("suspicionGround"), FieldOf(unasked, "suspicion").OpenedBy, unasked.Opened.Count)
        );
        Assert.Empty(FieldOf(unasked, "suspicion").Shown);

        var asked = await OpenAsync(andreas, request, Key);
        Assert.Equal((Suspicion, Suspicion), (asked.Answers.Text("suspicion"), Assert.Single(FieldOf(asked, "suspicion").Shown)));
        var watched = await OpenAsync(supervisor, request, SpecialReading.All);
        Assert.Equal(
            ("", true, null, 0),
            (watched.Answers.Text("suspicion"), FieldOf(watched, "suspicion").IsHidden, FieldOf(watched, "suspicion").OpenedBy, watched.Opened.Count)
        );
        var noted = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.ExchangeId == request && entry.What == ExchangeViews.Special).SingleAsync()
        );
        Assert.Equal((andreas.Id, "Full view form.suspicion:offences/tracing"), (noted.UserId, noted.Detail.Split(" shown:")[0]));
        var processings = await story.CallAsync<ProcessingReportQuery, List<Processing>>(
            async (query, stop) => await query.ReadAsync(new ProcessingQuestion { Exchange = request }, stop).ToListAsync(stop)
        );
        Assert.Contains("Suspicion of theft", Assert.Single(processings, one => one.What == ExchangeViews.Special).Data);
        Assert.DoesNotContain("Suspicion of theft", processings.First(one => one.What == "view").Data);
    }

    [SkippableFact]
    public async Task A_special_category_answer_opens_alone_or_with_all_others()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Suspecting);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await andreas.TriesAsync("reply", request, Request.Found.With("conviction", "Two years"))).AssertInvalid("convictionGround validation.required");
        await andreas.DoesAsync("reply", request, Request.Found.With("conviction", "Two years").With("convictionGround", "consent"));
        var closed = (await carmen.ReadsAsync(request)).ActionContents.Single(content => content.Form.Name == "reply");
        Assert.Equal(("", "consent"), (closed.Answers.Text("conviction"), closed.Answers.Text("convictionGround")));
        var key = closed.Sections.SelectMany(section => section.Elements).OfType<FieldView>().Single(field => field.Path == "conviction").OpenedBy!;

        var reply = await OpenAsync(carmen, request, key);
        Assert.Equal([$"{key}:offences/consent"], reply.Opened.Select(one => one.ToString()));
        Assert.Equal("Two years", reply.ActionContents.Single(content => content.Form.Name == "reply").Answers.Text("conviction"));
        Assert.False(reply.Answers.Has("suspicion"));
        Assert.Equal(2, (await OpenAsync(carmen, request, SpecialReading.All)).Opened.Count);
    }

    [SkippableFact]
    public async Task Special_category_data_are_excluded_from_splits_and_searches()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, maria) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Suspecting);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (
            await andreas.TriesAsync(
                request,
                new ActionRequest
                {
                    Action = "split",
                    Answers = Request.To(maria.Office),
                    Items = ["items.1"],
                }
            )
        ).Result();
        var part = (await carmen.ReadsAsync(request)).Links.Single().Id;
        var handed = await OpenAsync(maria, part, SpecialReading.All);
        Assert.Equal((false, false, Request.Owner), (handed.Answers.Has("suspicion"), handed.Answers.Has("suspicionGround"), handed.Answers.Text("owner")));
        Assert.True((await OpenAsync(andreas, request, Key)).Answers.Has("suspicion"));

        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var asked = (
            await story.CallAsync<SubjectRequestService, Outcome<Guid>>(
                (service, stop) =>
                    service.EnterAsync(
                        new NewSubjectRequest(
                            officer.Office.Id,
                            SubjectRequestKind.Access,
                            new DateOnly(2026, 3, 2),
                            new SubjectContent("A porter", "", "", "porter")
                        ),
                        officer.Actor,
                        null,
                        stop
                    )
            )
        ).Result();
        var found = (
            await story.CallAsync<SubjectSearchService, Outcome<SubjectSearch>>((service, stop) => service.SearchAsync(asked, null, officer.Actor, "en", stop))
        ).Result();
        Assert.All(found.Matches.Single().Places, place => Assert.Equal(("Suspicion of theft", ""), (place.Label, place.Text)));
        (
            await story.CallAsync<SubjectRequestService, Outcome<Guid>>((service, stop) => service.AttachAsync(asked, [request], "", officer.Actor, stop))
        ).Result();
        (
            await story.CallAsync<SubjectRequestService, Outcome<Guid>>(
                (service, stop) => service.AnswerAsync(asked, SubjectDecision.Granted, "", officer.Actor, stop)
            )
        ).Result();
        var report = (
            await story.CallAsync<SubjectSearchService, SubjectReport?>((service, stop) => service.ReportAsync(asked, officer.Actor, "en", false, stop))
        )!;
        Assert.All(Assert.Single(report.Exchanges).Texts, text => Assert.Equal(Suspicion, text.Text));
    }

    private static Task<ExchangeDetails> OpenAsync(Officer officer, Guid exchange, string key) =>
        officer.Story.CallAsync<ExchangeQuery, ExchangeDetails>(
            async (reader, stop) => (await reader.ReadAsync(exchange, officer.Actor, "en", "view", key, stop))!
        );

    private static FieldView FieldOf(ExchangeDetails details, string field) =>
        details.Form.SelectMany(section => section.Elements).OfType<FieldView>().Single(view => view.Path == field);
}

public sealed class SqliteSpecialCategoryStories(SqlitePlatform platform) : SpecialCategoryStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSpecialCategoryStories(PostgreSqlPlatform platform) : SpecialCategoryStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSpecialCategoryStories(SqlServerPlatform platform) : SpecialCategoryStories(platform), IClassFixture<SqlServerPlatform>;
