using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A word of a stored translation finds the original.</summary>
public abstract class TranslatedSearchStories(Platform platform)
{
    private const string Original = "The umbrella is black.";

    private readonly StandInEngine _engine = new("en-es", "el-es") { Answer = text => text == Original ? "El paraguas es negro." : "Otra frase." };

    [SkippableFact]
    public async Task A_translated_word_finds_the_exchange_for_all_who_read_it_and_the_list_says_that_it_is_a_translation()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        Assert.False(await FindsAsync(carmen, "paraguas", request));

        await TranslateAsync(story, andreas, request);

        Assert.True(await FindsAsync(carmen, "paraguas negro", request));
        Assert.True(await FindsAsync(andreas, "PARAGUAS", request));
        Assert.True(await FindsAsync(carmen, "umbrella paraguas", request));
        Assert.False(await FindsAsync(await story.HandlerInAsync("FR"), "paraguas", request));
        var place = Assert.Single(await PlacesAsync(carmen, "paraguas", request));
        Assert.Equal(("Message, machine translation (Spanish)", "El ", "paraguas", "es"), (place.Title, place.Before, place.Word, place.TranslatedInto));
        Assert.Null(Assert.Single(await PlacesAsync(carmen, "umbrella", request)).TranslatedInto);
    }

    [SkippableFact]
    public async Task A_corrected_word_is_found_and_the_word_that_it_replaced_is_not()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        await TranslateAsync(story, andreas, request);
        var text = (await story.ReadsTranslationAsync(carmen, request, "es")).Texts[Original];
        var sentence = Assert.Single(text.Segments);

        (
            await story.CallAsync<TranslationCorrectionService, Outcome<Guid>>(
                (service, stop) =>
                    service.CorrectAsync(request, new SegmentName("es", sentence.Key), "La sombrilla es negra.", sentence.Version, carmen.Actor, null, stop)
            )
        ).Result();

        Assert.True(await FindsAsync(andreas, "sombrilla", request));
        Assert.False(await FindsAsync(andreas, "paraguas", request));
        Assert.Equal("Message, corrected translation (Spanish)", Assert.Single(await PlacesAsync(andreas, "sombrilla", request)).Title);
    }

    [SkippableFact]
    public async Task The_index_of_translations_survives_changes_and_a_rebuild_and_goes_with_the_exchange()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        await TranslateAsync(story, andreas, request);
        (await andreas.WritesAsync(request, "A second message.")).Result();
        Assert.True(await FindsAsync(carmen, "paraguas", request));
        await SearchedTexts.AssertRebuiltAlikeAsync(story);

        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(new DateOnly(2026, 9, 2));
        await story.RunRetentionAsync();
        Assert.False(await FindsAsync(carmen, "paraguas", request));
        Assert.Equal(0, await story.DatabaseAsync(database => SearchTermStore.TermsQuery(database, request).CountAsync()));
    }

    [SkippableFact]
    public async Task A_change_while_an_engine_works_and_the_translation_are_both_found()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var engine = new StandInEngine("en-es")
        {
            Answer = _ => "El paraguas es negro.",
            Meanwhile = async () => (await andreas.WritesAsync(request, "A trombone.")).Result(),
        };
        await RequestAsync(story, carmen, request);
        await story.TranslatesAsync(new TranslationScope(request, "es"), engine);
        Assert.True(await FindsAsync(carmen, "trombone", request));
        Assert.True(await FindsAsync(carmen, "paraguas", request));
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await andreas.WritesAsync(request, Original)).Result();
        return (story, carmen, andreas, request);
    }

    private async Task TranslateAsync(Story story, Officer reader, Guid request)
    {
        await RequestAsync(story, reader, request);
        Assert.Null(await story.TranslatesAsync(new TranslationScope(request, "es"), _engine));
    }

    private Task RequestAsync(Story story, Officer reader, Guid request) =>
        story.CallInSameMinuteAsync<TranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(request, "es", reader.Actor, null, stop));

    private static async Task<bool> FindsAsync(Officer officer, string search, Guid exchange) =>
        (await officer.ListsAsync(new InboxFilter { Search = search, PageSize = 100 })).Items.Any(item => item.Row.Id == exchange);

    private static async Task<IReadOnlyList<FoundText>> PlacesAsync(Officer officer, string search, Guid exchange) =>
        (
            await officer.Story.CallAsync<FoundTextQuery, IReadOnlyDictionary<Guid, IReadOnlyList<FoundText>>>(
                (query, stop) => query.InAsync([exchange], search, officer.Actor, stop)
            )
        )[exchange];
}

public sealed class SqliteTranslatedSearchStories(SqlitePlatform platform) : TranslatedSearchStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlTranslatedSearchStories(PostgreSqlPlatform platform) : TranslatedSearchStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerTranslatedSearchStories(SqlServerPlatform platform) : TranslatedSearchStories(platform), IClassFixture<SqlServerPlatform>;
