using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.PostgreSql;
using Npgsql;

namespace Imi.Testing.Databases;

/// <summary>Provides a database on a real PostgreSQL server that is started once per test run.</summary>
public sealed class PostgreSqlDatabaseFixture : DatabaseFixture
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static string? _migrated;
    private PostgreSqlServer? _server;

    /// <inheritdoc/>
    public override IDatabaseProvider Provider { get; } = new PostgreSqlDatabase();

    /// <summary>The data folder of the server.</summary>
    public string ServerFolder => _server!.DataFolder;

    /// <summary>Runs a PostgreSQL program such as <c>pg_dump</c> against the server.</summary>
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

    /// <summary>Copies a database that is migrated once per test run, which takes a tenth of the time.</summary>
    protected override async Task MakeMigratedAsync(string connectionString)
    {
        await OneAtATime.WaitAsync(); // A database in use cannot be copied.
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

    /// <summary>Creates a database as a copy of another one, which must not be in use.</summary>
    internal Task CopyAsync(string from, string connectionString) =>
        RunAsync("createdb", $"--template={from}", new NpgsqlConnectionStringBuilder(connectionString).Database!);
}
