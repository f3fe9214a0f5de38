using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An engine that answers later may answer twice, late, with nonsense or never: the reader gets each sentence once, and nothing comes back after deletion.</summary>
public abstract class LaterTranslationStories(Platform platform)
{
    private const string Notes = "The umbrella is black. It cost 1,234.50 EUR.";

    private static readonly Answers Written = Request.Complete.With("notes", Notes);

    [SkippableFact]
    public async Task The_answer_is_shown_when_it_arrives_and_a_second_one_changes_nothing()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new LaterEngine("en-es");

        Assert.Null(await RequestAsync(story, andreas, request, "es", engine));
        var waiting = await ReadAsync(story, andreas, request, "es", engine);
        Assert.Equal((true, null), (waiting.IsWaiting, waiting.Fault));
        Assert.Null(waiting.Of(Notes));

        await AnswerAsync(story, engine, 0, engine.AnswerTo(0));
        await AnswerAsync(story, engine, 0, "Twice is nonsense.");
        Assert.Null(await story.TranslatesAsync(new(request, "es"), engine));

        var translation = await ReadAsync(story, andreas, request, "es", engine);
        Assert.Matches(@"^\[es\] The umbrella is black\. \[es\] It cost 1\.?234,50\sEUR\.$", translation.Of(Notes)!.Text);
        Assert.Equal((0, false), (translation.Missing, translation.IsWaiting));
        Assert.Single(engine.Received);
        Assert.Equal(0, await story.SubmissionsAsync(request));
        Assert.Null(await story.ReceivesAsync(engine.Received[0].Address, engine, "Late is too late."));
    }

    [SkippableFact]
    public async Task Only_the_secret_address_is_heard()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new LaterEngine("en-es");
        await RequestAsync(story, andreas, request, "es", engine);
        var address = engine.Received[0].Address.ToString();

        Assert.Null(await story.ReceivesAsync(new Uri(address[..^1] + (address[^1] == '0' ? '1' : '0')), engine, engine.AnswerTo(0)));
        Assert.Null(
            await story.ReceivesAsync(new Uri(address.Replace(address.Split('/')[^2], Guid.CreateVersion7(story.Now).ToString())), engine, engine.AnswerTo(0))
        );
        await story.TranslatesAsync(new(request, "es"), engine);

        Assert.Null((await ReadAsync(story, andreas, request, "es", engine)).Of(Notes));
    }

    [SkippableFact]
    public async Task Without_an_answer_in_time_the_sentences_are_submitted_again_and_the_late_answer_is_ignored()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new LaterEngine("en-es");
        await RequestAsync(story, andreas, request, "es", engine);
        await story.TranslatesAsync(new(request, "es"), engine);
        Assert.Single(engine.Received); // It still waits for the answer.

        story.AdvanceSeconds(2 * 3600);
        await story.TranslatesAsync(new(request, "es"), engine);
        Assert.Equal(2, engine.Received.Count);
        Assert.Equal(engine.Received[0].Segments, engine.Received[1].Segments);

        Assert.Null(await story.ReceivesAsync(engine.Received[0].Address, engine, engine.AnswerTo(0)));
        await AnswerAsync(story, engine, 1, engine.AnswerTo(1));
        await story.TranslatesAsync(new(request, "es"), engine);
        Assert.NotNull((await ReadAsync(story, andreas, request, "es", engine)).Of(Notes));
    }

    [SkippableFact]
    public async Task A_wrong_number_of_lines_is_submitted_again_in_halves()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new LaterEngine("en-es");
        await RequestAsync(story, andreas, request, "es", engine);
        var sentences = engine.Received[0].Segments.Count;
        Assert.True(sentences > 1);

        await AnswerAsync(story, engine, 0, "<html>Bad gateway</html>");
        await story.TranslatesAsync(new(request, "es"), engine);
        Assert.Equal(3, engine.Received.Count);
        Assert.Equal(engine.Received[0].Segments, engine.Received.Skip(1).SelectMany(one => one.Segments));

        // The answers come in the other order.
        await AnswerAsync(story, engine, 2, engine.AnswerTo(2));
        await AnswerAsync(story, engine, 1, engine.AnswerTo(1));
        await story.TranslatesAsync(new(request, "es"), engine);
        Assert.StartsWith("[es] The umbrella", (await ReadAsync(story, andreas, request, "es", engine)).Of(Notes)!.Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_used_up_quota_makes_the_reader_wait_and_what_was_taken_before_is_not_sent_twice()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var engine = new LaterEngine("en-es");
        await RequestAsync(story, andreas, request, "es", engine);
        (await carmen.WritesAsync(request, "It is urgent.")).Result();
        engine.Fault = TranslationFault.Busy;

        Assert.Equal(TranslationFault.Busy, await RequestAsync(story, andreas, request, "es", engine));
        var waiting = await ReadAsync(story, andreas, request, "es", engine);
        Assert.Equal((true, TranslationFault.Busy), (waiting.IsWaiting, waiting.Fault));

        engine.Fault = null;
        await AnswerAsync(story, engine, 0, engine.AnswerTo(0));
        await story.TranslatesAsync(new(request, "es"), engine);
        Assert.Equal(["It is urgent."], engine.Received[1].Segments);
        Assert.NotNull((await ReadAsync(story, andreas, request, "es", engine)).Of(Notes));
    }

    [SkippableFact]
    public async Task A_third_language_leads_through_an_engine_that_answers_later()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var (now, later) = (new StandInEngine("es-it"), new LaterEngine("en-es"));
        await RequestAsync(story, andreas, request, "it", later, now);
        Assert.Empty(now.Received);

        await AnswerAsync(story, later, 0, later.AnswerTo(0));
        await story.TranslatesAsync(new(request, "it"), later, now);

        var italian = (await ReadAsync(story, andreas, request, "it", later, now)).Of(Notes)!;
        Assert.StartsWith("[it] [es] The umbrella", italian.Text, StringComparison.Ordinal);
        Assert.Equal(("es", "Later, Stand-in"), (italian.Via, string.Join(", ", italian.Engines)));
    }

    [SkippableFact]
    public async Task An_answer_after_the_deletion_of_the_content_comes_to_nothing()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var engine = new LaterEngine("en-es");
        await RequestAsync(story, andreas, request, "es", engine);
        await story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([request], stop));

        Assert.Null(await story.ReceivesAsync(engine.Received[0].Address, engine, engine.AnswerTo(0)));
        await story.TranslatesAsync(new(request, "es"), engine);

        Assert.Equal(0, await story.SubmissionsAsync(request));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<TranslationMemory>().CountAsync(memory => memory.ExchangeId == request)));
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
    }

    [SkippableFact]
    public async Task What_waits_for_an_engine_is_encrypted()
    {
        var (story, _, andreas, request) = await BeginAsync();
        var engine = new LaterEngine("en-es");
        await RequestAsync(story, andreas, request, "es", engine);
        await AnswerAsync(story, engine, 0, engine.AnswerTo(0));

        var stored = await story.DatabaseAsync(database => database.Set<TranslationSubmission>().SingleAsync(one => one.ExchangeId == request));
        Assert.Equal(-1, stored.Cipher.AsSpan().IndexOf("umbrella"u8));
        Assert.Equal(-1, stored.Answer.AsSpan().IndexOf("umbrella"u8));
        Assert.DoesNotContain(stored.SecretHash, engine.Received[0].Address.ToString(), StringComparison.Ordinal);
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        return (story, carmen, andreas, await carmen.SendsAsync(andreas.Office, Written));
    }

    private static async Task AnswerAsync(Story story, LaterEngine engine, int submission, string body) =>
        Assert.NotNull(await story.ReceivesAsync(engine.Received[submission].Address, engine, body));

    private static async Task<TranslationFault?> RequestAsync(Story story, Officer officer, Guid exchange, string language, params IMachineTranslator[] engines)
    {
        (
            await story.CallAsync<TranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(exchange, language, officer.Actor, null, stop))
        ).Result();
        return await story.TranslatesAsync(new(exchange, language), engines);
    }

    private static Task<ExchangeTranslation> ReadAsync(Story story, Officer officer, Guid exchange, string language, params IMachineTranslator[] engines) =>
        story.ReadsTranslationAsync(officer, exchange, language, engines);
}

public sealed class LaterTranslationStoriesOnSqlite(SqlitePlatform platform) : LaterTranslationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class LaterTranslationStoriesOnPostgreSql(PostgreSqlPlatform platform) : LaterTranslationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class LaterTranslationStoriesOnSqlServer(SqlServerPlatform platform) : LaterTranslationStories(platform), IClassFixture<SqlServerPlatform>;
