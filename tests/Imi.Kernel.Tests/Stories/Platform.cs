using Imi.Hosting;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Testing.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imi.Kernel.Tests.Stories;

/// <summary>
/// The platform as its hosts compose it, with a database and clock for each test class and with one policy
/// module, <c>lost-property</c>, that exists only for these tests.
/// </summary>
public abstract class Platform(DatabaseFixture database) : IAsyncLifetime
{
    /// <summary>The time at which every story begins, a Monday.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly string ModulesDirectory = Path.Combine(AppContext.BaseDirectory, "Stories", "modules");
    private protected virtual string Modules => ModulesDirectory;

    /// <summary>A fast hasher, because stories try hundreds of passwords. The tests of the web host use the real, slow one.</summary>
    private static readonly PasswordHasher<Credential> QuickHasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));

    private readonly FakeTimeProvider _clock = new(Beginning);
    private ServiceProvider? _services;

    /// <summary>The database of the test class.</summary>
    public DatabaseFixture Database => database;

    /// <summary>Begins a story. Skips the test if the database server is not available.</summary>
    internal async Task<Story> BeginAsync()
    {
        _services ??= await StartAsync();
        _clock.AdjustTime(Beginning);
        return new Story(_services, _clock);
    }

    /// <inheritdoc/>
    public Task InitializeAsync() => database.InitializeAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Composes another installation on other data without starting it.</summary>
    internal (ImiComposition Composition, ServiceProvider Services) Compose(DatabaseSettings on)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [DatabaseSettings.ProviderSetting] = on.Provider.ToString(),
            [DatabaseSettings.ConnectionStringSetting] = on.ConnectionString,
            [DatabaseSettings.DataDirectorySetting] = on.DataDirectory,
            [ImiComposition.ModulesDirectorySetting] = Modules,
        };
        var composition = ImiComposition.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        Assert.Empty(composition.Catalogue.Problems.SelectMany(problem => problem.Problems));
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        return (
            composition,
            composition
                .AddServices(services)
                .AddSingleton(_ => new PasswordHashingQueue(QuickHasher))
                .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true })
        );
    }

    /// <summary>Returns a story on another installation with the same clock.</summary>
    internal Story On(IServiceProvider services) => new(services, _clock);

    private async Task<ServiceProvider> StartAsync()
    {
        var (composition, provider) = Compose(database.Settings);
        await composition.PrepareAsync(provider, CancellationToken.None);
        await using var context = database.CreateContext();
        context
            .Set<Country>()
            .AddRange(
                new Country("CY", ["el", "tr"]),
                new Country("EL", ["el"]),
                new Country("ES", ["es"]),
                new Country("FR", ["fr"]),
                new Country("DE", ["de"]),
                new Country("IT", ["it"]),
                new Country("PL", ["pl"]),
                new Country("EU", ["en"]),
                new Country("UK", ["en"], new DateOnly(2020, 12, 31))
            );
        await context.SaveChangesAsync();
        return provider;
    }
}

/// <summary>The platform on SQLite.</summary>
public sealed class SqlitePlatform() : Platform(new SqliteDatabaseFixture());

/// <summary>The platform on PostgreSQL.</summary>
public sealed class PostgreSqlPlatform() : Platform(new PostgreSqlDatabaseFixture());

/// <summary>The platform on the SQL Server named by <see cref="SqlServerDatabaseFixture.ConnectionVariable"/>.</summary>
public sealed class SqlServerPlatform() : Platform(new SqlServerDatabaseFixture());
