using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Testing.Databases;

/// <summary>
/// Provides each test class with its own migrated database. If the database server is not available, the tests of the class are
/// skipped when they first use it.
/// </summary>
public abstract class DatabaseFixture : IAsyncLifetime
{
    private readonly List<string> _made = [];
    private string? _connectionString;

    /// <summary>The database provider.</summary>
    public abstract IDatabaseProvider Provider { get; }

    /// <summary>The connection string of the class's database. Skips the test if the database server is not available.</summary>
    public string ConnectionString
    {
        get
        {
            Require();
            return _connectionString!;
        }
    }

    /// <summary>The settings of the class's database.</summary>
    public DatabaseSettings Settings => new(Provider.Kind, ConnectionString, DataDirectory);

    /// <summary>A folder for keys and files.</summary>
    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("imi-test-").FullName;

    /// <summary>The reason why the database server is not available; null if it is.</summary>
    protected string? Unavailable { get; set; }

    /// <summary>Creates a context on the class's database.</summary>
    public ImiDbContext CreateContext() => CreateContext(ConnectionString);

    /// <summary>Creates a context on another database of the same kind.</summary>
    public ImiDbContext CreateContext(string connectionString)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        Provider.Configure(options, connectionString);
        return new ImiDbContext(options.EnableSensitiveDataLogging().EnableDetailedErrors().Options);
    }

    /// <summary>Returns the connection string of another database, which does not exist yet and is deleted with the fixture.</summary>
    public string NewConnectionString()
    {
        Require();
        var connectionString = Name($"imi_{Guid.CreateVersion7():N}");
        _made.Add(connectionString);
        return connectionString;
    }

    /// <summary>Migrates a database of this kind to the current model.</summary>
    /// <returns>The applied migrations.</returns>
    public Task<IReadOnlyList<string>> MigrateAsync(DatabaseSettings settings) => new DatabaseMigration(Provider, settings).ApplyAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await StartAsync();
        if (Unavailable is not null)
            return;
        _connectionString = NewConnectionString();
        await MakeMigratedAsync(_connectionString);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var connectionString in _made)
        {
            await using var context = CreateContext(connectionString);
            await context.Database.EnsureDeletedAsync();
        }

        Directory.Delete(DataDirectory, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the calling test if the database server is not available.</summary>
    protected virtual void Require() => TestComponents.SkipUnless(Unavailable is null, Unavailable ?? "");

    /// <summary>Finds or starts the server, or sets <see cref="Unavailable"/>.</summary>
    protected abstract Task StartAsync();

    /// <summary>Returns the connection string of a database with this name.</summary>
    protected abstract string Name(string database);

    /// <summary>Creates and migrates the class's database.</summary>
    protected virtual Task MakeMigratedAsync(string connectionString) => MigrateAsync(new DatabaseSettings(Provider.Kind, connectionString, DataDirectory));
}
