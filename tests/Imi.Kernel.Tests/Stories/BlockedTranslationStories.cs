using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>While personal data are blocked, nobody reads or requests their translation; with the deletion all of it is gone.</summary>
public abstract class BlockedTranslationStories(Platform platform)
{
    private const string Notes = "The umbrella is black.";
    private static readonly DateOnly HideOn = new(2026, 9, 2);

    [SkippableFact]
    public async Task Nobody_reads_the_translation_of_blocked_data_and_no_engine_answers_it()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("notes", Notes));
        var file = new TranslationScope(request, "es", (await carmen.AttachesAsync(request, "letter.txt", "The umbrella is wet."u8.ToArray())).Result());
        var (now, later) = (new StandInEngine("en-es"), new LaterEngine("en-it"));
        (await AskAsync(story, andreas, request, "es")).Result();
        (await AskAsync(story, andreas, request, "it")).Result();
        (await AskForFileAsync(story, andreas, file)).Result();
        await story.TranslatesAsync(new(request, "es"), now, later);
        await story.TranslatesAsync(new(request, "it"), now, later);
        await story.TranslatesAsync(file, now, later);
        Assert.NotNull((await story.ReadsTranslationAsync(carmen, request, "es", now)).Of(Notes));
        (await OpenAsync(story, carmen, file)).Result();
        Assert.Equal(1, await story.SubmissionsAsync(request));

        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await story.RunRetentionAsync();

        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        foreach (var officer in (Officer[])[carmen, andreas])
        {
            Assert.Empty((await story.ReadsTranslationAsync(officer, request, "es", now, later)).Texts);
            (await AskAsync(story, officer, request, "es")).AssertNotFound();
            (await AskForFileAsync(story, officer, file)).AssertNotFound();
            (await OpenAsync(story, officer, file)).AssertNotFound();
        }

        Assert.Equal(0, await story.SubmissionsAsync(request));
        Assert.Null(await story.ReceivesAsync(later.Received[0].Address, later, later.AnswerTo(0)));
        Assert.Equal(2, await MemoriesAsync(story, request)); // They come back to the readers if the block ends.

        await story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([request], stop));
        Assert.Equal(0, await MemoriesAsync(story, request));
    }

    private static Task<Outcome<Guid>> AskAsync(Story story, Officer officer, Guid exchange, string language) =>
        story.CallAsync<TranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(exchange, language, officer.Actor, null, stop));

    private static Task<Outcome<Guid>> AskForFileAsync(Story story, Officer officer, TranslationScope file) =>
        story.CallAsync<FileTranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(file, "en", officer.Actor, null, stop));

    private static Task<Outcome<FileContent>> OpenAsync(Story story, Officer officer, TranslationScope file) =>
        story.CallAsync<FileTranslationService, Outcome<FileContent>>((service, stop) => service.OpenAsync(file, officer.Actor, "es", stop));

    private static Task<int> MemoriesAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(database => database.Set<TranslationMemory>().CountAsync(memory => memory.ExchangeId == exchange));
}

public sealed class BlockedTranslationStoriesOnSqlite(SqlitePlatform platform) : BlockedTranslationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class BlockedTranslationStoriesOnPostgreSql(PostgreSqlPlatform platform) : BlockedTranslationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class BlockedTranslationStoriesOnSqlServer(SqlServerPlatform platform) : BlockedTranslationStories(platform), IClassFixture<SqlServerPlatform>;
