using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Tests.Translation.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A reader gets a file in another language; who may not open the file gets nothing, and the translation goes with the file.</summary>
public abstract class FileTranslationStories(Platform platform)
{
    private static readonly byte[] Letter = OfficeDocuments.Docx("<w:p><w:r><w:t>The umbrella is black. It cost 1,234.50 EUR.</w:t></w:r></w:p>");

    [SkippableFact]
    public async Task A_file_is_translated_once_and_downloaded_as_a_document_that_says_what_it_is()
    {
        var (story, andreas, _, file) = await BeginAsync();
        var engine = new StandInEngine("en-es");
        Assert.Equal(FileTranslationState.None, (await StateAsync(story, andreas, file, engine)).State);

        await TranslateAsync(story, andreas, file, engine);
        var received = engine.Received.ToList();
        Assert.Equal(FileTranslationState.Ready, (await StateAsync(story, andreas, file, engine)).State);
        var content = (await OpenAsync(story, andreas, file)).Result();

        Assert.Equal("letter.es.docx", content.Name);
        var paragraphs = OfficeDocuments.InDocx(await BytesOfAsync(content), main => OfficeDocuments.Paragraphs(main.Document!.Body!));
        Assert.Equal("Traducción automática", paragraphs[0]);
        Assert.Matches("^Esta es una traducción automática. Original: inglés. Motor: Stand-in. Fecha: .*2026.$", paragraphs[1]);
        Assert.Matches(@"^\[es\] The umbrella is black\. \[es\] It cost 1\.?234,50\sEUR\.$", paragraphs[^1]);
        Assert.Equal(Letter, (await andreas.DownloadsAsync(file.Exchange, file.File)).Result());

        await TranslateAsync(story, andreas, file, engine);
        Assert.Equal(received, engine.Received);
    }

    [SkippableFact]
    public async Task Who_may_not_open_a_file_gets_no_translation_and_the_journal_names_the_file_by_its_id_only()
    {
        var (story, andreas, carmen, file) = await BeginAsync();
        var stranger = await story.HandlerInAsync("FR");
        var engine = new StandInEngine("en-es");
        (await RequestAsync(story, stranger, file)).AssertNotFound();
        (await RequestAsync(story, andreas, file with { File = Guid.CreateVersion7() })).AssertNotFound();
        (await RequestAsync(story, andreas, file with { Language = "xx" })).AssertInvalid("language validation.not-an-option");
        (await RequestAsync(story, andreas, file, "es")).AssertInvalid("source validation.not-an-option");
        (await OpenAsync(story, andreas, file)).AssertRefused("translation-files.not-ready");

        await TranslateAsync(story, andreas, file, engine);
        (await OpenAsync(story, stranger, file)).AssertNotFound();
        (await OpenAsync(story, carmen, file)).Result();

        var entries = await story.DatabaseAsync(database =>
            database
                .Set<JournalEntry>()
                .Where(entry => entry.ExchangeId == file.Exchange && entry.Detail.Contains(file.File.ToString()))
                .OrderBy(entry => entry.Sequence)
                .Select(entry => new
                {
                    entry.UserId,
                    entry.What,
                    entry.Detail,
                })
                .ToListAsync()
        );
        Assert.Equal(
            [(andreas.Id, "translation-requested"), (null, "translation-sent"), (carmen.Id, "download")],
            entries.Select(entry => (entry.UserId, entry.What))
        );
        Assert.Equal($"en-es file {file.File}", entries[0].Detail);
        Assert.StartsWith("Stand-in en-es segments 2 characters ", entries[1].Detail, StringComparison.Ordinal);
        Assert.Equal($"{file.File} translation es", entries[2].Detail);
        Assert.DoesNotContain("letter", string.Concat(entries.Select(entry => entry.Detail)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_fault_of_the_engine_is_shown_and_a_pair_without_engine_is_named()
    {
        var (story, andreas, _, file) = await BeginAsync();
        var engine = new StandInEngine("en-es") { Fault = TranslationFault.Unreachable };

        await TranslateAsync(story, andreas, file, engine);
        var waiting = await StateAsync(story, andreas, file, engine);
        Assert.Equal((FileTranslationState.Waiting, TranslationFault.Unreachable), (waiting.State, waiting.Fault));
        (await OpenAsync(story, andreas, file)).AssertRefused("translation-files.not-ready");

        engine.Fault = null;
        story.AdvanceSeconds(3600);
        await story.TranslatesAsync(file, engine);
        Assert.Equal(FileTranslationState.Ready, (await StateAsync(story, andreas, file, engine)).State);

        var greek = file with { Language = "el" };
        await TranslateAsync(story, andreas, greek, engine);
        Assert.Equal(FileTranslationState.NoEngine, (await StateAsync(story, andreas, greek, engine)).State);
    }

    [SkippableFact]
    public async Task Scans_and_broken_files_are_named_and_nothing_is_sent()
    {
        var (story, andreas, carmen, letter) = await BeginAsync();
        var engine = new StandInEngine("en-es");
        var scan = letter with { File = (await carmen.AttachesAsync(letter.Exchange, "scan.pdf", SimplePdf.Of([""]))).Result() };
        var broken = letter with { File = (await carmen.AttachesAsync(letter.Exchange, "broken.pdf", "%PDF-1.7\nnothing"u8.ToArray())).Result() };
        var list = letter with { File = (await carmen.AttachesAsync(letter.Exchange, "list.csv", "a,b"u8.ToArray())).Result() };

        foreach (
            var (file, reason) in ((TranslationScope, FileTranslationFault)[])[(scan, FileTranslationFault.NoText), (broken, FileTranslationFault.Unreadable)]
        )
        {
            await TranslateAsync(story, andreas, file, engine);
            var state = await StateAsync(story, andreas, file, engine);
            Assert.Equal((FileTranslationState.Impossible, reason), (state.State, state.Reason));
        }

        (await RequestAsync(story, andreas, list)).AssertRefused("translation-files.reason.unsupported-kind");
        Assert.Equal(FileTranslationFault.UnsupportedKind, (await StateAsync(story, andreas, list, engine)).Reason);
        Assert.Empty(engine.Received);
    }

    [SkippableFact]
    public async Task The_translation_is_encrypted_and_goes_with_the_file_even_while_an_engine_works()
    {
        var (story, andreas, carmen, file) = await BeginAsync();
        await TranslateAsync(story, andreas, file, new StandInEngine("en-es"));
        var stored = await story.DatabaseAsync(database =>
            database.Set<TranslationMemory>().Where(memory => memory.FileId == file.File).Select(memory => memory.Cipher).SingleAsync()
        );
        Assert.Equal(-1, stored.AsSpan().IndexOf("umbrella"u8));

        var italian = file with { Language = "it" };
        (await RequestAsync(story, andreas, italian)).Result();
        var engine = new StandInEngine("en-it") { Meanwhile = async () => (await carmen.WithdrawsAsync(file.Exchange, file.File, "Wrong file")).Result() };
        await story.TranslatesAsync(italian, engine);

        Assert.NotEmpty(engine.Received);
        Assert.Equal(0, await RowsAsync(story, file));
        (await OpenAsync(story, andreas, file)).AssertRefused("file.withdrawn");
        (await RequestAsync(story, andreas, file)).AssertRefused("file.withdrawn");
    }

    [SkippableFact]
    public async Task The_translation_is_deleted_with_the_exchange()
    {
        var (story, andreas, _, file) = await BeginAsync();
        await TranslateAsync(story, andreas, file, new StandInEngine("en-es"));
        Assert.Equal(2, await RowsAsync(story, file));

        await story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([file.Exchange], stop));

        Assert.Equal(0, await RowsAsync(story, file));
        (await OpenAsync(story, andreas, file)).AssertNotFound();
    }

    private async Task<(Story Story, Officer Andreas, Officer Carmen, TranslationScope File)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        var file = (await carmen.AttachesAsync(request, "letter.docx", Letter)).Result();
        return (story, andreas, carmen, new TranslationScope(request, "es", file));
    }

    private static Task<Outcome<Guid>> RequestAsync(Story story, Officer officer, TranslationScope file, string? source = null) =>
        story.CallAsync<FileTranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(file, source, officer.Actor, null, stop));

