using System.Text;
using System.Text.Json;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Tests.Translation;
using Imi.Kernel.Tests.Translation.Documents;
using Imi.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>
/// eTranslation translates a file as a whole, where the installation wants it. What comes back is as suspicious as an upload: if it is not what was promised,
/// the sentences of the file are translated instead.
/// </summary>
public abstract class WholeFileStories(Platform platform) : IAsyncLifetime
{
    private const string Umbrella = "El paraguas es negro.";
    private static readonly byte[] Letter = Docx("The umbrella is black.");
    private static readonly byte[] Translated = Docx(Umbrella);

    private readonly ETranslationServer _server = new();
    private Engines _engines = null!;

    private IMachineTranslator Engine => _engines.All[0];

    private IReadOnlyList<JsonElement> Requests => [.. _server.Requests];

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _engines = EnginesOf("true");
    }

    public async Task DisposeAsync()
    {
        await _engines.DisposeAsync();
        await _server.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_file_comes_back_as_a_whole_and_its_first_page_says_what_it_is()
    {
        var (story, andreas, _, file) = await BeginAsync();
        await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);

        var request = Assert.Single(Requests);
        Assert.Equal(Letter, ETranslationServer.FileOf(request));
        Assert.Equal("document.docx", request.GetProperty("documentToTranslate").GetProperty("fileName").GetString());
        Assert.Equal(FileTranslationState.Waiting, await StateAsync(story, andreas, file));

        await AnswerAsync(story, request, Translated);
        await AnswerAsync(story, request, Docx("Twice.")); // Answers come twice at times.
        var stored = await story.DatabaseAsync(database => database.Set<TranslationSubmission>().SingleAsync(one => one.ExchangeId == file.Exchange));
        Assert.Equal(-1, stored.Answer.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(Translated)[..20])));
        await story.TranslatesAsync(file, Engine);

        Assert.Equal(FileTranslationState.Ready, await StateAsync(story, andreas, file));
        var paragraphs = await ParagraphsAsync(story, andreas, file);
        Assert.Equal("Traducción automática", paragraphs[0]);
        Assert.StartsWith("Esta es una traducción automática. Original: inglés. Motor: eTranslation. Fecha: ", paragraphs[1], StringComparison.Ordinal);
        Assert.Contains(paragraphs, line => line.StartsWith("El motor ha traducido el archivo entero.", StringComparison.Ordinal));
        Assert.Equal(Umbrella, paragraphs[^1]);
        Assert.Equal(Letter, (await andreas.DownloadsAsync(file.Exchange, file.File)).Result());

        // It is kept: the same question costs nothing, and a late answer is not heard.
        await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);
        Assert.Equal(FileTranslationState.Ready, await StateAsync(story, andreas, file));
        Assert.Single(Requests);
        Assert.Null(await story.ReceivesFileAsync(ETranslationServer.AddressOf(request), Engine, ETranslationServer.FileAnswer(request, Letter)));
        Assert.Equal(0, await story.SubmissionsAsync(file.Exchange));
        var sent = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.ExchangeId == file.Exchange && entry.What == "translation-sent").SingleAsync()
        );
        Assert.Equal($"eTranslation en-es document bytes {Letter.Length} file {file.File}", sent.Detail);
    }

    [SkippableFact]
    public async Task A_pdf_comes_back_as_a_Word_document()
    {
        var (story, andreas, carmen, file) = await BeginAsync();
        file = file with { File = (await carmen.AttachesAsync(file.Exchange, "letter.pdf", SimplePdf.Of(["The umbrella is black."]))).Result() };
        await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);

        await AnswerAsync(story, Requests[0], Translated);
        await story.TranslatesAsync(file, Engine);

        var content = (await FileTranslationStories.OpenAsync(story, andreas, file)).Result();
        Assert.Equal("letter.es.docx", content.Name);
        Assert.Equal(Umbrella, (await ParagraphsAsync(story, andreas, file))[^1]);
    }

    [SkippableFact]
    public async Task What_is_not_the_promised_file_is_not_kept_and_the_sentences_are_translated_instead()
    {
        var program = "MZ\u0090\0\u0003\0 this program cannot be run"u8.ToArray();
        foreach (
            var (content, type) in ((byte[], string)[])
                [
                    (Translated, "text/html"),
                    (program, "application/json"),
                    ("%PDF-1.7\nnothing"u8.ToArray(), "application/json"),
                    (Translated[..(Translated.Length / 2)], "application/json"),
                    ([], "application/json"),
                    (new byte[(20 * 1024 * 1024) + 1], "application/json"),
                ]
        )
        {
            var (story, andreas, _, file) = await BeginAsync();
            var before = Requests.Count;
            await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);
            var request = Requests[before];
            await story.ReceivesFileAsync(ETranslationServer.AddressOf(request), Engine, ETranslationServer.FileAnswer(request, content), type);
            await story.TranslatesAsync(file, Engine);

            Assert.Equal(before + 2, Requests.Count);
            var sentences = Requests[before + 1];
            Assert.Equal("The umbrella is black.", sentences.GetProperty("textToTranslate").GetString());
            await AnswerSentencesAsync(story, sentences);
            await story.TranslatesAsync(file, Engine);
            Assert.Equal(FileTranslationState.Ready, await StateAsync(story, andreas, file));
            Assert.Equal("[es] The umbrella is black.", (await ParagraphsAsync(story, andreas, file))[^1]);
        }
    }

    [SkippableFact]
    public async Task Only_the_secret_address_of_the_file_is_heard()
    {
        var (story, andreas, _, file) = await BeginAsync();
        await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);
        var (request, address) = (Requests[0], ETranslationServer.AddressOf(Requests[0]).ToString());
        var secret = address.Split('/')[^2];

        var wrong = new Uri(address.Replace(secret, secret[..^1] + (secret[^1] == '0' ? '1' : '0'), StringComparison.Ordinal));
        Assert.Null(await story.ReceivesFileAsync(wrong, Engine, ETranslationServer.FileAnswer(request, Translated)));
        await story.ReceivesAsync(
            new Uri(address.Replace("/file", "", StringComparison.Ordinal)),
            (IDeferredTranslator)Engine,
            "{\"translatedText\":\"No file.\"}"
        );
        await story.TranslatesAsync(file, Engine);

        Assert.Equal(FileTranslationState.Waiting, await StateAsync(story, andreas, file));
        Assert.Single(Requests);
    }

    [SkippableFact]
    public async Task The_malware_scanner_sees_the_answer_before_it_is_stored()
    {
        var (story, andreas, _, file) = await BeginAsync();
        await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);
        Assert.False(await TakenAsync(ScanResult.Unreachable)); // The engine sends it again.
        await story.TranslatesAsync(file, Engine);
        Assert.Equal(FileTranslationState.Waiting, await StateAsync(story, andreas, file));

        Assert.True(await TakenAsync(ScanResult.Malware));
        await story.TranslatesAsync(file, Engine);
        Assert.Equal("The umbrella is black.", Requests[^1].GetProperty("textToTranslate").GetString());
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                database.Set<JournalEntry>().CountAsync(entry => entry.ExchangeId == file.Exchange && entry.What == "malware")
            )
        );

        async Task<bool> TakenAsync(ScanResult result) =>
            (
                await story.ReceivesFileAsync(
                    ETranslationServer.AddressOf(Requests[0]),
                    Engine,
                    ETranslationServer.FileAnswer(Requests[0], Translated),
                    "application/json",
                    new StandInScanner(result)
                )
            )!
                .Value
                .IsTaken;
    }

    [SkippableFact]
    public async Task Nothing_comes_back_after_the_file_or_the_exchange_is_gone()
    {
        var (story, andreas, carmen, file) = await BeginAsync();
        await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);
        (await carmen.WithdrawsAsync(file.Exchange, file.File, "Wrong file")).Result();
        Assert.Null(await story.ReceivesFileAsync(ETranslationServer.AddressOf(Requests[0]), Engine, ETranslationServer.FileAnswer(Requests[0], Translated)));

        var other = file with { File = (await carmen.AttachesAsync(file.Exchange, "letter.docx", Letter)).Result() };
        await FileTranslationStories.TranslateAsync(story, andreas, other, Engine);
        await AnswerAsync(story, Requests[1], Translated);
        await story.TranslatesAsync(other, Engine);
        Assert.Equal(1, await MemoriesAsync(story, file.Exchange));
        await story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([file.Exchange], stop));
        Assert.Equal(0, await MemoriesAsync(story, file.Exchange));
        Assert.Equal(0, await story.SubmissionsAsync(file.Exchange));
        (await FileTranslationStories.OpenAsync(story, andreas, other)).AssertNotFound();
    }

    [SkippableFact]
    public async Task A_used_up_quota_makes_the_reader_wait_and_without_an_answer_in_time_the_sentences_are_translated()
    {
        var (story, andreas, _, file) = await BeginAsync();
        _server.AnswerInstead = context => context.Response.WriteAsync("""{"errorCode":-11200}""");
        await FileTranslationStories.TranslateAsync(story, andreas, file, Engine);
        Assert.Equal(0, await story.SubmissionsAsync(file.Exchange));
        Assert.Equal(FileTranslationState.Waiting, await StateAsync(story, andreas, file));

        _server.AnswerInstead = null;
        story.AdvanceSeconds(3600);
        await story.TranslatesAsync(file, Engine);
        Assert.Equal(Letter, ETranslationServer.FileOf(Requests[^1]));

        story.AdvanceSeconds(2 * 3600);
        await story.TranslatesAsync(file, Engine);
        Assert.Equal("The umbrella is black.", Requests[^1].GetProperty("textToTranslate").GetString());
    }

    [SkippableFact]
    public async Task Without_the_setting_no_file_leaves_as_a_whole()
    {
        await using var engines = EnginesOf("false");
        var (story, andreas, _, file) = await BeginAsync();

        await FileTranslationStories.TranslateAsync(story, andreas, file, engines.All[0]);

        Assert.Equal("The umbrella is black.", Assert.Single(Requests).GetProperty("textToTranslate").GetString());
    }

    private Engines EnginesOf(string documents) =>
        Engines.Of(
            ("0:Kind", "ETranslation"),
            ("0:Name", "eTranslation"),
            ("0:Address", _server.Address),
            ("0:Application", ETranslationServer.Application),
            ("0:ApiKey", ETranslationServer.Password),
            ("0:Documents", documents)
        );

    private async Task<(Story Story, Officer Andreas, Officer Carmen, TranslationScope File)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        return (story, andreas, carmen, new TranslationScope(request, "es", (await carmen.AttachesAsync(request, "letter.docx", Letter)).Result()));
    }

    private async Task AnswerAsync(Story story, JsonElement request, byte[] translated) =>
        Assert.True(
            (await story.ReceivesFileAsync(ETranslationServer.AddressOf(request), Engine, ETranslationServer.FileAnswer(request, translated)))!.Value.IsTaken
        );

    private async Task AnswerSentencesAsync(Story story, JsonElement request) =>
        Assert.NotNull(
            await story.ReceivesAsync(
                ETranslationServer.AddressOf(request),
                (IDeferredTranslator)Engine,
                JsonSerializer.Serialize(
                    new { externalReference = ETranslationServer.Reference(request), translatedText = ETranslationServer.Translated(request) }
                )
            )
        );

    private async Task<FileTranslationState> StateAsync(Story story, Officer officer, TranslationScope file) =>
        (await FileTranslationStories.StateAsync(story, officer, file, Engine)).State;

    private static async Task<IReadOnlyList<string>> ParagraphsAsync(Story story, Officer officer, TranslationScope file) =>
        OfficeDocuments.InDocx(await FileTranslationStories.ReadAsync(story, officer, file), main => OfficeDocuments.Paragraphs(main.Document!.Body!).ToList());

    private static Task<int> MemoriesAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(database => database.Set<TranslationMemory>().CountAsync(memory => memory.ExchangeId == exchange));

    private static byte[] Docx(string text) => OfficeDocuments.Docx($"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");

    private sealed class StandInScanner(ScanResult result) : IMalwareScanner
    {
        public Task<ScanResult> ScanAsync(Stream content, CancellationToken cancellationToken) => Task.FromResult(result);

        public Task<bool> AnswersAsync(CancellationToken cancellationToken) => Task.FromResult(true);
    }
}

public sealed class WholeFileStoriesOnSqlite(SqlitePlatform platform) : WholeFileStories(platform), IClassFixture<SqlitePlatform>;

public sealed class WholeFileStoriesOnPostgreSql(PostgreSqlPlatform platform) : WholeFileStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class WholeFileStoriesOnSqlServer(SqlServerPlatform platform) : WholeFileStories(platform), IClassFixture<SqlServerPlatform>;
