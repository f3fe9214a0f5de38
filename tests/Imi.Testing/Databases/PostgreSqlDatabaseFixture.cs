using Imi.Kernel.Persistence;
using Imi.Kernel.PostgreSql;

namespace Imi.Testing.Databases;

/// <summary>A database on a real PostgreSQL, started once for a test run.</summary>
public sealed class PostgreSqlDatabaseFixture : DatabaseFixture
{
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
}
