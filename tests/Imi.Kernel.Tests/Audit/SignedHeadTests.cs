using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
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
        Assert.Equal(
            (true, 20L, 2),
            ((await platform.VerdictAsync()).IsWhole, (await platform.VerdictAsync()).Entries, (await platform.VerdictAsync()).Signed)
        );
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
        await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence > 7).ExecuteDeleteAsync();
        var seventh = await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence == 7).Select(entry => entry.Hash).SingleAsync();
        await platform
            .Database.Set<JournalHead>()
            .ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, 7).SetProperty(head => head.Hash, seventh));
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
        await File.WriteAllTextAsync(
            platform.Settings.JournalHeadsPath,
            lines[0] + "\n" + lines[1].Replace("Head|10", "Head|11", StringComparison.Ordinal) + "\n"
        );
        Assert.Equal(new JournalBreak(6, JournalBreakKind.Forged), (await platform.VerdictAsync()).Break);

        // Heads and all: only what is elsewhere knows.
        await platform.RewriteFromAsync(2);
        File.Delete(platform.Settings.JournalHeadsPath);
        Assert.Equal(
            (true, true, false),
            await platform.VerdictAsync() is var without ? (without.IsWhole, without.AreHeadsMissing, without.IsProven) : default
        );
        Assert.Equal(
            new JournalBreak(1, JournalBreakKind.OtherThanSigned, 5),
            (await platform.Desk.VerifyAsync(new JournalProof(elsewhere, [key]), null, CancellationToken.None)).Break
        );
    }

    [SkippableFact]
    public async Task Only_what_is_new_is_signed_and_a_line_that_a_kill_cut_off_does_no_harm()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(3);
        for (var again = 0; again < 3; again++)
            await platform.SignsAsync();
        Assert.Single(await File.ReadAllLinesAsync(platform.Settings.JournalHeadsPath));
        await File.AppendAllTextAsync(platform.Settings.JournalHeadsPath, "Head|4|abc");
        Assert.True((await platform.VerdictAsync()).IsProven);
        await platform.AppendsAndSignsAsync(1);
        Assert.Equal((true, 2, 4L), await platform.VerdictAsync() is var verdict ? (verdict.IsProven, verdict.Signed, verdict.SignedUpTo) : default);
    }

    [SkippableFact]
    public async Task What_is_not_signed_yet_is_named_with_the_time_since_when()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(3);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var since = _clock.GetUtcNow().UtcDateTime;
        await platform.AppendAsync(2);
        var verdict = await platform.VerdictAsync();
        Assert.Equal((3L, 2L, since), (verdict.SignedUpTo, verdict.Unsigned, verdict.UnsignedSince));
        Assert.True(verdict.IsProven);
        await platform.SignsAsync();
        Assert.Equal((5L, 0L, null), await platform.VerdictAsync() is var signed ? (signed.SignedUpTo, signed.Unsigned, signed.UnsignedSince) : default);
    }

    [SkippableFact]
    public async Task Heads_that_another_node_signed_are_told_from_forged_ones_until_its_public_key_is_known()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(3);
        await using var other = platform.OnAnotherNode();
        await other.AppendsAndSignsAsync(2);
        await File.AppendAllLinesAsync(platform.Settings.JournalHeadsPath, await File.ReadAllLinesAsync(other.Settings.JournalHeadsPath));

        var unknown = await platform.VerdictAsync();
        Assert.Equal((true, false, 1, 3L), (unknown.IsWhole, unknown.IsProven, unknown.UnknownKeys.Count, unknown.SignedUpTo));
        Assert.True((await platform.SignsAsync()).IsWhole); // It goes on signing itself.
        await File.WriteAllTextAsync(Path.Combine(platform.Settings.KnownJournalKeysDirectory, "other.pem"), other.Desk.PublicKey());
        Assert.Equal((true, 0, 5L), await platform.VerdictAsync() is var known ? (known.IsProven, known.UnknownKeys.Count, known.SignedUpTo) : default);
    }

    [SkippableFact]
    public async Task When_the_key_is_lost_what_it_signed_can_still_be_checked_and_signing_goes_on_with_another()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(3);
        File.Delete(Path.Combine(platform.Settings.KeysDirectory, "journal-signing-key.pem"));
        await platform.AppendsAndSignsAsync(2);
        Assert.Equal((true, 2, 5L), await platform.VerdictAsync() is var verdict ? (verdict.IsProven, verdict.Signed, verdict.SignedUpTo) : default);
        await platform.RewriteFromAsync(2);
        Assert.Equal(JournalBreakKind.OtherThanSigned, (await platform.VerdictAsync()).Break!.Kind);
    }

    [SkippableFact]
    public async Task A_restored_database_is_broken_until_somebody_answers_for_it_and_says_afterwards_what_was_lost()
    {
        await using var platform = await FreshAsync();
        await platform.AppendsAndSignsAsync(5);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.AppendsAndSignsAsync(5);
        await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence > 6).ExecuteDeleteAsync();
        var sixth = await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence == 6).Select(entry => entry.Hash).SingleAsync();
        await platform
            .Database.Set<JournalHead>()
            .ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, 6).SetProperty(head => head.Hash, sixth));
        platform.Database.ChangeTracker.Clear();
        await platform.AppendAsync(20);

        Assert.False((await platform.SignsAsync()).IsWhole);
        Assert.True((await platform.Desk.SignAsync(isRestored: true, CancellationToken.None)).IsWhole);
        var verdict = await platform.VerdictAsync();
        Assert.Equal((true, 26L, 1), (verdict.IsWhole, verdict.Entries, verdict.LostSigned));
        await platform.RewriteFromAsync(20);
        Assert.Equal(JournalBreakKind.OtherThanSigned, (await platform.VerdictAsync()).Break!.Kind);
    }

    private async Task<Installation> FreshAsync()
    {
        var settings = fixture.Settings with
        {
            ConnectionString = fixture.NewConnectionString(),
            DataDirectory = Path.Combine(fixture.DataDirectory, Given.NewId().ToString("N")),
        };
        var database = fixture.CreateContext(settings.ConnectionString);
        await fixture.MigrateAsync(settings);
        return new Installation(database, settings, _clock, fixture);
    }

    private sealed class Installation(ImiDbContext database, DatabaseSettings settings, TimeProvider clock, DatabaseFixture fixture) : IAsyncDisposable
    {
        public ImiDbContext Database => database;

        public DatabaseSettings Settings => settings;

        public Journal Journal { get; } = new(database, clock);

        public JournalService Desk => new(database, Journal, settings, clock);

        /// <summary>The same database, served by a node with a data folder of its own.</summary>
        public Installation OnAnotherNode()
        {
            var other = settings with { DataDirectory = settings.DataDirectory + "-other" };
            other.CreateDataDirectory();
            return new Installation(fixture.CreateContext(settings.ConnectionString), other, clock, fixture);
        }

        public Task<JournalVerdict> VerdictAsync() => Desk.VerifyAsync(null, null, CancellationToken.None);

        public Task<JournalVerdict> SignsAsync() => Desk.SignAsync(isRestored: false, CancellationToken.None);

        public async Task AppendsAndSignsAsync(int entries)
        {
            await AppendAsync(entries);
            Assert.True((await SignsAsync()).IsWhole);
        }

        public Task AppendAsync(int entries) =>
            database.WriteAsync(
                async stop =>
                {
                    for (var entry = 0; entry < entries; entry++)
                        await Journal.AppendAsync(Given.NewId(), null, null, "view", "", stop);
                    return true;
                },
                CancellationToken.None
            );

        /// <summary>What an administrator of the database could do: another detail, and every hash from there on.</summary>
        public async Task RewriteFromAsync(long sequence)
        {
            database.ChangeTracker.Clear();
            var hash =
                (await database.Set<JournalEntry>().AsNoTracking().FirstOrDefaultAsync(entry => entry.Sequence == sequence - 1))?.Hash
                ?? JournalChain.FirstHash;
            foreach (
                var entry in await database
                    .Set<JournalEntry>()
                    .AsNoTracking()
                    .Where(entry => entry.Sequence >= sequence)
                    .OrderBy(entry => entry.Sequence)
                    .ToListAsync()
            )
            {
                var previous = hash;
                hash = JournalChain.HashOf(entry.Sequence, entry.At, entry.UserId, entry.AuthorityId, entry.ExchangeId, entry.What, "nothing to see", previous);
                await database
                    .Set<JournalEntry>()
                    .Where(one => one.Sequence == entry.Sequence)
                    .ExecuteUpdateAsync(change =>
                        change
                            .SetProperty(one => one.Detail, "nothing to see")
                            .SetProperty(one => one.PreviousHash, previous)
                            .SetProperty(one => one.Hash, hash)
                    );
            }

            await database.Set<JournalHead>().ExecuteUpdateAsync(change => change.SetProperty(head => head.Hash, hash));
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}

public sealed class SqliteSignedHeadTests(SqliteDatabaseFixture fixture) : SignedHeadTests(fixture), IClassFixture<SqliteDatabaseFixture>;

public sealed class PostgreSqlSignedHeadTests(PostgreSqlDatabaseFixture fixture) : SignedHeadTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerSignedHeadTests(SqlServerDatabaseFixture fixture) : SignedHeadTests(fixture), IClassFixture<SqlServerDatabaseFixture>;
