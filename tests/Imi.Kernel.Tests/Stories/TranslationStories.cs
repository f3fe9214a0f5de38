using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A reader gets an exchange in another language; the translations are kept, protected and erased like the exchange itself.</summary>
public abstract class TranslationStories(Platform platform)
{
    private const string Notes = "The umbrella is black. It cost 1,234.50 EUR.";

    private static readonly Answers Written = Request.Complete.With("notes", Notes);

    [SkippableFact]
    public async Task Everything_that_a_reader_sees_is_translated_once_and_numbers_survive()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var engine = new StandInEngine("en-es");
        (await carmen.WritesAsync(request, "The umbrella is black. Please call.")).Result();

        await TranslateAsync(story, andreas, request, "es", engine);
        var translation = await ReadAsync(story, andreas, request, "es", engine);
        Assert.Matches(@"^\[es\] The umbrella is black\. \[es\] It cost 1\.?234,50\sEUR\.$", translation.Of(Notes)!.Text);
        Assert.Equal(("en", null, false), (translation.Of(Notes)!.Source, translation.Of(Notes)!.Via, translation.Of(Notes)!.IsUncertain));
        Assert.Equal(["Stand-in"], translation.Of(Notes)!.Engines);
        Assert.Equal((0, false), (translation.Missing, translation.IsWaiting));
        Assert.Single(engine.Received, text => text == "The umbrella is black.");
        Assert.DoesNotContain(engine.Received, text => text.Contains("1,234.50", StringComparison.Ordinal));

