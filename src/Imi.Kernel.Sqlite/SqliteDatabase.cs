using System.Data.Common;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Update;

namespace Imi.Kernel.Sqlite;

/// <summary>The provider for SQLite, the embedded database of one process.</summary>
public sealed class SqliteDatabase : IDatabaseProvider
{
    /// <summary>How long a statement waits for the lock of another writer, in seconds.</summary>
    internal const int TimeoutSeconds = 10;

    /// <summary>The error codes for a locked file: EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.</summary>
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <inheritdoc/>
    public DatabaseKind Kind => DatabaseKind.Sqlite;

    /// <summary>Configures a context for SQLite.</summary>
    /// <exception cref="ConfigurationProblem">The connection string is invalid.</exception>
    public static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseSqlite(Complete(connectionString), sqlite => sqlite.MigrationsAssembly(typeof(SqliteDatabase).Assembly.GetName().Name))
            .ReplaceService<IModificationCommandBatchFactory, SqliteBatches>()
            .AddInterceptors(SqlitePragmas.Instance);

    /// <inheritdoc/>
    void IDatabaseProvider.Configure(DbContextOptionsBuilder options, string connectionString) => Configure(options, connectionString);

    /// <inheritdoc/>
    public DatabaseFault? FaultOf(DbException error) =>
        error is not SqliteException sqlite
            ? null
            : sqlite.SqliteErrorCode switch
            {
                5 or 6 => DatabaseFault.Busy,
                8 => DatabaseFault.ReadOnly,
                11 or 26 => DatabaseFault.Damaged,
                13 => DatabaseFault.DiskFull,
                3 or 10 or 14 or 23 => DatabaseFault.Unreachable,
                19 when sqlite.SqliteExtendedErrorCode is 2067 or 1555 => DatabaseFault.Duplicate,
                1
                    when sqlite.Message.Contains("no such table", StringComparison.Ordinal)
                        || sqlite.Message.Contains("no such column", StringComparison.Ordinal)
                        || sqlite.Message.Contains("already exists", StringComparison.Ordinal) => DatabaseFault.NotMigrated,
                _ => null,
            };

    /// <inheritdoc/>
    /// <remarks>Always none: a transaction waits for the single writer before it begins, so there are no deadlocks, and a retry would not help.</remarks>
    public Transience TransienceOf(DbException error) => Transience.None;

    /// <inheritdoc/>
    /// <remarks>A write transaction holds the lock of the whole database from its start.</remarks>
    public string LockedRows(string table) => $"SELECT * FROM \"{table}\"";

    /// <inheritdoc/>
    public Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken) =>
        // secure_delete overwrites deleted rows in the database file; the write-ahead log holds them until it is truncated.
        database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// Uses a file beside the database that the operating system locks. The file is never deleted, because two processes could then lock different
    /// files of the same name.
    /// </remarks>
    public Task<IAsyncDisposable?> TryLockAsync(DatabaseSettings settings, string name, CancellationToken cancellationToken)
    {
        var path = $"{new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource}.{name}.lock";
        try
        {
            return Task.FromResult<IAsyncDisposable?>(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return Task.FromResult<IAsyncDisposable?>(null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationProblem($"{DatabaseSettings.ConnectionStringSetting}: the file '{path}' cannot be created: {refused.Message}", refused);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Applies all missing migrations in one transaction. EF Core's own method locks with a row, which a killed process leaves behind, and
    /// rebuilds tables outside a transaction.
    /// </remarks>
    public async Task ApplyMigrationsAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        var last = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault();
        var script = database.GetService<IMigrator>().GenerateScript(last ?? Migration.InitialDatabase, null, MigrationsSqlGenerationOptions.NoTransactions);
        await database.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        try
        {
            // Rebuilding a table renames it, so foreign keys must be off meanwhile. SQLite ignores this pragma inside a transaction.
            await ExecuteAsync(connection, null, "PRAGMA foreign_keys = OFF", cancellationToken);
            await using var transaction = connection.BeginTransaction(deferred: false);
            await ExecuteAsync(connection, transaction, script, cancellationToken);
            await CheckReferencesAsync(connection, transaction, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
        }
        finally
        {
            await ExecuteAsync(connection, null, "PRAGMA foreign_keys = ON", CancellationToken.None);
        }
    }

    private static async Task CheckReferencesAsync(SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, "SELECT \"table\", \"parent\" FROM pragma_foreign_key_check LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
            throw new ConfigurationProblem(
                $"The upgrade would leave rows in the table {reader.GetString(0)} that refer to missing rows in {reader.GetString(1)}: nothing was changed."
            );
    }

    private static async Task ExecuteAsync(SqliteConnection connection, SqliteTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Complete(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString)
            {
                ForeignKeys = true,
                Pooling = true,
                Cache = SqliteCacheMode.Private,
                DefaultTimeout = TimeoutSeconds,
            }.ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new ConfigurationProblem($"{DatabaseSettings.ConnectionStringSetting} is not a valid SQLite connection string: {wrong.Message}", wrong);
        }
    }
}
