using Imi.Kernel.Features.Translation;
using Imi.Testing.Databases;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A policy area that allows only engines of the Union's institutions.</summary>
public abstract class UnionModuleStories(Platform platform)
{
    [SkippableFact]
    public async Task Answers_and_messages_go_to_no_engine_but_those_of_the_Union()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("notes", "The umbrella is black."));
        (await carmen.WritesAsync(request, "Please call.")).Result();
        var (other, ofUnion) = (new StandInEngine("en-es"), new StandInEngine("en-es") { IsOfUnion = true });

        await UnionEngineStories.TranslateAsync(story, andreas, request, "es", other);
        Assert.Empty(other.Received);
        Assert.Equal(["en"], (await story.ReadsTranslationAsync(andreas, request, "es", other)).NotAllowed);

        await UnionEngineStories.TranslateAsync(story, andreas, request, "es", other, ofUnion);
        Assert.Empty(other.Received);
        Assert.Equal(["Please call.", "The umbrella is black."], ofUnion.Received.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await story.ReadsTranslationAsync(andreas, request, "es", other, ofUnion)).Texts.Count);
    }

    [SkippableFact]
    public async Task A_file_goes_to_no_engine_but_those_of_the_Union()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        var id = (await carmen.AttachesAsync(request, "letter.txt", "The umbrella is black. Please call."u8.ToArray())).Result();
        var file = new TranslationScope(request, "es", id);
        var (other, ofUnion) = (new StandInEngine("en-es"), new StandInEngine("en-es") { Name = "Union", IsOfUnion = true });

        await FileTranslationStories.TranslateAsync(story, andreas, file, other);
        Assert.Empty(other.Received);
        Assert.Equal(FileTranslationState.NoEngine, (await FileTranslationStories.StateAsync(story, andreas, file, other)).State);

        await FileTranslationStories.TranslateAsync(story, andreas, file, other, ofUnion);
        Assert.Empty(other.Received);
        Assert.Equal(["The umbrella is black.", "Please call."], ofUnion.Received);
        Assert.Equal(FileTranslationState.Ready, (await FileTranslationStories.StateAsync(story, andreas, file, other, ofUnion)).State);
    }
}

public sealed class UnionModuleOnSqlite() : ChangedPlatform(new SqliteDatabaseFixture(), TranslatedModules.ForEnginesOfTheUnion());

public sealed class UnionModuleOnPostgreSql() : ChangedPlatform(new PostgreSqlDatabaseFixture(), TranslatedModules.ForEnginesOfTheUnion());

public sealed class UnionModuleOnSqlServer() : ChangedPlatform(new SqlServerDatabaseFixture(), TranslatedModules.ForEnginesOfTheUnion());

public sealed class UnionModuleStoriesOnSqlite(UnionModuleOnSqlite platform) : UnionModuleStories(platform), IClassFixture<UnionModuleOnSqlite>;

public sealed class UnionModuleStoriesOnPostgreSql(UnionModuleOnPostgreSql platform) : UnionModuleStories(platform), IClassFixture<UnionModuleOnPostgreSql>;

public sealed class UnionModuleStoriesOnSqlServer(UnionModuleOnSqlServer platform) : UnionModuleStories(platform), IClassFixture<UnionModuleOnSqlServer>;
