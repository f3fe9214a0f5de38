using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public abstract class RoomQueriesTests(DatabaseFixture fixture)
{
    public static TheoryData<string> Names => [.. RoomQueries.All.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task Every_query_runs(string name)
    {
        await using var database = fixture.CreateContext();
        await foreach (var row in ((IQueryable<object>)RoomQueries.All[name](database)).AsAsyncEnumerable())
            Assert.Fail($"An empty database has no {row}.");
    }
}

public sealed class SqliteRoomQueriesTests(SqliteDatabaseFixture fixture) : RoomQueriesTests(fixture), IClassFixture<SqliteDatabaseFixture>;

public sealed class PostgreSqlRoomQueriesTests(PostgreSqlDatabaseFixture fixture) : RoomQueriesTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerRoomQueriesTests(SqlServerDatabaseFixture fixture) : RoomQueriesTests(fixture), IClassFixture<SqlServerDatabaseFixture>
{
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_query_is_right_T_SQL(string name)
    {
        using var database = SqlServerQueries.CreateContext();
        Assert.Contains("SELECT", SqlServerQueries.AssertRight(RoomQueries.All[name](database)), StringComparison.Ordinal);
    }
}
