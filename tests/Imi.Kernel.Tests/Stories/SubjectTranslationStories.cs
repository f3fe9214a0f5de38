using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A data subject learns what machine translations say about them, and what readers wrote into corrections.</summary>
public abstract class SubjectTranslationStories(Platform platform)
{
    private const string Name = "Ágata Müller";
    private const string Notes = $"{Name} has lost an umbrella. It is black.";

    [SkippableFact]
    public async Task The_answer_has_stored_translations_beside_the_originals_where_the_officer_wants_it()
    {
        var (story, carmen, officer, request) = await BeginAsync(Notes);
        (await carmen.WritesAsync(request, $"{Name} has called.")).Result();
        var engine = new StandInEngine("en-es");
        await UnionEngineStories.TranslateAsync(story, carmen, request, "es", engine);
        (await carmen.WritesAsync(request, $"{Name} called again.")).Result(); // Nobody has asked to translate this one.
        var id = await AnsweredAsync(officer, request);

        var plain = (await SubjectRequestStories.ReportAsync(officer, id, "es"))!.Exchanges.Single().Texts;
        Assert.All(plain, text => Assert.Empty(text.Translations));
        engine.Received.Clear();
        var texts = (await SubjectRequestStories.ReportAsync(officer, id, "es", withTranslations: true))!.Exchanges.Single().Texts;

        Assert.Equal(plain.Select(text => text.Text), texts.Select(text => text.Text));
        Assert.Equal([Notes, $"{Name} has called.", $"{Name} called again."], texts.Select(text => text.Text));
        var translation = Assert.Single(texts[0].Translations);
        Assert.Equal($"[es] {Name} has lost an umbrella. [es] It is black.", translation.Text);
        Assert.Equal(
            ("en", "Stand-in", new DateOnly(2026, 3, 2), false),
            (translation.Source, translation.Engines.Single(), translation.On, translation.IsUncertain)
        );
        Assert.Single(texts[1].Translations);
        Assert.Empty(texts[2].Translations);
        Assert.Empty(engine.Received);
        var journal = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.What == "subject-report" && entry.ExchangeId == null && entry.UserId == officer.Id).ToListAsync()
        );
        Assert.Single(journal, entry => entry.Detail.EndsWith(" translations es", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_search_finds_a_name_that_a_reader_wrote_into_a_correction_and_the_answer_names_its_authority()
    {
        var (story, carmen, officer, request) = await BeginAsync("The caller has lost an umbrella.");
        await UnionEngineStories.TranslateAsync(story, carmen, request, "es", new StandInEngine("en-es"));
        var id = (await SubjectRequestStories.EnterAsync(officer, SubjectRequestKind.Access)).Result();
        Assert.Empty((await SubjectRequestStories.SearchAsync(officer, id)).Result().Matches);

        var segment = (await story.ReadsTranslationAsync(carmen, request, "es", new StandInEngine("en-es")))
            .Of("The caller has lost an umbrella.")!
            .Segments.Single();
        (
            await story.CallAsync<TranslationCorrectionService, Outcome<Guid>>(
                (service, stop) =>
                    service.CorrectAsync(
                        request,
                        new SegmentName("es", segment.Key),
                        $"{Name} ha perdido un paraguas.",
                        segment.Version,
                        carmen.Actor,
                        null,
                        stop
                    )
            )
        ).Result();

        var place = Assert.Single(Assert.Single((await SubjectRequestStories.SearchAsync(officer, id)).Result().Matches).Places);
        Assert.Equal(("translation-correction", "Correction of a machine translation"), (place.Place, place.Label));
        Assert.Equal(($"{Name} ha perdido un paraguas.", carmen.Office.Id), (place.Text, place.AuthorityId));
        Assert.Equal(new DateOnly(2026, 3, 2), DateOnly.FromDateTime(place.At));
    }

    private async Task<(Story Story, Officer Carmen, Officer Protection, Guid Request)> BeginAsync(string notes)
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        return (story, carmen, officer, await carmen.SendsAsync(andreas.Office, Request.Complete.With("notes", notes)));
    }

    private static async Task<Guid> AnsweredAsync(Officer officer, Guid exchange)
    {
        var id = (await SubjectRequestStories.EnterAsync(officer, SubjectRequestKind.Access)).Result();
        (await SubjectRequestStories.AttachAsync(officer, id, [exchange], "")).Result();
        (await SubjectRequestStories.AnswerAsync(officer, id, SubjectDecision.Granted, "")).Result();
        return id;
    }
}

public sealed class SubjectTranslationStoriesOnSqlite(SqlitePlatform platform) : SubjectTranslationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class SubjectTranslationStoriesOnPostgreSql(PostgreSqlPlatform platform) : SubjectTranslationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SubjectTranslationStoriesOnSqlServer(SqlServerPlatform platform) : SubjectTranslationStories(platform), IClassFixture<SqlServerPlatform>;
