using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A definition decides which texts only engines of the Union's institutions may translate, and which none.</summary>
public abstract class UnionEngineStories(Platform platform)
{
    private const string Secret = "The thief is known.";
    private const string Hint = "The guard saw him.";
    private const string Notes = "The umbrella is black.";

    [SkippableFact]
    public async Task A_confidential_text_goes_to_engines_of_the_Union_where_the_definition_allows_it_and_nowhere_otherwise()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(
            andreas.Office,
            Request.Complete.With("notes", Notes).With("secret", Secret).With("hint", Hint).With("suspicion", "Theft").With("suspicionGround", "tracing")
        );
        var (other, ofUnion) = (new StandInEngine("en-es", "es-it"), new StandInEngine("en-es") { Name = "Union", IsOfUnion = true });

        // Without an engine of the Union, the page says that none is allowed.
        await TranslateAsync(story, andreas, request, "es", other);
        var translation = await story.ReadsTranslationAsync(andreas, request, "es", other);
        Assert.Equal([Notes], other.Received);
        Assert.Equal((0, "en", 0), (translation.Missing, Assert.Single(translation.NotAllowed), translation.Unsupported.Count));

        // With one, only the text that it may have.
        Assert.Equal(1, (await story.ReadsTranslationAsync(andreas, request, "es", other, ofUnion)).Missing);
        await TranslateAsync(story, andreas, request, "es", other, ofUnion);
        translation = await story.ReadsTranslationAsync(andreas, request, "es", other, ofUnion);
        Assert.Equal([Hint], ofUnion.Received);
        Assert.Equal(["Union"], translation.Of(Hint)!.Engines);
        Assert.Equal((null, 0, 0), (translation.Of(Secret), translation.Missing, translation.NotAllowed.Count));

        // It does not take a way through an engine that it may not use.
        other.Received.Clear();
        await TranslateAsync(story, andreas, request, "it", ofUnion, other);
        Assert.Equal([$"[es] {Notes}"], other.Received);
        Assert.Equal(["en"], (await story.ReadsTranslationAsync(andreas, request, "it", ofUnion, other)).NotAllowed);
        var entries = await story.DatabaseAsync(database =>
            database
                .Set<JournalEntry>()
                .Where(entry => entry.ExchangeId == request && entry.What == TranslationService.Sent)
                .OrderBy(entry => entry.Sequence)
                .Select(entry => entry.Detail)
                .ToListAsync()
        );
        Assert.Equal(
            ["Stand-in en-es", "Union en-es", "Union+Stand-in en-it"],
            entries.Select(detail => detail![..detail!.IndexOf(" segments", StringComparison.Ordinal)])
        );
    }

    [SkippableFact]
    public async Task A_confidential_text_that_is_also_an_open_answer_is_translated_like_an_open_answer()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("hint", Hint).With("notes", Hint));
        var engine = new StandInEngine("en-es");

        await TranslateAsync(story, andreas, request, "es", engine);

        Assert.NotNull((await story.ReadsTranslationAsync(andreas, request, "es", engine)).Of(Hint));
    }

    internal static async Task TranslateAsync(Story story, Officer officer, Guid exchange, string language, params IMachineTranslator[] engines)
    {
        (
            await story.CallAsync<TranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(exchange, language, officer.Actor, null, stop))
        ).Result();
        await story.TranslatesAsync(new TranslationScope(exchange, language), engines);
    }
}

public sealed class ConfidentialTextsOnSqlite() : ChangedPlatform(new SqliteDatabaseFixture(), TranslatedModules.WithConfidentialTexts());

public sealed class ConfidentialTextsOnPostgreSql() : ChangedPlatform(new PostgreSqlDatabaseFixture(), TranslatedModules.WithConfidentialTexts());

public sealed class ConfidentialTextsOnSqlServer() : ChangedPlatform(new SqlServerDatabaseFixture(), TranslatedModules.WithConfidentialTexts());

public sealed class UnionEngineStoriesOnSqlite(ConfidentialTextsOnSqlite platform) : UnionEngineStories(platform), IClassFixture<ConfidentialTextsOnSqlite>;

public sealed class UnionEngineStoriesOnPostgreSql(ConfidentialTextsOnPostgreSql platform)
    : UnionEngineStories(platform),
        IClassFixture<ConfidentialTextsOnPostgreSql>;

public sealed class UnionEngineStoriesOnSqlServer(ConfidentialTextsOnSqlServer platform)
    : UnionEngineStories(platform),
        IClassFixture<ConfidentialTextsOnSqlServer>;
