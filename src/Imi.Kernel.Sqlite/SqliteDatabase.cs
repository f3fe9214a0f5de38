using System.Data.Common;
using Imi.Kernel.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Sqlite;

/// <summary>SQLite: the embedded database of one process.</summary>
public sealed class SqliteDatabase : IDatabaseProvider
{
    /// <summary>How long a writer waits for the one before it, in seconds.</summary>
    internal const int PatienceSeconds = 10;

    /// <inheritdoc/>
    public DatabaseKind Kind => DatabaseKind.Sqlite;

    /// <summary>Sets a context up for SQLite.</summary>
    /// <exception cref="ConfigurationProblem">The connection string cannot be read.</exception>
    public static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(Complete(connectionString), sqlite => sqlite.MigrationsAssembly(typeof(SqliteDatabase).Assembly.GetName().Name))
        .AddInterceptors(SqlitePragmas.Instance);

    /// <inheritdoc/>
    void IDatabaseProvider.Configure(DbContextOptionsBuilder options, string connectionString) => Configure(options, connectionString);

    /// <inheritdoc/>
    public DatabaseFault? FaultOf(DbException error) => error is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        5 or 6 => DatabaseFault.Busy,
        8 => DatabaseFault.ReadOnly,
        11 or 26 => DatabaseFault.Damaged,
        13 => DatabaseFault.DiskFull,
        3 or 14 or 23 => DatabaseFault.Unreachable,
        19 when sqlite.SqliteExtendedErrorCode is 2067 or 1555 => DatabaseFault.Duplicate,
        1 when sqlite.Message.Contains("no such table", StringComparison.Ordinal)
            || sqlite.Message.Contains("no such column", StringComparison.Ordinal) => DatabaseFault.NotMigrated,
        _ => null,
    };

    /// <inheritdoc/>
    public Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken) =>
        // Deleted rows are overwritten in the database file (secure_delete); the log still holds them until it is emptied.
        database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);

    private static string Complete(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString)
            {
                ForeignKeys = true,
                Pooling = true,
                Cache = SqliteCacheMode.Private,
                DefaultTimeout = PatienceSeconds,
            }.ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new ConfigurationProblem($"{DatabaseSettings.ConnectionStringSetting} is no connection string of SQLite: {wrong.Message}", wrong);
        }
    }
}
