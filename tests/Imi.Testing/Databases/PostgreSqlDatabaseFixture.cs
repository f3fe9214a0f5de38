using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.PostgreSql;
using Npgsql;

namespace Imi.Testing.Databases;

/// <summary>A database on a real PostgreSQL, started once for a test run.</summary>
public sealed class PostgreSqlDatabaseFixture : DatabaseFixture
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static string? _migrated;
    private PostgreSqlServer? _server;

    /// <inheritdoc/>
    public override IDatabaseProvider Provider { get; } = new PostgreSqlDatabase();

    /// <summary>What the server writes to the disk.</summary>
    public string ServerFolder => _server!.DataFolder;

    /// <summary>Runs one of PostgreSQL's own programs against the server, such as <c>pg_dump</c>.</summary>
    public Task RunAsync(string program, params IEnumerable<string> arguments) => _server!.RunAsync(program, arguments);

    /// <inheritdoc/>
    protected override async Task StartAsync()
    {
        try
        {
            _server = await PostgreSqlServer.Shared;
        }
        catch (PostgreSqlMissingException missing)
        {
            Unavailable = missing.Message;
        }
    }

    /// <inheritdoc/>
    protected override string Name(string database) => _server!.ConnectionStringOf(database);

    /// <summary>Migrates once a test run; each class gets a copy, which takes a tenth of the time.</summary>
    protected override async Task MakeMigratedAsync(string connectionString)
    {
        await OneAtATime.WaitAsync(); // A database that somebody uses cannot be copied.
        try
        {
            if (_migrated is null)
            {
                var name = $"migrated_{Guid.CreateVersion7():N}";
                await base.MakeMigratedAsync(_server!.ConnectionStringOf(name) + ";Pooling=false");
                _migrated = name;
            }

            await CopyAsync(_migrated, connectionString);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Makes a database as a copy of another one that nobody uses.</summary>
    internal Task CopyAsync(string from, string connectionString) =>
        RunAsync("createdb", $"--template={from}", new NpgsqlConnectionStringBuilder(connectionString).Database!);
}
