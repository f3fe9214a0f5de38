using Xunit;

namespace Imi.Browser.Tests;

/// <summary>
/// Names of platforms that several classes share: a start of the platform and of the browser takes long. Their stories are of different exchanges.
/// </summary>
internal static class SharedPlatforms
{
    /// <summary>What passes between authorities about one provider, and who may see it.</summary>
    public const string Requests = "requests";

    /// <summary>What passes in several modules.</summary>
    public const string Modules = "modules";

    /// <summary>Who works on the platform and how they get in.</summary>
    public const string People = "people";
}

/// <inheritdoc cref="SharedPlatforms.Requests"/>
[CollectionDefinition(SharedPlatforms.Requests)]
public sealed class RequestsPlatform : ICollectionFixture<RunningPlatform>;

/// <inheritdoc cref="SharedPlatforms.Modules"/>
[CollectionDefinition(SharedPlatforms.Modules)]
public sealed class ModulesPlatform : ICollectionFixture<RunningPlatform>;

/// <inheritdoc cref="SharedPlatforms.People"/>
[CollectionDefinition(SharedPlatforms.People)]
public sealed class PeoplePlatform : ICollectionFixture<RunningPlatform>;
