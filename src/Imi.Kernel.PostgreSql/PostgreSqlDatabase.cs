using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Imi.Kernel.PostgreSql;

/// <summary>The provider for PostgreSQL 14 or later.</summary>
public sealed class PostgreSqlDatabase : IDatabaseProvider
{
    private const int MostWaits = 50;
    private static readonly TimeSpan BetweenWaits = TimeSpan.FromMilliseconds(200);

    private const int LockKeepAliveSeconds = 30;

    /// <inheritdoc/>
    public DatabaseKind Kind => DatabaseKind.PostgreSql;

    /// <summary>Configures a context for PostgreSQL.</summary>
    /// <exception cref="ConfigurationProblem">The connection string is invalid.</exception>
    public static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseNpgsql(
                Checked(connectionString),
                server => server.MigrationsAssembly(typeof(PostgreSqlDatabase).Assembly.GetName().Name).SetPostgresVersion(14, 0)
            )
            .AddInterceptors(WithoutZero.Instance)
            .ReplaceService<IMigrationsSqlGenerator, SecretColumnsSqlGenerator>();

    /// <inheritdoc/>
    void IDatabaseProvider.Configure(DbContextOptionsBuilder options, string connectionString) => Configure(options, connectionString);

    /// <inheritdoc/>
    public string LockedRows(string table) => $"SELECT * FROM \"{table}\" FOR UPDATE";

    /// <inheritdoc/>
    public DatabaseFault? FaultOf(DbException error) =>
        error.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation => DatabaseFault.Duplicate,
            PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.TooManyConnections => DatabaseFault.Busy,
            PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseFault.ReadOnly,
            PostgresErrorCodes.DiskFull => DatabaseFault.DiskFull,
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.DuplicateTable => DatabaseFault.NotMigrated,
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => DatabaseFault.Damaged,
            PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow => DatabaseFault.Unreachable,
            ['0', '8', ..] => DatabaseFault.Unreachable,
            // Without a state the error comes from the driver: no server answered, or none of several is suitable during a failover.
            null when error is NpgsqlException { InnerException: not TimeoutException } => DatabaseFault.Unreachable,
            _ => null,
        };

    /// <inheritdoc/>
    public Transience TransienceOf(DbException error) =>
        error.SqlState switch
        {
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => Transience.Conflict,
            _ when FaultOf(error) == DatabaseFault.Unreachable => Transience.Connection,
            null when error.InnerException is IOException or System.Net.Sockets.SocketException => Transience.Connection,
            _ => Transience.None,
        };

    /// <inheritdoc/>
    /// <remarks>
    /// A plain vacuum leaves the bytes of dead rows in their pages. Tables with keys and data of users are rewritten, because not even those bytes
    /// may remain. A transaction that began before the deletion, such as an automatic analysis of a table, still sees dead rows, and a rewritten table
    /// keeps them for it. So it waits at most ten seconds for such transactions first.
    /// </remarks>
    public async Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        await database.Database.ExecuteSqlRawAsync(
            """VACUUM "ContentDocuments", "Attachments", "AttachmentChunks", "Timeline", "Notices", "Exchanges", "Participations" """,
            cancellationToken
        );
        var began = await database.Database.SqlQueryRaw<DateTime>("""SELECT clock_timestamp() AS "Value" """).SingleAsync(cancellationToken);
        for (var waits = 0; waits < MostWaits && await SeesDeadRowsQuery(database, began).SingleAsync(cancellationToken); waits++)
            await Task.Delay(BetweenWaits, cancellationToken);
        await database.Database.ExecuteSqlRawAsync(
            """VACUUM (FULL) "ExchangeKeys", "Users", "AccessTokens", "Credentials", "RecoveryCodes", "ProviderLinks", "SavedForms", "Sessions" """,
            cancellationToken
        );
    }

    /// <summary>Whether a transaction is open that began before a time and therefore may see rows that were deleted since.</summary>
    private static IQueryable<bool> SeesDeadRowsQuery(ImiDbContext database, DateTime began) =>
        database.Database.SqlQuery<bool>(
            $"""
            SELECT EXISTS (
                SELECT 1 FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start < {began}
            ) AS "Value"
            """
        );

    /// <inheritdoc/>
    /// <remarks>Uses a session-level advisory lock; behind a connection pooler it needs session mode.</remarks>
    public async Task<IAsyncDisposable?> TryLockAsync(DatabaseSettings settings, string name, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(settings.ConnectionString)
            {
                Pooling = false,
                KeepAlive = LockKeepAliveSeconds,
                ApplicationName = $"imi {name}",
            }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection);
            command.Parameters.AddWithValue(BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"Imi.Platform {name}"))));
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
                return connection; // Closing it releases the lock.
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc/>
    /// <remarks>Each migration is one transaction, including its row in the migrations history.</remarks>
    public Task ApplyMigrationsAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        database.Database.SetCommandTimeout(0); // Creating an index on a large table may take long.
        return database.Database.MigrateAsync(cancellationToken);
    }

    private static string Checked(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ConfigurationProblem($"{DatabaseSettings.ConnectionStringSetting} is not a valid PostgreSQL connection string: {wrong.Message}", wrong);
        }
    }
}
