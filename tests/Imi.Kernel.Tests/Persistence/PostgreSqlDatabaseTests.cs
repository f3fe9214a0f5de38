using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public sealed class PostgreSqlDatabaseTests(PostgreSqlDatabaseFixture fixture) : DatabaseTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>
{
    private readonly PostgreSqlDatabaseFixture _fixture = fixture;

    [SkippableFact]
    public async Task A_read_only_database_is_reported_as_read_only()
    {
        await using var database = _fixture.CreateContext($"{_fixture.ConnectionString};Options=-c default_transaction_read_only=on");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Given.AuthorityAsync(database));
        Assert.Equal(DatabaseFault.ReadOnly, new DatabaseFaults(_fixture.Provider).Of(error));
    }

    [SkippableFact]
    public async Task A_lock_timeout_is_reported_as_busy()
    {
        await using var holder = _fixture.CreateContext();
        await using var waiting = _fixture.CreateContext($"{_fixture.ConnectionString};Options=-c lock_timeout=200");
        await holder.WriteAsync(
            async stop =>
            {
                await holder.Set<JournalHead>().ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, head => head.Sequence), stop);
                var error = await Assert.ThrowsAnyAsync<Exception>(() =>
                    waiting.Set<JournalHead>().ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, head => head.Sequence), stop)
                );
                Assert.Equal(DatabaseFault.Busy, new DatabaseFaults(_fixture.Provider).Of(error));
                return 1;
            },
            CancellationToken.None
        );
    }

    [SkippableFact]
    public async Task A_search_for_a_null_character_finds_nothing()
    {
        await using var database = _fixture.CreateContext();
        var asked = "CYPRUS\0";
        Assert.False(await database.Set<Exchange>().AnyAsync(exchange => exchange.Number == asked));
    }

    [SkippableFact]
    public async Task The_planner_samples_no_keys_or_personal_data()
    {
        await using var database = _fixture.CreateContext();
        var unsampled = await database
            .Database.SqlQueryRaw<string>(
                """
                SELECT attrelid::regclass::text || '.' || attname AS "Value" FROM pg_attribute
                WHERE attstattarget = 0 AND attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r')
                """
            )
            .ToListAsync();
        Assert.Equal(
            "AccessTokens.Name Credentials.AuthenticatorKey Credentials.Email Credentials.PasswordHash ExchangeKeys.Wrapped Sessions.Address "
                + "Users.Email Users.Name Users.UserName",
            string.Join(' ', unsampled.Select(column => column.Replace("\"", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        );
    }

    [Fact]
    public async Task A_missing_server_is_reported_as_unreachable()
    {
        await using var database = _fixture.CreateContext("Host=127.0.0.1;Port=1;Database=imi;Username=imi;Timeout=2");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => database.Set<Exchange>().CountAsync());
        Assert.Equal(DatabaseFault.Unreachable, new DatabaseFaults(_fixture.Provider).Of(error));
    }
}

public sealed class SqlServerDatabaseTests(SqlServerDatabaseFixture fixture) : DatabaseTests(fixture), IClassFixture<SqlServerDatabaseFixture>;
