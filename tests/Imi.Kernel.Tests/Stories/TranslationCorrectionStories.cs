using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Counts;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Readers who know both languages correct and rate the sentences of a machine translation.</summary>
public abstract class TranslationCorrectionStories(Platform platform)
{
    private const string Black = "The umbrella is black.";
    private const string Cost = "It cost 1,234.50 EUR.";
    private const string Notes = $"{Black} {Cost}";
    private const string Negro = "El paraguas es negro.";

    [SkippableFact]
    public async Task A_correction_wins_over_the_engine_and_names_the_authority_of_the_person()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var before = await andreas.ReadsAsync(request);

        (await CorrectAsync(story, carmen, request, Black, Negro)).Result();

        var text = await TextAsync(story, andreas, request);
        Assert.StartsWith($"{Negro} [es] It cost", text.Text, StringComparison.Ordinal);
        Assert.Equal([carmen.Office.Id], text.CorrectedBy.Select(authority => authority.Id));
        Assert.Equal((new DateOnly(2026, 3, 2), false, true), (text.CorrectedOn, text.IsCorrected, text.MayCorrect));
        var corrected = text.Segments.Single(segment => segment.Original == Black);
        Assert.Equal((Negro, $"[es] {Black}", true), (corrected.Text, corrected.MachineText, corrected.IsCorrected));
        var after = await andreas.ReadsAsync(request);
        Assert.Equal((before.Exchange.Revision, before.Timeline.Count), (after.Exchange.Revision, after.Timeline.Count));

        (await CorrectAsync(story, andreas, request, Cost, "Costó 1.234,50 EUR.")).Result();
        Assert.True((await TextAsync(story, carmen, request)).IsCorrected);
        (await TakeBackAsync(story, andreas, request, Black)).Result();
        text = await TextAsync(story, carmen, request);
        Assert.StartsWith($"[es] {Black} Costó", text.Text, StringComparison.Ordinal);
        Assert.Equal([andreas.Office.Id], text.CorrectedBy.Select(authority => authority.Id));