    internal static async Task TranslateAsync(Story story, Officer officer, TranslationScope file, params IMachineTranslator[] engines)
    {
        (await RequestAsync(story, officer, file, "en")).Result();
        await story.TranslatesAsync(file, engines);
    }

    internal static Task<Outcome<FileContent>> OpenAsync(Story story, Officer officer, TranslationScope file) =>
        story.CallAsync<FileTranslationService, Outcome<FileContent>>((service, stop) => service.OpenAsync(file, officer.Actor, "es", stop));

    internal static async Task<byte[]> ReadAsync(Story story, Officer officer, TranslationScope file) =>
        await BytesOfAsync((await OpenAsync(story, officer, file)).Result());

    private static async Task<byte[]> BytesOfAsync(FileContent content)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, CancellationToken.None);
        Assert.Equal(content.Size, bytes.Length);
        return bytes.ToArray();
    }

    internal static Task<FileTranslationView> StateAsync(Story story, Officer officer, TranslationScope file, params IMachineTranslator[] engines) =>
        story.UseServicesAsync(async services =>
        {
            var details = await services.GetRequiredService<ExchangeQuery>().ReadAsync(file.Exchange, officer.Actor, "es", "view", CancellationToken.None);
            var query = ActivatorUtilities.CreateInstance<FileTranslationQuery>(services, [engines]);
            return (await query.ReadAsync(details!, file.Language, CancellationToken.None))[file.File];
        });

    private static async Task<int> RowsAsync(Story story, TranslationScope file) =>
        await story.DatabaseAsync(database => database.Set<TranslationMemory>().CountAsync(memory => memory.FileId == file.File))
        + await story.DatabaseAsync(database => database.Set<FileTranslation>().CountAsync(row => row.FileId == file.File))
        + await story.DatabaseAsync(database => database.Set<TranslationRequest>().CountAsync(request => request.FileId == file.File));
}

public sealed class FileTranslationStoriesOnSqlite(SqlitePlatform platform) : FileTranslationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class FileTranslationStoriesOnPostgreSql(PostgreSqlPlatform platform) : FileTranslationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class FileTranslationStoriesOnSqlServer(SqlServerPlatform platform) : FileTranslationStories(platform), IClassFixture<SqlServerPlatform>;
