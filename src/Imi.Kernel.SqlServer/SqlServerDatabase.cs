using System.Data.Common;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.SqlServer;

/// <summary>The provider for Microsoft SQL Server 2019 or later.</summary>
public sealed class SqlServerDatabase : IDatabaseProvider
{
    /// <summary>The compatibility level of SQL Server 2019.</summary>
    private const int CompatibilityLevel = 150;

    /// <summary>Requests a session lock. Returns zero or more if the session has the lock, a negative number if not.</summary>
    public const string LockStatement = """
        DECLARE @result int;
        EXEC @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0;
        SELECT @result;
        """;

    /// <inheritdoc/>
    public DatabaseKind Kind => DatabaseKind.SqlServer;

    /// <summary>Configures a context for SQL Server.</summary>
    /// <exception cref="ConfigurationProblem">The connection string is invalid.</exception>
    public static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(
            Checked(connectionString),
            server => server.MigrationsAssembly(typeof(SqlServerDatabase).Assembly.GetName().Name).UseCompatibilityLevel(CompatibilityLevel)
        );

    /// <inheritdoc/>
    void IDatabaseProvider.Configure(DbContextOptionsBuilder options, string connectionString) => Configure(options, connectionString);

    /// <inheritdoc/>
    public string LockedRows(string table) => $"SELECT * FROM [{table}] WITH (UPDLOCK, ROWLOCK)";

    /// <inheritdoc/>
    /// <remarks>Does nothing: ghost cleanup removes the rows, and operators schedule <c>sp_clean_db_free_space</c>, which overwrites their bytes.</remarks>
    public Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public DatabaseFault? FaultOf(DbException error) =>
        error is not SqlException sql
            ? null
            : sql.Number switch
            {
                -2 or 1205 or 1222 or 10928 or 10929 or 40501 => DatabaseFault.Busy,
                3906 or 3908 => DatabaseFault.ReadOnly,
                1101 or 1105 or 9002 => DatabaseFault.DiskFull,
                207 or 208 or 2714 => DatabaseFault.NotMigrated,
                823 or 824 or 825 => DatabaseFault.Damaged,
                2601 or 2627 => DatabaseFault.Duplicate,
                -1 or 0 or 2 or 20 or 40 or 53 or 64 or 233 or 258 or 926 or 4060 or 10053 or 10054 or 10060 or 10061 or 11001 or 18456 or 40613 =>
                    DatabaseFault.Unreachable,
                _ => null,
            };

    /// <inheritdoc/>
    public Transience TransienceOf(DbException error) =>
        error is not SqlException sql
            ? Transience.None
            : sql.Number switch
            {
                1205 or 3960 => Transience.Conflict,
                _ when FaultOf(sql) == DatabaseFault.Unreachable && sql.Number is not (4060 or 18456) => Transience.Connection,
                _ => Transience.None,
            };

    /// <inheritdoc/>
    public async Task<IAsyncDisposable?> TryLockAsync(DatabaseSettings settings, string name, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(
            new SqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, ApplicationName = $"imi {name}" }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new SqlCommand(LockStatement, connection);
            command.Parameters.AddWithValue("@name", $"Imi.Platform {name}");
            if (await command.ExecuteScalarAsync(cancellationToken) is >= 0)
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
            return new SqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ConfigurationProblem($"{DatabaseSettings.ConnectionStringSetting} is not a valid SQL Server connection string: {wrong.Message}", wrong);
        }
    }
}