        var journal = await JournalAsync(story, request);
        Assert.Equal(
            [(carmen.Id, "translation-corrected"), (andreas.Id, "translation-corrected"), (andreas.Id, "translation-correction-removed")],
            journal.Select(entry => (entry.UserId!.Value, entry.What))
        );
        Assert.All(journal, entry => Assert.Equal("en-es", entry.Detail));
    }

    [SkippableFact]
    public async Task The_second_of_two_people_who_correct_the_same_sentence_is_told_and_nothing_is_lost()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var seen = (await SegmentAsync(story, andreas, request, Black)).Version;

        (await CorrectAsync(story, carmen, request, Black, Negro, key: "once")).Result();
        (await CorrectAsync(story, carmen, request, Black, Negro, key: "once")).Result();
        Assert.Equal(OutcomeKind.Conflict, (await CorrectAsync(story, andreas, request, Black, "La sombrilla es negra.", seen)).Kind);
        Assert.Equal(OutcomeKind.Conflict, (await TakeBackAsync(story, andreas, request, Black, seen)).Kind);
        Assert.Equal(Negro, (await SegmentAsync(story, andreas, request, Black)).Text);
        (await CorrectAsync(story, andreas, request, Black, Negro, seen)).Result(); // Both wrote the same.

        (await CorrectAsync(story, andreas, request, Black, "La sombrilla es negra.")).Result();
        var segment = await SegmentAsync(story, carmen, request, Black);
        Assert.Equal(("La sombrilla es negra.", andreas.Office.Id), (segment.Text, segment.CorrectedBy!.Id));
        Assert.Single(await JournalAsync(story, request), entry => entry.UserId == carmen.Id);
    }

    [SkippableFact]
    public async Task Corrections_at_the_same_time_do_not_overwrite_each_other()
    {
        var sentences = Enumerable.Range(1, 8).Select(number => $"The umbrella number {number} is black.").ToList();
        var (story, carmen, andreas, request) = await BeginAsync(string.Join(' ', sentences));
        var segments = (await TextAsync(story, carmen, request, string.Join(' ', sentences))).Segments;

        var outcomes = await Task.WhenAll(
            segments.Select(
                (segment, index) =>
                    story.CallInSameMinuteAsync<TranslationCorrectionService, Outcome<Guid>>(
                        (service, stop) =>
                            service.CorrectAsync(
                                request,
                                new SegmentName("es", segment.Key),
                                $"Paraguas {index + 1}.",
                                segment.Version,
                                (index % 2 == 0 ? carmen : andreas).Actor,
                                null,
                                stop
                            )
                    )
            )
        );

        Assert.All(outcomes, outcome => outcome.Result());
        Assert.Equal(
            Enumerable.Range(1, 8).Select(number => $"Paraguas {number}."),
            (await TextAsync(story, carmen, request, string.Join(' ', sentences))).Segments.Select(segment => segment.Text)
        );
    }

    [SkippableFact]
    public async Task No_engine_overwrites_what_people_corrected_or_rated()
    {
        var (story, carmen, andreas, request) = await BeginAsync(translate: false);
        var (slow, other) = (new StandInEngine("en-es"), new StandInEngine("en-es"));
        (await RequestAsync(story, carmen, request)).Result();
        slow.Meanwhile = async () =>
        {
            slow.Meanwhile = null;
            story.AdvanceSeconds(360); // Another node takes over, because this one takes longer than its claim.
            await story.TranslatesAsync(new TranslationScope(request, "es"), other);
            (await CorrectAsync(story, carmen, request, Black, Negro)).Result();
            (await RateAsync(story, andreas, request, Cost, true)).Result();
        };

        await story.TranslatesAsync(new TranslationScope(request, "es"), slow);

        Assert.NotEmpty(slow.Received);
        Assert.NotEmpty(other.Received);
        Assert.Equal(Negro, (await SegmentAsync(story, andreas, request, Black)).Text);
        Assert.True((await SegmentAsync(story, andreas, request, Cost)).IsRatedGood);
    }

    [SkippableFact]
    public async Task A_correction_without_a_number_of_the_original_is_kept_with_a_warning()
    {
        var (story, carmen, andreas, request) = await BeginAsync();

        (await CorrectAsync(story, carmen, request, Cost, "Costó mucho.")).Result();
        Assert.Equal(["1,234.50 EUR"], (await SegmentAsync(story, andreas, request, Cost)).Missing);
        Assert.False((await TextAsync(story, andreas, request)).IsUncertain);

        (await CorrectAsync(story, carmen, request, Cost, "Costó 1 234,50 euros.")).Result();
        Assert.Empty((await SegmentAsync(story, andreas, request, Cost)).Missing);
    }

    [SkippableFact]
    public async Task An_empty_or_long_correction_is_refused_and_signs_that_nobody_sees_are_removed()
    {
        var (story, carmen, _, request) = await BeginAsync();

        (await CorrectAsync(story, carmen, request, Black, " \n ")).AssertInvalid("translation validation.required");
        (await CorrectAsync(story, carmen, request, Black, "\uE0001\uE001")).Result();
        Assert.Equal("1", (await SegmentAsync(story, carmen, request, Black)).Text);
        (await CorrectAsync(story, carmen, request, Black, "\uE000\uE001\u0007")).AssertInvalid("translation validation.required");
        (await CorrectAsync(story, carmen, request, Black, new string('x', TranslationCorrectionService.LongestCorrection + 1))).AssertInvalid(
            "translation validation.too-long"
        );

        // The machine's own text is no correction.
        (await CorrectAsync(story, carmen, request, Black, $"[es] {Black}")).Result();
        Assert.False((await SegmentAsync(story, carmen, request, Black)).IsCorrected);
    }

    [SkippableFact]
    public async Task Only_people_who_may_write_in_the_exchange_correct_and_rate_and_only_what_they_see()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var (stranger, reader) = (await story.HandlerInAsync("FR"), await andreas.Office.EmploysAsync(Role.Supervisor));
        var segment = await SegmentAsync(story, reader, request, Black);

        (await ChangeAsync(story, stranger, request, segment.Key, Negro, segment.Version)).AssertNotFound();
        (await ChangeAsync(story, reader, request, segment.Key, Negro, segment.Version)).AssertForbidden(
            "access.needs-role.handler",
            "access.supervisor-reads-only"
        );
        Assert.False((await TextAsync(story, reader, request)).MayCorrect);
        (await ChangeAsync(story, carmen, request, "0123456789abcdef", Negro, segment.Version)).AssertNotFound();
        (await ChangeAsync(story, carmen, request, segment.Key, Negro, segment.Version, "it")).AssertNotFound();
        (await ChangeAsync(story, carmen, request, segment.Key, Negro, segment.Version, "xx")).AssertNotFound();

        await RetentionStories.CloseAsync(carmen, andreas, request);
        (await ChangeAsync(story, carmen, request, segment.Key, Negro, segment.Version)).AssertRefused("exchange.not-open");
        Assert.Equal($"[es] {Black}", (await SegmentAsync(story, carmen, request, Black)).Text);
        Assert.Empty(await JournalAsync(story, request));
    }

    [SkippableFact]
    public async Task Corrections_and_ratings_are_encrypted_and_go_with_the_exchange()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        (await CorrectAsync(story, carmen, request, Black, Negro)).Result();
        (await RateAsync(story, andreas, request, Black, false)).Result();
        var segment = await SegmentAsync(story, carmen, request, Black);
        var stored = await story.DatabaseAsync(database =>
            database.Set<TranslationMemory>().Where(memory => memory.ExchangeId == request).Select(memory => memory.Cipher).SingleAsync()
        );
        Assert.Equal(-1, stored.AsSpan().IndexOf("paraguas"u8));
        Assert.Equal(-1, stored.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(andreas.Id.ToString())));

        await story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([request], stop));

        (await ChangeAsync(story, carmen, request, segment.Key, "De vuelta.", segment.Version)).AssertNotFound();
        Assert.False(await story.DatabaseAsync(database => database.Set<TranslationMemory>().AnyAsync(memory => memory.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task Each_person_has_one_rating_for_a_sentence_and_sees_their_own()
    {
        var (story, carmen, andreas, request) = await BeginAsync();

        (await RateAsync(story, carmen, request, Black, true)).Result();
        (await RateAsync(story, carmen, request, Black, false)).Result();
        (await RateAsync(story, andreas, request, Black, true)).Result();
        Assert.False((await SegmentAsync(story, carmen, request, Black)).IsRatedGood);
        Assert.True((await SegmentAsync(story, andreas, request, Black)).IsRatedGood);
        (await RateAsync(story, andreas, request, Black, null)).Result();
        Assert.Null((await SegmentAsync(story, andreas, request, Black)).IsRatedGood);
        Assert.Null((await SegmentAsync(story, carmen, request, Cost)).IsRatedGood);
    }

    [SkippableFact]
    public async Task Volume_waiting_time_corrections_and_ratings_are_counted_without_content_for_policy_officers_only()
    {
        var story = await platform.BeginAsync();
        var officer = await (await story.BareAuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer);
        var before = await CountsAsync(story, officer);
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("notes", Notes));
        await TranslateAsync(story, carmen, request, new StandInEngine("en-es") { Meanwhile = () => Later(story, 90) });

        (await CorrectAsync(story, carmen, request, Black, Negro)).Result();
        (await CorrectAsync(story, carmen, request, Black, "La sombrilla es negra.")).Result();
        (await CorrectAsync(story, andreas, request, Cost, "Costó mucho.")).Result();
        (await RateAsync(story, carmen, request, Black, true)).Result();
        (await RateAsync(story, andreas, request, Black, false)).Result();
        var march = await CountsAsync(story, officer);
        Assert.Equal((2, 1, 1), (march.Corrections - before.Corrections, march.Good - before.Good, march.Bad - before.Bad));
        Assert.Equal(
            (1, true, true),
            (march.Batches - before.Batches, march.Segments - before.Segments >= 2, march.Characters - before.Characters >= Notes.Length - 1)
        );
        Assert.InRange(march.Milliseconds - before.Milliseconds, 90_000, 400_000);

        // What is taken back in a later month is taken from the month in which it was counted.
        story.SetDate(new DateOnly(2026, 4, 1));
        (await TakeBackAsync(story, carmen, request, Black)).Result();
        (await RateAsync(story, andreas, request, Black, true)).Result();
        var april = await CountsAsync(story, officer, isYear: false);
        Assert.Equal((0, 1, 0), (april.Corrections, april.Good, april.Bad));
        var year = await CountsAsync(story, officer);
        Assert.Equal((1, 2, 0), (year.Corrections - before.Corrections, year.Good - before.Good, year.Bad - before.Bad));

        Assert.Null(await story.CallAsync<TranslationCountQuery, object?>(async (query, stop) => await query.ReadAsync(carmen.Actor, stop)));
        await story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([request], stop));
        Assert.Equal(year, await CountsAsync(story, officer));
    }

    [SkippableFact]
    public async Task Nodes_that_count_the_first_sentences_of_a_month_at_the_same_time_lose_nothing()
    {
        var story = await platform.BeginAsync();
        var officer = await (await story.BareAuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer);
        var (pair, today) = (new LanguagePair("fi", "pt"), DateOnly.FromDateTime(story.Now.Date));

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    story.UseServicesAsync(async services =>
                    {
                        var counts = services.GetRequiredService<TranslationCountStore>();
                        await services
                            .GetRequiredService<ImiDbContext>()
                            .WriteAsync(
                                stop => counts.AddAsync(today, ["A", "B"], pair, new TranslationFigures { Segments = 3 }, stop),
                                CancellationToken.None
                            );
                        return true;
                    })
                )
        );

        var counts = await story.CallAsync<TranslationCountQuery, IReadOnlyList<TranslationCountRow>?>((query, stop) => query.ReadAsync(officer.Actor, stop));
        Assert.Equal(("A+B", 18), counts!.Where(row => row.Pair == pair).Select(row => (row.Engine, row.Month.Segments)).Single());
    }

    private static Task Later(Story story, int seconds)
    {
        story.AdvanceSeconds(seconds);
        return Task.CompletedTask;
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> BeginAsync(string notes = Notes, bool translate = true)
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("notes", notes));
        if (translate)
            await TranslateAsync(story, carmen, request, new StandInEngine("en-es"));
        return (story, carmen, andreas, request);
    }

    private static async Task<TranslatedText> TextAsync(Story story, Officer officer, Guid exchange, string text = Notes) =>
        (await story.ReadsTranslationAsync(officer, exchange, "es", new StandInEngine("en-es"))).Of(text)!;

    private static Task<Outcome<Guid>> RequestAsync(Story story, Officer officer, Guid exchange) =>
        story.CallAsync<TranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(exchange, "es", officer.Actor, null, stop));

    private static async Task TranslateAsync(Story story, Officer officer, Guid exchange, StandInEngine engine)
    {
        (await RequestAsync(story, officer, exchange)).Result();
        Assert.Null(await story.TranslatesAsync(new TranslationScope(exchange, "es"), engine));
    }

    private static async Task<TranslatedSegment> SegmentAsync(Story story, Officer officer, Guid exchange, string sentence) =>
        (await TextAsync(story, officer, exchange)).Segments.Single(segment => segment.Original == sentence);

    private static async Task<Outcome<Guid>> CorrectAsync(
        Story story,
        Officer officer,
        Guid exchange,
        string sentence,
        string text,
        string? seen = null,
        string? key = null
    )
    {
        var segment = await SegmentAsync(story, officer, exchange, sentence);
        return await ChangeAsync(story, officer, exchange, segment.Key, text, seen ?? segment.Version, key: key);
    }

    private static Task<Outcome<Guid>> ChangeAsync(
        Story story,
        Officer officer,
        Guid exchange,
        string segment,
        string text,
        string seen,
        string language = "es",
        string? key = null
    ) =>
        story.CallAsync<TranslationCorrectionService, Outcome<Guid>>(
            (service, stop) =>
                service.CorrectAsync(
                    exchange,
                    new SegmentName(language, segment),
                    text,
                    seen,
                    officer.Actor,
                    key is null ? null : new SubmissionKey(key, text),
                    stop
                )
        );

    private static async Task<Outcome<Guid>> TakeBackAsync(Story story, Officer officer, Guid exchange, string sentence, string? seen = null)
    {
        var segment = await SegmentAsync(story, officer, exchange, sentence);
        return await story.CallAsync<TranslationCorrectionService, Outcome<Guid>>(
            (service, stop) => service.TakeBackAsync(exchange, new SegmentName("es", segment.Key), seen ?? segment.Version, officer.Actor, null, stop)
        );
    }

    private static async Task<Outcome<Guid>> RateAsync(Story story, Officer officer, Guid exchange, string sentence, bool? isGood)
    {
        var segment = await SegmentAsync(story, officer, exchange, sentence);
        return await story.CallAsync<TranslationCorrectionService, Outcome<Guid>>(
            (service, stop) => service.RateAsync(exchange, new SegmentName("es", segment.Key), isGood, officer.Actor, null, stop)
        );
    }

    private static async Task<TranslationFigures> CountsAsync(Story story, Officer officer, bool isYear = true) =>
        (await story.CallAsync<TranslationCountQuery, IReadOnlyList<TranslationCountRow>?>((query, stop) => query.ReadAsync(officer.Actor, stop)))!
            .Where(row => (row.Engine, row.Pair) == ("Stand-in", new LanguagePair("en", "es")))
            .Select(row => isYear ? row.Year : row.Month)
            .FirstOrDefault(new TranslationFigures());

    private static Task<List<JournalEntry>> JournalAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(database =>
            database
                .Set<JournalEntry>()
                .Where(entry => entry.ExchangeId == exchange && (entry.What.StartsWith("translation-correct") || entry.What == "translation-rated"))
                .OrderBy(entry => entry.Sequence)
                .ToListAsync()
        );
}

public sealed class TranslationCorrectionStoriesOnSqlite(SqlitePlatform platform) : TranslationCorrectionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class TranslationCorrectionStoriesOnPostgreSql(PostgreSqlPlatform platform)
    : TranslationCorrectionStories(platform),
        IClassFixture<PostgreSqlPlatform>;

public sealed class TranslationCorrectionStoriesOnSqlServer(SqlServerPlatform platform)
    : TranslationCorrectionStories(platform),
        IClassFixture<SqlServerPlatform>;
