using System.Data.Common;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.SqlServer;
using Xunit;

namespace Imi.Testing.Databases;

/// <summary>Provides databases on an external SQL Server whose connection string is set in the environment.</summary>
public sealed class SqlServerDatabaseFixture : DatabaseFixture
{
    /// <summary>The environment variable with the connection string of a SQL Server on which the account may create databases.</summary>
    public const string ConnectionVariable = "IMI_TEST_SQLSERVER";

    private readonly string? _server = Environment.GetEnvironmentVariable(ConnectionVariable);

    /// <inheritdoc/>
    public override IDatabaseProvider Provider { get; } = new SqlServerDatabase();

    /// <inheritdoc/>
    protected override void Require() => Skip.IfNot(Unavailable is null, Unavailable);

    /// <inheritdoc/>
    protected override Task StartAsync()
    {
        if (string.IsNullOrWhiteSpace(_server))
            Unavailable = $"No SQL Server: {ConnectionVariable} is not set.";
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override string Name(string database) => new DbConnectionStringBuilder { ConnectionString = _server!, ["Database"] = database }.ConnectionString;
}
