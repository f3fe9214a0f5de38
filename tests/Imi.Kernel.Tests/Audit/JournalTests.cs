using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Tests.Persistence;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Audit;

/// <summary>Each test creates its own database, because a database holds a single chain.</summary>
public abstract class JournalTests(DatabaseFixture fixture)
{
    [SkippableFact]
    public async Task An_empty_journal_is_intact()
    {
        await using var database = await CreateAsync();
        var verdict = await VerdictAsync(database);
        Assert.True(verdict.IsWhole);
        Assert.Equal(0, verdict.Entries);
    }

    [SkippableFact]
    public async Task Concurrent_writers_extend_one_chain()
    {
        var connectionString = fixture.NewConnectionString();
        await using var database = await CreateAsync(connectionString);
        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        await using var writer = fixture.CreateContext(connectionString);
                        for (var turn = 0; turn < 5; turn++)
                            await AppendAsync(writer, 2);
                    })
                )
        );
        var progress = new List<long>();
        var verdict = await JournalOf(database).VerifyAsync(new Collecting(progress), CancellationToken.None);
        Assert.Null(verdict.Break);
        Assert.Equal(60, verdict.Entries);
        Assert.Equal([60], progress);
        Assert.Equal((await database.Set<JournalHead>().AsNoTracking().SingleAsync()).Hash, verdict.HeadHash);
    }

    [SkippableFact]
    public async Task A_rolled_back_write_leaves_no_entry_and_no_gap()
    {
        await using var database = await CreateAsync();
        await AppendAsync(database, 1);
        await database.WriteIfAsync(
            async stop =>
            {
                await JournalOf(database).AppendAsync(null, null, null, "refused", "", stop);
                return (0, false);
            },
            CancellationToken.None
        );
        await AppendAsync(database, 1);
        var verdict = await VerdictAsync(database);
        Assert.True(verdict.IsWhole);
        Assert.Equal(2, verdict.Entries);
    }

    [SkippableFact]
    public async Task An_entry_requires_a_transaction()
    {
        await using var database = await CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => JournalOf(database).AppendAsync(null, null, null, "view", "", CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_changed_entry_is_detected()
    {
        await using var database = await CreateAsync(entries: 5);
        await database.Set<JournalEntry>().Where(entry => entry.Sequence == 3).ExecuteUpdateAsync(change => change.SetProperty(entry => entry.Detail, "other"));
        await AssertBreakAsync(database, 3, JournalBreakKind.Changed);
    }

    [SkippableFact]
    public async Task A_changed_time_or_person_is_detected()
    {
        await using var database = await CreateAsync(entries: 5);
        await database
            .Set<JournalEntry>()
            .Where(entry => entry.Sequence == 4)
            .ExecuteUpdateAsync(change => change.SetProperty(entry => entry.At, entry => Given.Now.UtcDateTime));
        await AssertBreakAsync(database, 4, JournalBreakKind.Changed);
        var someone = Given.NewId();
        await database.Set<JournalEntry>().Where(entry => entry.Sequence == 2).ExecuteUpdateAsync(change => change.SetProperty(entry => entry.UserId, someone));
        await AssertBreakAsync(database, 2, JournalBreakKind.Changed);
    }

    [SkippableFact]
    public async Task An_entry_changed_with_its_hash_is_detected_at_the_next_entry()
    {
        await using var database = await CreateAsync(entries: 5);
        var entry = await database.Set<JournalEntry>().AsNoTracking().SingleAsync(one => one.Sequence == 2);
        var forged = JournalChain.HashOf(entry.Sequence, entry.At, entry.UserId, entry.AuthorityId, entry.ExchangeId, entry.What, "other", entry.PreviousHash);
        await database
            .Set<JournalEntry>()
            .Where(one => one.Sequence == 2)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.Detail, "other").SetProperty(one => one.Hash, forged));
        await AssertBreakAsync(database, 3, JournalBreakKind.Unchained);
    }

    [SkippableFact]
    public async Task A_missing_entry_is_detected()
    {
        await using var database = await CreateAsync(entries: 5);
        await database.Set<JournalEntry>().Where(entry => entry.Sequence == 3).ExecuteDeleteAsync();
        await AssertBreakAsync(database, 3, JournalBreakKind.Missing);
    }

    [SkippableFact]
    public async Task A_missing_first_entry_is_detected()
    {
        await using var database = await CreateAsync(entries: 5);
        await database.Set<JournalEntry>().Where(entry => entry.Sequence == 1).ExecuteDeleteAsync();
        await AssertBreakAsync(database, 1, JournalBreakKind.Missing);
    }

    [SkippableFact]
    public async Task A_truncated_journal_is_detected()
    {
        await using var database = await CreateAsync(entries: 5);
        await database.Set<JournalEntry>().Where(entry => entry.Sequence > 3).ExecuteDeleteAsync();
        await AssertBreakAsync(database, 3, JournalBreakKind.OtherHead);
    }

    [SkippableFact]
    public async Task A_reset_or_missing_head_is_detected()
    {
        await using var database = await CreateAsync(entries: 5);
        await database.Set<JournalHead>().ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, 4L));
        await AssertBreakAsync(database, 5, JournalBreakKind.OtherHead);
        await database.Set<JournalHead>().ExecuteDeleteAsync();
        await AssertBreakAsync(database, 5, JournalBreakKind.OtherHead);
    }

    [SkippableFact]
    public async Task A_chain_longer_than_one_batch_is_verified_completely()
    {
        const int Entries = Journal.BatchSize + 50;
        await using var database = await CreateAsync();
        await database.WriteAsync(
            async stop =>
            {
                await JournalOf(database)
                    .AppendAsync([.. Enumerable.Range(0, Entries).Select(index => new JournalLine(null, null, Given.NewId(), "view", $"Größe {index}"))], stop);
                return true;
            },
            CancellationToken.None
        );

        Assert.Equal(Entries, (await VerdictAsync(database)).Entries);
        await database
            .Set<JournalEntry>()
            .Where(entry => entry.Sequence == Entries - 1)
            .ExecuteUpdateAsync(change => change.SetProperty(entry => entry.What, "x"));
        await AssertBreakAsync(database, Entries - 1, JournalBreakKind.Changed);
    }

    private Journal JournalOf(ImiDbContext database) => new(database, fixture.Provider, TimeProvider.System);

    private Task<JournalVerdict> VerdictAsync(ImiDbContext database) => JournalOf(database).VerifyAsync(null, CancellationToken.None);

    private async Task AssertBreakAsync(ImiDbContext database, long sequence, JournalBreakKind kind)
    {
        var verdict = await VerdictAsync(database);
        Assert.False(verdict.IsWhole);
        Assert.Equal(new JournalBreak(sequence, kind), verdict.Break);
    }

    private Task AppendAsync(ImiDbContext database, int count) =>
        database.WriteAsync(
            async stop =>
            {
                var journal = JournalOf(database);
                for (var index = 0; index < count; index++)
                    await journal.AppendAsync(Given.NewId(), null, Given.NewId(), "view", $"Größe {index}", stop);
                return true;
            },
            CancellationToken.None
        );

    private async Task<ImiDbContext> CreateAsync(string? connectionString = null, int entries = 0)
    {
        connectionString ??= fixture.NewConnectionString();
        var database = fixture.CreateContext(connectionString);
        await fixture.MigrateAsync(fixture.Settings with { ConnectionString = connectionString });
        if (entries > 0)
            await AppendAsync(database, entries);
        return database;
    }

    private sealed class Collecting(List<long> reported) : IProgress<long>
    {
        public void Report(long value) => reported.Add(value);
    }
}

public sealed class SqliteJournalTests(SqliteDatabaseFixture fixture) : JournalTests(fixture), IClassFixture<SqliteDatabaseFixture>;

public sealed class PostgreSqlJournalTests(PostgreSqlDatabaseFixture fixture) : JournalTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerJournalTests(SqlServerDatabaseFixture fixture) : JournalTests(fixture), IClassFixture<SqlServerDatabaseFixture>;
