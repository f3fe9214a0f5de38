using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Ledger.Chain;
using Imi.Kernel.Foundation.Persistence;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

/// <summary>The context reads bulk-inserted rows as they were written.</summary>
public abstract class PlainInsertTests(DatabaseFixture fixture)
{
    private static readonly DateTime At = new(2026, 3, 2, 9, 0, 0, 123, DateTimeKind.Utc);

    [SkippableFact]
    public async Task Bulk_inserted_rows_are_read_back_unchanged()
    {
        await using var database = fixture.CreateContext();
        var entries = new List<LedgerEntry>();
        for (var sequence = 1; sequence <= (2 * PlainInsert.RowsAtOnce) + 7; sequence++)
        {
            entries.Add(
                LedgerChain.Next(
                    sequence,
                    At,
                    Guid.CreateVersion7(new DateTimeOffset(At)),
                    LedgerAction.Deleted,
                    "due 2026-03-02, 'x'",
                    entries.Count > 0 ? entries[^1].Hash : LedgerChain.FirstHash
                )
            );
        }

        await database.WriteAsync(
            async stop =>
            {
                await database.InsertPlainlyAsync(entries, stop);
                return true;
            },
            CancellationToken.None
        );

        var read = await database.Set<LedgerEntry>().AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync();
        Assert.Equal(entries.Select(LedgerChain.Line), read.Select(LedgerChain.Line));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.InsertPlainlyAsync(entries, CancellationToken.None));
    }
}

public sealed class SqlitePlainInsertTests(SqliteDatabaseFixture fixture) : PlainInsertTests(fixture), IClassFixture<SqliteDatabaseFixture>
{
    [Fact]
    public void The_statement_stays_within_the_limits_of_SQL_Server()
    {
        const int most = 2_100;
        using var database = SqlServerQueries.CreateContext();
        var columns = database.Model.FindEntityType(typeof(LedgerEntry))!.GetProperties().ToList();
        Assert.True(columns.Count * PlainInsert.RowsAtOnce < most);
        Assert.Empty(SqlServerQueries.ErrorsIn(PlainInsert.StatementOf(database, columns, PlainInsert.RowsAtOnce)));
    }
}

public sealed class PostgreSqlPlainInsertTests(PostgreSqlDatabaseFixture fixture) : PlainInsertTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerPlainInsertTests(SqlServerDatabaseFixture fixture) : PlainInsertTests(fixture), IClassFixture<SqlServerDatabaseFixture>;
