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
    public async Task What_is_of_a_special_category_is_sent_with_the_ground_on_which_it_is_processed()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.DraftsAsync(andreas.Office, Request.Complete.With("suspicion", Suspicion));
        (await carmen.TriesAsync("send", request)).IsInvalid("suspicionGround validation.required");
        (await carmen.SavesAsync(request, andreas.Office, Suspecting.With("suspicionGround", "curiosity"))).Result();
        (await carmen.TriesAsync("send", request)).IsInvalid("suspicionGround validation.not-an-option");
        (await carmen.SavesAsync(request, andreas.Office, Suspecting)).Result();
        await carmen.DoesAsync("send", request);
        var plain = await carmen.SendsAsync(andreas.Office, Request.Complete.With("suspicionGround", "tracing"));
        Assert.False((await carmen.ReadsAsync(plain)).Answers.Has("suspicionGround"));
    }

    [SkippableFact]
    public async Task It_is_shown_to_the_handlers_who_ask_for_it_and_the_journal_notes_field_and_ground()
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

        var asked = await OpensAsync(andreas, request, Key);
        Assert.Equal((Suspicion, Suspicion), (asked.Answers.Text("suspicion"), Assert.Single(FieldOf(asked, "suspicion").Shown)));
        var watched = await OpensAsync(supervisor, request, SpecialReading.All);
        Assert.Equal(
            ("", true, null, 0),
            (watched.Answers.Text("suspicion"), FieldOf(watched, "suspicion").IsHidden, FieldOf(watched, "suspicion").OpenedBy, watched.Opened.Count)
        );
        var noted = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.ExchangeId == request && entry.What == OpenedSpecial.Look).SingleAsync()
        );
        Assert.Equal((andreas.Id, "Full view form.suspicion:offences/tracing"), (noted.UserId, noted.Detail.Split(" shown:")[0]));
        var told = await story.AskAsync<ProcessingReportQuery, List<Processing>>(
            async (desk, stop) => await desk.ReadAsync(new ProcessingQuestion { Exchange = request }, stop).ToListAsync(stop)
        );
        Assert.Contains("Suspicion of theft", Assert.Single(told, one => one.What == OpenedSpecial.Look).Data);
        Assert.DoesNotContain("Suspicion of theft", told.First(one => one.What == "view").Data);
    }

    [SkippableFact]
    public async Task What_a_reply_says_is_opened_by_itself_or_with_everything()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Suspecting);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await andreas.TriesAsync("reply", request, Request.Found.With("conviction", "Two years"))).IsInvalid("convictionGround validation.required");
        await andreas.DoesAsync("reply", request, Request.Found.With("conviction", "Two years").With("convictionGround", "consent"));
        var closed = (await carmen.ReadsAsync(request)).ActionContents.Single(content => content.Form.Name == "reply");
        Assert.Equal(("", "consent"), (closed.Answers.Text("conviction"), closed.Answers.Text("convictionGround")));
        var key = closed.Sections.SelectMany(section => section.Elements).OfType<FieldView>().Single(field => field.Path == "conviction").OpenedBy!;

        var reply = await OpensAsync(carmen, request, key);
        Assert.Equal([$"{key}:offences/consent"], reply.Opened.Select(one => one.ToString()));
        Assert.Equal("Two years", reply.ActionContents.Single(content => content.Form.Name == "reply").Answers.Text("conviction"));
        Assert.False(reply.Answers.Has("suspicion"));
        Assert.Equal(2, (await OpensAsync(carmen, request, SpecialReading.All)).Opened.Count);
    }

    [SkippableFact]
    public async Task It_goes_along_neither_with_a_split_nor_into_a_search()
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
        var handed = await OpensAsync(maria, part, SpecialReading.All);
        Assert.Equal((false, false, Request.Owner), (handed.Answers.Has("suspicion"), handed.Answers.Has("suspicionGround"), handed.Answers.Text("owner")));
        Assert.True((await OpensAsync(andreas, request, Key)).Answers.Has("suspicion"));

        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var asked = (
            await story.AskAsync<SubjectRequestService, Outcome<Guid>>(
                (desk, stop) =>
                    desk.EnterAsync(
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
            await story.AskAsync<SubjectSearchService, Outcome<SubjectSearch>>((desk, stop) => desk.SearchAsync(asked, null, officer.Actor, "en", stop))
        ).Result();
        Assert.All(found.Matches.Single().Places, place => Assert.Equal(("Suspicion of theft", ""), (place.Label, place.Text)));
        (await story.AskAsync<SubjectRequestService, Outcome<Guid>>((desk, stop) => desk.AttachAsync(asked, [request], "", officer.Actor, stop))).Result();
        (
            await story.AskAsync<SubjectRequestService, Outcome<Guid>>(
                (desk, stop) => desk.AnswerAsync(asked, SubjectDecision.Granted, "", officer.Actor, stop)
            )
        ).Result();
        var report = (await story.AskAsync<SubjectSearchService, SubjectReport?>((desk, stop) => desk.ReportAsync(asked, officer.Actor, "en", stop)))!;
        Assert.All(Assert.Single(report.Exchanges).Texts, text => Assert.Equal(Suspicion, text.Text));
    }

    private static Task<ExchangeDetails> OpensAsync(Officer officer, Guid exchange, string key) =>
        officer.Story.AskAsync<ExchangeQuery, ExchangeDetails>(
            async (reader, stop) => (await reader.ReadAsync(exchange, officer.Actor, "en", "view", key, stop))!
        );

    private static FieldView FieldOf(ExchangeDetails details, string field) =>
        details.Form.SelectMany(section => section.Elements).OfType<FieldView>().Single(view => view.Path == field);
}

public sealed class SqliteSpecialCategoryStories(SqlitePlatform platform) : SpecialCategoryStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSpecialCategoryStories(PostgreSqlPlatform platform) : SpecialCategoryStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSpecialCategoryStories(SqlServerPlatform platform) : SpecialCategoryStories(platform), IClassFixture<SqlServerPlatform>;
