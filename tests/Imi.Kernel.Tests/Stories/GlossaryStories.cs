using Imi.Kernel.Features.Translation;
using Imi.Testing.Databases;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The glossary of a policy area decides its terms, whatever an engine makes of a sentence.</summary>
public abstract class GlossaryStories(Platform platform)
{
    private const string Notes = "The found item is an umbrella.";

    [SkippableFact]
    public async Task A_term_of_the_policy_area_is_written_as_its_glossary_says()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("notes", Notes));
        (await carmen.WritesAsync(request, "Found items are listed.")).Result();
        var engine = new StandInEngine("en-es", "en-it");

        await UnionEngineStories.TranslateAsync(story, andreas, request, "es", engine);
        var translation = await story.ReadsTranslationAsync(andreas, request, "es", engine);
        Assert.Equal("[es] The objeto hallado is an umbrella.", translation.Of(Notes)!.Text);
        Assert.False(translation.Of(Notes)!.IsUncertain);
        Assert.Equal("[es] Found items are listed.", translation.Of("Found items are listed.")!.Text); // The plural is another term.
        Assert.DoesNotContain(engine.Received, text => text.Contains("found item", StringComparison.Ordinal));

        // The module has no term in Italian: the engine translates the whole sentence.
        await UnionEngineStories.TranslateAsync(story, andreas, request, "it", engine);
        Assert.Equal($"[it] {Notes}", (await story.ReadsTranslationAsync(andreas, request, "it", engine)).Of(Notes)!.Text);
    }

    [SkippableFact]
    public async Task A_term_is_the_same_in_a_file()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        var file = (await carmen.AttachesAsync(request, "letter.txt", "The found item is an umbrella."u8.ToArray())).Result();
        var scope = new TranslationScope(request, "es", file);

        await FileTranslationStories.TranslateAsync(story, andreas, scope, new StandInEngine("en-es"));

        Assert.EndsWith(
            "[es] The objeto hallado is an umbrella.",
            System.Text.Encoding.UTF8.GetString(await FileTranslationStories.ReadAsync(story, andreas, scope)),
            StringComparison.Ordinal
        );
    }
}

public sealed class GlossaryOnSqlite() : ChangedPlatform(new SqliteDatabaseFixture(), TranslatedModules.WithGlossary());

public sealed class GlossaryOnPostgreSql() : ChangedPlatform(new PostgreSqlDatabaseFixture(), TranslatedModules.WithGlossary());

public sealed class GlossaryOnSqlServer() : ChangedPlatform(new SqlServerDatabaseFixture(), TranslatedModules.WithGlossary());

public sealed class GlossaryStoriesOnSqlite(GlossaryOnSqlite platform) : GlossaryStories(platform), IClassFixture<GlossaryOnSqlite>;

public sealed class GlossaryStoriesOnPostgreSql(GlossaryOnPostgreSql platform) : GlossaryStories(platform), IClassFixture<GlossaryOnPostgreSql>;

public sealed class GlossaryStoriesOnSqlServer(GlossaryOnSqlServer platform) : GlossaryStories(platform), IClassFixture<GlossaryOnSqlServer>;
