using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Testing.Databases;

/// <summary>
/// A migrated database of its own for each test class. Where the kind of database is missing, the class's tests are skipped
/// when they first ask for it.
/// </summary>
public abstract class DatabaseFixture : IAsyncLifetime
{
    private readonly List<string> _made = [];
    private string? _connectionString;

    /// <summary>The kind of database.</summary>
    public abstract IDatabaseProvider Provider { get; }

    /// <summary>Where the class's database is. Skips the test where there is none.</summary>
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

    /// <summary>Why there is no such database here; null where there is.</summary>
    protected string? Unavailable { get; set; }

    /// <summary>A new context on the class's database.</summary>
    public ImiDbContext CreateContext() => CreateContext(ConnectionString);

    /// <summary>A new context on another database of the same kind.</summary>
    public ImiDbContext CreateContext(string connectionString)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        Provider.Configure(options, connectionString);
        return new ImiDbContext(options.EnableSensitiveDataLogging().EnableDetailedErrors().Options);
    }

    /// <summary>Says where another database can be made: it does not exist yet and is removed at the end.</summary>
    public string NewConnectionString()
    {
        Require();
        var connectionString = Name($"imi_{Guid.CreateVersion7():N}");
        _made.Add(connectionString);
        return connectionString;
    }

    /// <summary>Brings a database of this kind to the program's model.</summary>
    /// <returns>The migrations that were missing.</returns>
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

    /// <summary>Skips the test that calls it where there is no such database.</summary>
    protected virtual void Require() => TestComponents.SkipUnless(Unavailable is null, Unavailable ?? "");

    /// <summary>Finds or starts the server, or sets <see cref="Unavailable"/>.</summary>
    protected abstract Task StartAsync();

    /// <summary>The connection string of a database by its name.</summary>
    protected abstract string Name(string database);

    /// <summary>Makes the class's database.</summary>
    protected virtual Task MakeMigratedAsync(string connectionString) => MigrateAsync(new DatabaseSettings(Provider.Kind, connectionString, DataDirectory));
}
