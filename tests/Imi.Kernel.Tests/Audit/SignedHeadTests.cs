using Imi.Kernel.Audit;
using Imi.Kernel.Persistence;
using Imi.Kernel.Tests.Persistence;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Imi.Kernel.Tests.Audit;

/// <summary>Whoever administers the database can rewrite the journal and all its hashes, but not what was signed.</summary>
public abstract class SignedHeadTests(DatabaseFixture fixture)
{
    private readonly FakeTimeProvider _clock = new(Given.Now);

    [SkippableFact]
    public async Task A_journal_written_anew_from_an_entry_on_with_all_hashes_is_found_between_two_signed_heads()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(10);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.AppendsAndSignsAsync(10);
        Assert.Equal((true, 20L, 2), ((await platform.VerdictAsync()).IsWhole, (await platform.VerdictAsync()).Entries, (await platform.VerdictAsync()).Signed));
        await platform.RewriteFromAsync(14);
        Assert.True((await platform.Journal.VerifyAsync(null, CancellationToken.None)).IsWhole); // By itself it looks right.
        Assert.Equal(new JournalBreak(11, JournalBreakKind.OtherThanSigned, 20), (await platform.VerdictAsync()).Break);
        Assert.False((await platform.SignsAsync()).IsWhole);
    }

    [SkippableFact]
    public async Task A_cut_end_with_its_head_set_back_is_found()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(10);
        await platform.Database.Journal.Where(entry => entry.Sequence > 7).ExecuteDeleteAsync();
        var seventh = await platform.Database.Journal.Where(entry => entry.Sequence == 7).Select(entry => entry.Hash).SingleAsync();
        await platform.Database.JournalHeads.ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, 7).SetProperty(head => head.Hash, seventh));
        Assert.Equal(new JournalBreak(8, JournalBreakKind.Missing, 10), (await platform.VerdictAsync()).Break);
    }

    [SkippableFact]
    public async Task A_line_of_the_file_that_another_key_signed_is_found_and_a_copy_kept_elsewhere_shows_what_was_taken_out()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(5);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.AppendsAndSignsAsync(5);
        var (elsewhere, key) = (Path.Combine(platform.Settings.DataDirectory, "elsewhere.log"), Path.Combine(platform.Settings.DataDirectory, "public.pem"));
        File.Copy(platform.Settings.JournalHeadsPath, elsewhere);
        await File.WriteAllTextAsync(key, platform.Desk.PublicKey());

        var lines = await File.ReadAllLinesAsync(platform.Settings.JournalHeadsPath);
        await File.WriteAllTextAsync(platform.Settings.JournalHeadsPath, lines[0] + "\n" + lines[1].Replace("Head|10", "Head|11", StringComparison.Ordinal) + "\n");
        Assert.Equal(new JournalBreak(6, JournalBreakKind.Forged), (await platform.VerdictAsync()).Break);

        // Heads and all: only what is elsewhere knows.
        await platform.RewriteFromAsync(2);
        File.Delete(platform.Settings.JournalHeadsPath);
        Assert.True((await platform.VerdictAsync()).IsWhole);
        Assert.Equal(
            new JournalBreak(1, JournalBreakKind.OtherThanSigned, 5),
            (await platform.Desk.VerifyAsync(new JournalProof(elsewhere, key), null, CancellationToken.None)).Break);
    }

    [SkippableFact]
    public async Task A_day_is_signed_once_and_a_line_that_a_kill_cut_off_does_no_harm()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(3);
        for (var hour = 0; hour < 3; hour++)
            await platform.Desk.SignAsync(onlyDaily: true, isRestored: false, CancellationToken.None);
        Assert.Single(await File.ReadAllLinesAsync(platform.Settings.JournalHeadsPath));
        await File.AppendAllTextAsync(platform.Settings.JournalHeadsPath, "Head|4|abc");
        Assert.True((await platform.VerdictAsync()).IsWhole);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.Desk.SignAsync(onlyDaily: true, isRestored: false, CancellationToken.None);
        Assert.Equal((true, 2), ((await platform.VerdictAsync()).IsWhole, (await platform.VerdictAsync()).Signed));
    }

    [SkippableFact]
    public async Task A_restored_database_is_broken_until_somebody_answers_for_it_and_says_afterwards_what_was_lost()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(5);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.AppendsAndSignsAsync(5);
        await platform.Database.Journal.Where(entry => entry.Sequence > 6).ExecuteDeleteAsync();
        var sixth = await platform.Database.Journal.Where(entry => entry.Sequence == 6).Select(entry => entry.Hash).SingleAsync();
        await platform.Database.JournalHeads.ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, 6).SetProperty(head => head.Hash, sixth));
        platform.Database.ChangeTracker.Clear();
        await platform.AppendAsync(20);

        Assert.False((await platform.SignsAsync()).IsWhole);
        Assert.True((await platform.Desk.SignAsync(onlyDaily: false, isRestored: true, CancellationToken.None)).IsWhole);
        var verdict = await platform.VerdictAsync();
        Assert.Equal((true, 26L, 1), (verdict.IsWhole, verdict.Entries, verdict.LostSigned));
        await platform.RewriteFromAsync(20);
        Assert.Equal(JournalBreakKind.OtherThanSigned, (await platform.VerdictAsync()).Break!.Kind);
    }

    private async Task<Installation> FreshAsync()
    {
        var settings = fixture.Settings with
        {
            ConnectionString = fixture.NewConnectionString(), DataDirectory = Path.Combine(fixture.DataDirectory, Given.NewId().ToString("N")),
        };
        var database = fixture.CreateContext(settings.ConnectionString);
        await database.MigrateAsync(settings, CancellationToken.None);
        return new Installation(database, settings, _clock);
    }

    private sealed class Installation(ImiDbContext database, DatabaseSettings settings, TimeProvider clock) : IAsyncDisposable
    {
        public ImiDbContext Database => database;

        public DatabaseSettings Settings => settings;

        public Journal Journal { get; } = new(database, clock);

        public JournalDesk Desk => new(database, Journal, settings, clock);

        public Task<JournalVerdict> VerdictAsync() => Desk.VerifyAsync(null, null, CancellationToken.None);

        public Task<JournalVerdict> SignsAsync() => Desk.SignAsync(onlyDaily: false, isRestored: false, CancellationToken.None);

        public async Task AppendsAndSignsAsync(int entries)
        {
            await AppendAsync(entries);
            Assert.True((await SignsAsync()).IsWhole);
        }

        public Task AppendAsync(int entries) => database.WriteAsync(
            async stop =>
            {
                for (var entry = 0; entry < entries; entry++)
                    await Journal.AppendAsync(Given.NewId(), null, null, "view", "", stop);
                return true;
            },
            CancellationToken.None);

        /// <summary>What an administrator of the database could do: another detail, and every hash from there on.</summary>
        public async Task RewriteFromAsync(long sequence)
        {
            database.ChangeTracker.Clear();
            var hash = (await database.Journal.AsNoTracking().FirstOrDefaultAsync(entry => entry.Sequence == sequence - 1))?.Hash ?? JournalChain.FirstHash;
            foreach (var entry in await database.Journal.AsNoTracking().Where(entry => entry.Sequence >= sequence).OrderBy(entry => entry.Sequence).ToListAsync())
            {
                var previous = hash;
                hash = JournalChain.HashOf(entry.Sequence, entry.At, entry.UserId, entry.AuthorityId, entry.ExchangeId, entry.What, "nothing to see", previous);
                await database.Journal.Where(one => one.Sequence == entry.Sequence).ExecuteUpdateAsync(change => change
                    .SetProperty(one => one.Detail, "nothing to see").SetProperty(one => one.PreviousHash, previous).SetProperty(one => one.Hash, hash));
            }

            await database.JournalHeads.ExecuteUpdateAsync(change => change.SetProperty(head => head.Hash, hash));
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}

public sealed class SqliteSignedHeadTests(SqliteDatabaseFixture fixture) : SignedHeadTests(fixture), IClassFixture<SqliteDatabaseFixture>;

public sealed class PostgreSqlSignedHeadTests(PostgreSqlDatabaseFixture fixture) : SignedHeadTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;
