using System.Reflection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Each story runs on every kind of database, also on a SQL Server where one is given.</summary>
public sealed class StoryVariantTests
{
    /// <summary>A random walk depends on no database; the actions that it takes are stories of their own.</summary>
    private static readonly Type[] OnSqliteOnly = [typeof(WalkStories)];

    private static readonly IReadOnlyList<Type> Stories =
    [
        .. typeof(StoryVariantTests)
            .Assembly.GetTypes()
            .Where(type => type.IsAbstract && type.Name.EndsWith("Stories", StringComparison.Ordinal))
            .Where(type =>
                type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Any(constructor => constructor.GetParameters().Any(one => one.ParameterType == typeof(Platform)))
            ),
    ];

    [Fact]
    public void Every_story_has_a_variant_for_each_kind_of_database() =>
        Assert.Empty(
            from story in Stories
            where !OnSqliteOnly.Contains(story)
            from platform in (Type[])[typeof(SqlitePlatform), typeof(PostgreSqlPlatform), typeof(SqlServerPlatform)]
            where !HasVariant(story, platform)
            select $"{story.Name} without {platform.Name}"
        );

    [Fact]
    public void The_stories_are_found_and_a_missing_variant_too()
    {
        Assert.Contains(typeof(AccessStories), Stories);
        Assert.False(HasVariant(typeof(WalkStories), typeof(SqlServerPlatform)));
    }

    private static bool HasVariant(Type story, Type platform) =>
        story.Assembly.GetTypes().Any(type => type.IsSubclassOf(story) && typeof(IClassFixture<>).MakeGenericType(platform).IsAssignableFrom(type));
}
