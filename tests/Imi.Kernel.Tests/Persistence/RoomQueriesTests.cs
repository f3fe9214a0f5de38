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

public sealed class SqliteRoomQueriesTests(SqliteDatabaseFixture fixture) : RoomQueriesTests(fixture), IClassFixture<SqliteDatabaseFixture>
{
    private readonly SqliteDatabaseFixture _fixture = fixture;

    [Theory]
    [InlineData("mandates of an exchange's parties")]
    [InlineData("authorities, next page")]
    [InlineData("inbox")]
    [InlineData("inbox by change")]
    [InlineData("inbox, every view")]
    [InlineData("inbox, every view by change")]
    [InlineData("inbox, next page of one authority")]
    [InlineData("inbox, attention of one authority")]
    [InlineData("inbox, next page of attention")]
    [InlineData("inbox, as it is opened most")]
    [InlineData("inbox, as it is opened most, by change")]
    [InlineData("inbox, every view as it is opened most")]
    [InlineData("inactive exchanges")]
    [InlineData("inactive exchanges, next page")]
    [InlineData("notices")]
    [InlineData("notices, next page")]
    [InlineData("mails to send")]
    [InlineData("files that never were complete")]
    [InlineData("what is to be hidden")]
    [InlineData("what is to be deleted")]
    [InlineData("drafts to be removed")]
    [InlineData("whom to warn")]
    [InlineData("what keeps an exchange from deletion")]
    [InlineData("what was asked about an exchange")]
    [InlineData("readings that have ended")]
    [InlineData("requests of data subjects to be reminded of")]
    [InlineData("requests of data subjects to be forgotten")]
    [InlineData("where to look for a person")]
    [InlineData("where to look for a person next")]
    [InlineData("ledger")]
    [InlineData("keys")]
    [InlineData("journal")]
    [InlineData("processing of an exchange")]
    [InlineData("processing by a person")]
    [InlineData("processing in a period")]
    public async Task Frequent_queries_read_an_index_in_its_order(string name)
    {
        foreach (var step in await PlanAsync(name))
        {
            Assert.DoesNotContain("TEMP B-TREE", step, StringComparison.Ordinal);
            Assert.False(step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("IX_Outbox_Waiting", StringComparison.Ordinal), step);
        }
    }

    [Theory]
    [InlineData("inbox, found by words")]
    [InlineData("inbox, found by words, next page")]
    [InlineData("inbox filters, found by words")]
    public async Task A_search_reads_the_index_of_words(string name)
    {
        var plan = await PlanAsync(name);
        Assert.Contains(plan, step => step.Contains("autoindex_SearchTerms_1 (Term", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN p", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("what authorities are called")]
    [InlineData("authorities that rows mean by code")]
    [InlineData("authorities that rows mean by identifier")]
    [InlineData("coordinators of a country")]
    [InlineData("what is to be reviewed")]
    [InlineData("when people signed in")]
    [InlineData("invitations of coordinators")]
    [InlineData("what was delegated to a coordinator")]
    [InlineData("history of an authority")]
    [InlineData("how soon they answer")]
    [InlineData("entries of the same authority")]
    [InlineData("who signs in by user name")]
    [InlineData("an exchange with its key")]
    [InlineData("the key for adding")]
    public async Task Queries_for_coordinators_scan_no_table(string name) =>
        Assert.DoesNotContain(
            await PlanAsync(name),
            step => step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.StartsWith("SCAN u", StringComparison.Ordinal)
        ); // "u" is a sequence built from several index ranges.

    private async Task<IReadOnlyList<string>> PlanAsync(string name)
    {
        await using var database = _fixture.CreateContext();
        await database.Database.OpenConnectionAsync();
        await using var command = RoomQueries.All[name](database).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await using var plan = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await plan.ReadAsync())
            steps.Add(plan.GetString(3));
        return steps;
    }
}

public sealed class PostgreSqlRoomQueriesTests(PostgreSqlDatabaseFixture fixture) : RoomQueriesTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerRoomQueriesTests(SqlServerDatabaseFixture fixture) : RoomQueriesTests(fixture), IClassFixture<SqlServerDatabaseFixture>
{
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_query_translates_to_valid_T_SQL(string name)
    {
        using var database = SqlServerQueries.CreateContext();
        Assert.Contains("SELECT", SqlServerQueries.AssertRight(RoomQueries.All[name](database)), StringComparison.Ordinal);
    }
}
