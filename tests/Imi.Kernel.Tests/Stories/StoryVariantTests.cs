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

    /// <summary>Whether a class runs the story on the platform, or on one of the same kind of database with other modules.</summary>
    private static bool HasVariant(Type story, Type platform) =>
        story
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(story))
            .SelectMany(type => type.GetInterfaces())
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IClassFixture<>))
            .Select(contract => contract.GenericTypeArguments[0])
            .Any(fixture =>
                fixture == platform || (fixture.IsSubclassOf(typeof(ChangedPlatform)) && fixture.Name.EndsWith(KindOf(platform), StringComparison.Ordinal))
            );

    private static string KindOf(Type platform) => $"On{platform.Name[..^nameof(Platform).Length]}";
}
