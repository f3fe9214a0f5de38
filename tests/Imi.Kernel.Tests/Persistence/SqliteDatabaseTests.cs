using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Imi.Testing.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public sealed class SqliteDatabaseTests(SqliteDatabaseFixture fixture) : DatabaseTests(fixture), IClassFixture<SqliteDatabaseFixture>
{
    private readonly SqliteDatabaseFixture _fixture = fixture;

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "10000")]
    public async Task Every_connection_has_its_pragmas_set(string pragma, string expected)
    {
        for (var opening = 0; opening < 2; opening++)
        {
            await using var database = _fixture.CreateContext();
            await database.Database.OpenConnectionAsync();
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            Assert.Equal(expected, Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_writer_takes_the_lock_before_it_reads()
    {
        await using var first = _fixture.CreateContext();
        await using var second = _fixture.CreateContext();
        var sender = await Given.AuthorityAsync(first);
        var order = new List<string>();
        var began = new TaskCompletionSource();
        var writing = Task.Run(() =>
            first.WriteAsync(
                async stop =>
                {
                    began.SetResult();
                    await Task.Delay(300, stop);
                    order.Add("first");
                    return 1;
                },
                CancellationToken.None
            )
        );
        await began.Task;
        await second.WriteAsync(
            _ =>
            {
                order.Add("second");
                return Task.FromResult(1);
            },
            CancellationToken.None
        );
        await writing;
        Assert.Equal(["first", "second"], order);
        Assert.True(await second.Set<Authority>().AnyAsync(one => one.Id == sender.Id));
    }

    [Fact]
    public async Task Readers_are_not_blocked_by_a_writer()
    {
        await using var writer = _fixture.CreateContext();
        await using var reader = _fixture.CreateContext();
        await writer.WriteAsync(
            async stop =>
            {
                writer.Set<NumberSequence>().Add(new Imi.Kernel.Exchanges.NumberSequence("READ", 2026));
                await writer.SaveChangesAsync(stop);
                Assert.Equal(0, await reader.Set<NumberSequence>().CountAsync(one => one.Code == "READ", stop));
                return 1;
            },
            CancellationToken.None
        );
        Assert.Equal(1, await reader.Set<NumberSequence>().CountAsync(one => one.Code == "READ"));
    }

    [Fact]
    public async Task A_read_only_database_is_reported_as_read_only()
    {
        await using var database = _fixture.CreateContext();
        await database.Database.OpenConnectionAsync();
        await database.Database.ExecuteSqlRawAsync("PRAGMA query_only = 1");
        try
        {
            var error = await Assert.ThrowsAnyAsync<Exception>(() => Given.AuthorityAsync(database));
            Assert.Equal(DatabaseFault.ReadOnly, new DatabaseFaults(_fixture.Provider).Of(error));
        }
        finally
        {
            await database.Database.ExecuteSqlRawAsync("PRAGMA query_only = 0");
        }
    }

    [Fact]
    public async Task A_full_disk_is_reported_as_full()
    {
        var settings = _fixture.Settings with { ConnectionString = _fixture.NewConnectionString() };
        await _fixture.MigrateAsync(settings);
        await using var database = _fixture.CreateContext(settings.ConnectionString);
        await database.Database.OpenConnectionAsync();
        await database.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
        var exchange = await Record.ExceptionAsync(async () =>
        {
            while (true)
                await Given.ExchangeAsync(database);
        });
        Assert.Equal(DatabaseFault.DiskFull, new DatabaseFaults(_fixture.Provider).Of(exchange!));
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_reported_as_damaged()
    {
        var path = Path.Combine(_fixture.DataDirectory, "other.db");
        await File.WriteAllTextAsync(path, new string('x', 5_000));
        await using var database = _fixture.CreateContext($"Data Source={path}");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => database.Set<Exchange>().CountAsync());
        Assert.Equal(DatabaseFault.Damaged, new DatabaseFaults(_fixture.Provider).Of(error));
    }

    [Fact]
    public async Task A_missing_folder_is_reported_as_unreachable()
    {
        await using var database = _fixture.CreateContext($"Data Source={Path.Combine(_fixture.DataDirectory, "gone", "imi.db")}");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => database.Set<Exchange>().CountAsync());
        Assert.Equal(DatabaseFault.Unreachable, new DatabaseFaults(_fixture.Provider).Of(error));
    }

    [Theory]
    [InlineData(5, DatabaseFault.Busy)]
    [InlineData(6, DatabaseFault.Busy)]
    [InlineData(8, DatabaseFault.ReadOnly)]
    public void Other_faults_are_classified_by_their_code(int code, DatabaseFault expected)
    {
        var error = new InvalidOperationException("outer", new SqliteException("inner", code));
        Assert.Equal(expected, new DatabaseFaults(_fixture.Provider).Of(error));
    }

    [Fact]
    public void An_error_of_the_statement_is_not_a_database_fault()
    {
        Assert.Null(new DatabaseFaults(_fixture.Provider).Of(new TimeoutException()));
        Assert.Null(new DatabaseFaults(_fixture.Provider).Of(new InvalidOperationException("outer", new IOException())));
    }
}
