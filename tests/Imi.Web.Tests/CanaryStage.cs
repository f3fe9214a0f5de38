using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Sqlite;
using Imi.Testing;
using Imi.Testing.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Imi.Web.Tests;

/// <summary>Provides a platform on one kind of database, with all folders into which it and its database write.</summary>
public abstract class CanaryStage : IAsyncLifetime
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("imi-canary-").FullName;
    private readonly LibreTranslateServer _engine = new() { MoreSources = ["el", "es"] };
    private readonly ETranslationServer _laterEngine = new();
    private DemonstrationPlatform? _platform;

    /// <summary>The folders into which the platform and its database write.</summary>
    public IEnumerable<string> Folders => [DataDirectory, _temporary, .. DatabaseFolders];

    /// <summary>The data folder of the platform.</summary>
    protected string DataDirectory => _platform!.Host.DataDirectory;

    /// <summary>The folders into which a database server writes.</summary>
    protected virtual IReadOnlyList<string> DatabaseFolders => [];

    /// <summary>Returns the running platform, restarted if the previous test killed it. Skips the test if the database is not available.</summary>
    public async Task<DemonstrationPlatform> RunningAsync()
    {
        if (_platform is not null)
        {
            await _platform.Host.StartAsync();
            return _platform;
        }

        await _engine.StartAsync();
        await _laterEngine.StartAsync();
        var settings = new Dictionary<string, string>(Settings(), StringComparer.Ordinal)
        {
            ["TMPDIR"] = _temporary,
            ["DOTNET_EnableDiagnostics"] = "0",
            ["Imi__PublicAddress"] = "{address}",
            ["Imi__Translation__Engines__0__Kind"] = "LibreTranslate",
            ["Imi__Translation__Engines__0__Address"] = _engine.Address,
            ["Imi__Translation__Engines__1__Kind"] = "ETranslation",
            ["Imi__Translation__Engines__1__Address"] = _laterEngine.Address,
            ["Imi__Translation__Engines__1__Application"] = ETranslationServer.Application,
            ["Imi__Translation__Engines__1__ApiKey"] = ETranslationServer.Password,
        };
        _platform = new DemonstrationPlatform(settings);
        await _platform.InitializeAsync();
        return _platform;
    }

    /// <summary>
    /// Queries the database directly and closes the connection afterwards, because reading SQLite's files while this process has them open
    /// would release its locks.
    /// </summary>
    public async Task<T> AskAsync<T>(Func<ImiDbContext, Task<T>> question)
    {
        try
        {
            await using var context = CreateContext();
            return await question(context);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
        }
    }

    /// <summary>Makes the database write everything to its files.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual async Task DisposeAsync()
    {
        if (_platform is not null)
            await _platform.DisposeAsync();
        await _engine.DisposeAsync();
        await _laterEngine.DisposeAsync();
        Directory.Delete(_temporary, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the database directly.</summary>
    protected abstract ImiDbContext CreateContext();

    /// <summary>The settings with which the platform connects to the database.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings() => new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A platform on SQLite, with its database file in the platform's data folder.</summary>
public sealed class SqliteCanaryStage : CanaryStage
{
    /// <inheritdoc/>
    protected override ImiDbContext CreateContext()
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        SqliteDatabase.Configure(options, DatabaseSettings.Embedded(DataDirectory).ConnectionString);
        return new ImiDbContext(options.Options);
    }
}

/// <summary>A platform on a PostgreSQL server.</summary>
public sealed class PostgreSqlCanaryStage : CanaryStage
{
    private readonly PostgreSqlDatabaseFixture _fixture = new();

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DatabaseFolders => [_fixture.ServerFolder];

    /// <inheritdoc/>
    protected override ImiDbContext CreateContext() => _fixture.CreateContext();

    /// <inheritdoc/>
    public override Task SettleAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(_fixture.ConnectionString).Database;
        return _fixture.RunAsync(
            "psql",
            $"--dbname={database}",
            "--quiet",
            "--output=/dev/null",
            "--command=ANALYZE",
            "--command=SELECT pg_switch_wal()",
            "--command=CHECKPOINT"
        );
    }

    /// <inheritdoc/>
    public override Task InitializeAsync() => _fixture.InitializeAsync();

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Settings() =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Imi__Database__Provider"] = "PostgreSql",
            ["Imi__Database__ConnectionString"] = _fixture.ConnectionString,
        };
}