        // A new message costs only its new sentence.
        engine.Received.Clear();
        (await carmen.WritesAsync(request, "Please call. It is urgent.")).Result();
        Assert.Equal(1, (await ReadAsync(story, andreas, request, "es", engine)).Missing);
        await TranslateAsync(story, andreas, request, "es", engine);
        Assert.Equal(["It is urgent."], engine.Received);
    }

    [SkippableFact]
    public async Task Without_a_direct_pair_a_third_language_helps_and_without_any_the_reader_is_told()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new StandInEngine("en-es", "es-it", "fr-el");

        await TranslateAsync(story, andreas, request, "it", engine);
        var italian = await ReadAsync(story, andreas, request, "it", engine);
        Assert.Equal(("es", "en"), (italian.Of(Notes)!.Via, italian.Of(Notes)!.Source));
        Assert.StartsWith("[it] [es] The umbrella", italian.Of(Notes)!.Text, StringComparison.Ordinal);

        await TranslateAsync(story, andreas, request, "el", engine);
        var greek = await ReadAsync(story, andreas, request, "el", engine);
        Assert.Null(greek.Of(Notes));
        Assert.Equal(["en"], greek.Unsupported);
        Assert.Equal((0, false), (greek.Missing, greek.IsWaiting));
        Assert.Empty((await ReadAsync(story, andreas, request, "en", engine)).Texts);
    }

    [SkippableFact]
    public async Task A_text_in_another_language_than_declared_is_translated_from_the_language_found()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        const string Greek = "Διατάξαμε την παύση της πρακτικής.";
        const string Spanish = "El paraguas es negro y el operador no lo entrega.";
        (await carmen.WritesAsync(request, Greek)).Result();
        (await carmen.WritesAsync(request, Spanish)).Result();
        var engine = new StandInEngine("en-es", "el-en", "es-en");
        var detector = new StandInDetector(text => text == Spanish ? "es" : null);

        // Both were declared to be in English. The script alone shows the Greek one; a detector finds the other one.
        var before = await story.ReadsTranslationAsync(andreas, request, "en", detector, engine);
        Assert.Equal((1, 2), (before.Missing, before.Unexamined));
        (await RequestAsync(story, andreas, request, "en")).Result();
        await story.TranslatesAsync(new(request, "en"), detector, engine);
        var english = await story.ReadsTranslationAsync(andreas, request, "en", detector, engine);
        Assert.Equal(("el", true), (english.Of(Greek)!.Source, english.Of(Greek)!.IsDetected));
        Assert.Equal(("es", true), (english.Of(Spanish)!.Source, english.Of(Spanish)!.IsDetected));
        Assert.Null(english.Of(Notes));
        Assert.Equal((0, 0), (english.Missing, english.Unexamined));

        // Who reads Spanish is not offered a translation of it, but one of the notes.
        (await RequestAsync(story, andreas, request, "es")).Result();
        await story.TranslatesAsync(new(request, "es"), detector, engine);
        var spanish = await story.ReadsTranslationAsync(andreas, request, "es", detector, engine);
        Assert.Null(spanish.Of(Spanish));
        Assert.Equal(("en", false), (spanish.Of(Notes)!.Source, spanish.Of(Notes)!.IsDetected));
        Assert.Equal(2, detector.Examined.Count(text => text == Spanish));
        await story.TranslatesAsync(new(request, "es"), detector, engine);
        Assert.Equal(2, detector.Examined.Count(text => text == Spanish));
    }

    [SkippableFact]
    public async Task A_fault_of_the_engine_is_shown_and_the_request_waits_for_the_next_attempt()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new StandInEngine("en-es") { Fault = TranslationFault.Unreachable };

        Assert.Equal(TranslationFault.Unreachable, await TranslateAsync(story, andreas, request, "es", engine));
        var waiting = await ReadAsync(story, andreas, request, "es", engine);
        Assert.Equal((true, TranslationFault.Unreachable), (waiting.IsWaiting, waiting.Fault));

        engine.Fault = null;
        Assert.Null(await RunAsync(story, request, "es", engine)); // It is not due yet.
        Assert.Single(engine.Received.Distinct(StringComparer.Ordinal), text => text == "The umbrella is black.");
        Assert.Null((await ReadAsync(story, andreas, request, "es", engine)).Of(Notes));
        story.AdvanceSeconds(3600);
        await RunAsync(story, request, "es", engine);
        Assert.NotNull((await ReadAsync(story, andreas, request, "es", engine)).Of(Notes));
    }

    [SkippableFact]
    public async Task A_call_has_as_many_sentences_as_the_slowest_engine_on_the_way_wants()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        (await carmen.WritesAsync(request, "One is red. Two is blue. Three is green.")).Result();
        var (fast, slow) = (new StandInEngine("en-es") { SegmentsAtOnce = 100 }, new StandInEngine("es-it") { Name = "Slow", SegmentsAtOnce = 2 });

        await TranslateAsync(story, andreas, request, "es", fast);
        Assert.Equal([5], fast.Calls);
        (await RequestAsync(story, andreas, request, "it")).Result();
        await story.TranslatesAsync(new TranslationScope(request, "it"), fast, slow);
        Assert.Equal([2, 2, 1], slow.Calls);
    }

    [SkippableFact]
    public async Task Two_nodes_do_not_work_on_the_same_request()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new StandInEngine("en-es");
        var other = new StandInEngine("en-es");
        engine.Meanwhile = async () => Assert.Null(await RunAsync(story, request, "es", other));

        await TranslateAsync(story, andreas, request, "es", engine);

        Assert.NotEmpty(engine.Received);
        Assert.Empty(other.Received);
    }

    [SkippableFact]
    public async Task Nobody_without_access_gets_a_translation_and_the_journal_says_what_left_the_platform()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var stranger = await story.HandlerInAsync("FR");
        var engine = new StandInEngine("en-es");

        (await RequestAsync(story, stranger, request, "es")).AssertNotFound();
        (await RequestAsync(story, andreas, request, "xx")).AssertInvalid("language validation.not-an-option");
        await TranslateAsync(story, andreas, request, "es", engine);

        var entries = await story.DatabaseAsync(database =>
            database
                .Set<JournalEntry>()
                .Where(entry => entry.ExchangeId == request && entry.What.StartsWith("translation"))
                .OrderBy(entry => entry.Sequence)
                .ToListAsync()
        );
        Assert.Equal([andreas.Id, null], entries.Select(entry => entry.UserId));
        Assert.StartsWith("Stand-in en-es segments ", entries[1].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("umbrella", string.Concat(entries.Select(entry => entry.Detail)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Translations_are_encrypted_and_go_with_the_exchange()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var engine = new StandInEngine("en-es");
        await TranslateAsync(story, andreas, request, "es", engine);
        var stored = await story.DatabaseAsync(database => MemoriesOf(database, request).Select(memory => memory.Cipher).SingleAsync());
        Assert.Equal(-1, stored.AsSpan().IndexOf("umbrella"u8));

        // The content is deleted while the engine still works: nothing comes back.
        (await RequestAsync(story, andreas, request, "it")).Result();
        engine = new StandInEngine("en-it")
        {
            Meanwhile = () => story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([request], stop)),
        };
        await RunAsync(story, request, "it", engine);

        Assert.NotEmpty(engine.Received);
        Assert.Equal(0, await story.DatabaseAsync(database => MemoriesOf(database, request).CountAsync()));
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        return (story, carmen, andreas, await carmen.SendsAsync(andreas.Office, Written));
    }

    private static IQueryable<TranslationMemory> MemoriesOf(ImiDbContext database, Guid exchange) =>
        database.Set<TranslationMemory>().Where(memory => memory.ExchangeId == exchange);

    private static Task<Outcome<Guid>> RequestAsync(Story story, Officer officer, Guid exchange, string language) =>
        story.CallAsync<TranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(exchange, language, officer.Actor, null, stop));

    private static async Task<TranslationFault?> TranslateAsync(Story story, Officer officer, Guid exchange, string language, StandInEngine engine)
    {
        (await RequestAsync(story, officer, exchange, language)).Result();
        return await RunAsync(story, exchange, language, engine);
    }

    private static Task<TranslationFault?> RunAsync(Story story, Guid exchange, string language, IMachineTranslator engine) =>
        story.TranslatesAsync(new TranslationScope(exchange, language), engine);

    private static Task<ExchangeTranslation> ReadAsync(Story story, Officer officer, Guid exchange, string language, StandInEngine engine) =>
        story.ReadsTranslationAsync(officer, exchange, language, engine);
}

public sealed class TranslationStoriesOnSqlite(SqlitePlatform platform) : TranslationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class TranslationStoriesOnPostgreSql(PostgreSqlPlatform platform) : TranslationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class TranslationStoriesOnSqlServer(SqlServerPlatform platform) : TranslationStories(platform), IClassFixture<SqlServerPlatform>;
