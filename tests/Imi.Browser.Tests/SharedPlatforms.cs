using Xunit;

namespace Imi.Browser.Tests;

/// <summary>The platforms that several test classes share, because starting a platform and a browser is slow. The classes use different exchanges.</summary>
internal static class SharedPlatforms
{
    /// <summary>Tests of single exchanges and of access to their data.</summary>
    public const string Requests = "requests";

    /// <summary>Tests of the procedures of several modules.</summary>
    public const string Modules = "modules";

    /// <summary>Tests of people, authorities and sign-in.</summary>
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
