using System.Data.Common;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Imi.Kernel.PostgreSql;

/// <summary>PostgreSQL, 14 or later.</summary>
public sealed class PostgreSqlDatabase : IDatabaseProvider
{
    /// <inheritdoc/>
    public DatabaseKind Kind => DatabaseKind.PostgreSql;

    /// <summary>Sets a context up for PostgreSQL.</summary>
    /// <exception cref="ConfigurationProblem">The connection string cannot be read.</exception>
    public static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(
            Checked(connectionString),
            server => server.MigrationsAssembly(typeof(PostgreSqlDatabase).Assembly.GetName().Name).SetPostgresVersion(14, 0))
        .AddInterceptors(WithoutZero.Instance)
        .ReplaceService<IMigrationsSqlGenerator, SecretColumnsSqlGenerator>();

    /// <inheritdoc/>
    void IDatabaseProvider.Configure(DbContextOptionsBuilder options, string connectionString) => Configure(options, connectionString);

    /// <inheritdoc/>
    public DatabaseFault? FaultOf(DbException error) => error.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => DatabaseFault.Duplicate,
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections => DatabaseFault.Busy,
        PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseFault.ReadOnly,
        PostgresErrorCodes.DiskFull => DatabaseFault.DiskFull,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => DatabaseFault.NotMigrated,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => DatabaseFault.Damaged,
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => DatabaseFault.Unreachable,
        ['0', '8', ..] => DatabaseFault.Unreachable,
        _ => null,
    };

    /// <inheritdoc/>
    /// <remarks>Plain vacuum leaves the bytes of dead rows in their pages; of keys and former users not even those may stay, so their tables are written anew.</remarks>
    public async Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        await database.Database.ExecuteSqlRawAsync("""VACUUM "Contents", "Attachments", "AttachmentChunks", "Timeline", "Notices", "Exchanges", "Participations" """, cancellationToken);
        await database.Database.ExecuteSqlRawAsync("""VACUUM (FULL) "ExchangeKeys", "Users", "AccessTokens", "Credentials", "RecoveryCodes", "ProviderLinks", "KeptTypings", "Sessions" """, cancellationToken);
    }

    private static string Checked(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ConfigurationProblem($"{DatabaseSettings.ConnectionStringSetting} is no connection string of PostgreSQL: {wrong.Message}", wrong);
        }
    }
}
