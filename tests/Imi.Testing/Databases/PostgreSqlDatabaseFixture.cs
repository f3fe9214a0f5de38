using Imi.Kernel.Persistence;
using Imi.Kernel.PostgreSql;

namespace Imi.Testing.Databases;

/// <summary>A database on a real PostgreSQL, started once for a test run.</summary>
public sealed class PostgreSqlDatabaseFixture : DatabaseFixture
{
    private PostgreSqlServer? _server;

    /// <inheritdoc/>
    public override IDatabaseProvider Provider { get; } = new PostgreSqlDatabase();

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
