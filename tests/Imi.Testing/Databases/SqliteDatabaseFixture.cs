using Imi.Kernel.Persistence;
using Imi.Kernel.Sqlite;

namespace Imi.Testing.Databases;

/// <summary>SQLite in a folder that is removed at the end.</summary>
public sealed class SqliteDatabaseFixture : DatabaseFixture
{
    /// <inheritdoc/>
    public override IDatabaseProvider Provider { get; } = new SqliteDatabase();

    /// <inheritdoc/>
    protected override Task StartAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected override string Name(string database) => $"Data Source={Path.Combine(DataDirectory, database)}.db";
}
