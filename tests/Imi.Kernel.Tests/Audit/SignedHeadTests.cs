using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Tests.Persistence;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Imi.Kernel.Tests.Audit;

/// <summary>A database administrator can rewrite the journal with all its hashes, but not the signed heads.</summary>
public abstract class SignedHeadTests(DatabaseFixture fixture)
{
    private readonly FakeTimeProvider _clock = new(Given.Now);

    [SkippableFact]
    public async Task A_rewritten_chain_is_detected_between_two_signed_heads()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(10);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.AppendAndSignAsync(10);
        Assert.Equal(
            (true, 20L, 2),
            ((await platform.VerdictAsync()).IsWhole, (await platform.VerdictAsync()).Entries, (await platform.VerdictAsync()).Signed)
        );
        await platform.RewriteFromAsync(14);
        Assert.True((await platform.Journal.VerifyAsync(null, CancellationToken.None)).IsWhole); // The chain alone is consistent.
        Assert.Equal(new JournalBreak(11, JournalBreakKind.OtherThanSigned, 20), (await platform.VerdictAsync()).Break);
        Assert.False((await platform.SignAsync()).IsWhole);
    }

    [SkippableFact]
    public async Task A_truncated_journal_with_a_reset_head_is_detected()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(10);
        await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence > 7).ExecuteDeleteAsync();
        var seventh = await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence == 7).Select(entry => entry.Hash).SingleAsync();
        await platform
            .Database.Set<JournalHead>()
            .ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, 7).SetProperty(head => head.Hash, seventh));
        Assert.Equal(new JournalBreak(8, JournalBreakKind.Missing, 10), (await platform.VerdictAsync()).Break);
    }

    [SkippableFact]
    public async Task A_forged_head_is_detected_and_an_external_copy_reveals_removed_heads()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(5);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.AppendAndSignAsync(5);
        var (elsewhere, key) = (Path.Combine(platform.Settings.DataDirectory, "elsewhere.log"), Path.Combine(platform.Settings.DataDirectory, "public.pem"));
        File.Copy(platform.Settings.JournalHeadsPath, elsewhere);
        await File.WriteAllTextAsync(key, platform.Service.PublicKey());

        var lines = await File.ReadAllLinesAsync(platform.Settings.JournalHeadsPath);
        await File.WriteAllTextAsync(
            platform.Settings.JournalHeadsPath,
            lines[0] + "\n" + lines[1].Replace("Head|10", "Head|11", StringComparison.Ordinal) + "\n"
        );
        Assert.Equal(new JournalBreak(6, JournalBreakKind.Forged), (await platform.VerdictAsync()).Break);

        // Journal and heads are gone: only the external copy reveals the change.
        await platform.RewriteFromAsync(2);
        File.Delete(platform.Settings.JournalHeadsPath);
        Assert.Equal(
            (true, true, false),
            await platform.VerdictAsync() is var without ? (without.IsWhole, without.AreHeadsMissing, without.IsProven) : default
        );
        Assert.Equal(
            new JournalBreak(1, JournalBreakKind.OtherThanSigned, 5),
            (await platform.Service.VerifyAsync(new JournalProof(elsewhere, [key]), null, CancellationToken.None)).Break
        );
    }

    [SkippableFact]
    public async Task Only_new_entries_are_signed_and_an_incomplete_line_is_ignored()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(3);
        for (var again = 0; again < 3; again++)
            await platform.SignAsync();
        Assert.Single(await File.ReadAllLinesAsync(platform.Settings.JournalHeadsPath));
        await File.AppendAllTextAsync(platform.Settings.JournalHeadsPath, "Head|4|abc");
        Assert.True((await platform.VerdictAsync()).IsProven);
        await platform.AppendAndSignAsync(1);
        Assert.Equal((true, 2, 4L), await platform.VerdictAsync() is var verdict ? (verdict.IsProven, verdict.Signed, verdict.SignedUpTo) : default);
    }

    [SkippableFact]
    public async Task The_verdict_counts_unsigned_entries_and_says_since_when()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(3);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var since = _clock.GetUtcNow().UtcDateTime;
        await platform.AppendAsync(2);
        var verdict = await platform.VerdictAsync();
        Assert.Equal((3L, 2L, since), (verdict.SignedUpTo, verdict.Unsigned, verdict.UnsignedSince));
        Assert.True(verdict.IsProven);
        await platform.SignAsync();
        Assert.Equal((5L, 0L, null), await platform.VerdictAsync() is var signed ? (signed.SignedUpTo, signed.Unsigned, signed.UnsignedSince) : default);
    }

    [SkippableFact]
    public async Task Heads_of_another_node_are_unproven_until_its_public_key_is_known()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(3);
        await using var other = platform.OnAnotherNode();
        await other.AppendAndSignAsync(2);
        await File.AppendAllLinesAsync(platform.Settings.JournalHeadsPath, await File.ReadAllLinesAsync(other.Settings.JournalHeadsPath));

        var unknown = await platform.VerdictAsync();
        Assert.Equal((true, false, 1, 3L), (unknown.IsWhole, unknown.IsProven, unknown.UnknownKeys.Count, unknown.SignedUpTo));
        Assert.True((await platform.SignAsync()).IsWhole); // It continues to sign its own heads.
        await File.WriteAllTextAsync(Path.Combine(platform.Settings.KnownJournalKeysDirectory, "other.pem"), other.Service.PublicKey());
        Assert.Equal((true, 0, 5L), await platform.VerdictAsync() is var known ? (known.IsProven, known.UnknownKeys.Count, known.SignedUpTo) : default);
    }

    [SkippableFact]
    public async Task After_the_signing_key_is_lost_a_new_key_signs_and_old_heads_still_verify()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(3);
        File.Delete(Path.Combine(platform.Settings.KeysDirectory, "journal-signing-key.pem"));
        await platform.AppendAndSignAsync(2);
        Assert.Equal((true, 2, 5L), await platform.VerdictAsync() is var verdict ? (verdict.IsProven, verdict.Signed, verdict.SignedUpTo) : default);
        await platform.RewriteFromAsync(2);
        Assert.Equal(JournalBreakKind.OtherThanSigned, (await platform.VerdictAsync()).Break!.Kind);
    }

    [SkippableFact]
    public async Task A_restored_database_fails_verification_until_the_restore_is_confirmed()
    {
        await using var platform = await CreateAsync();
        await platform.AppendAndSignAsync(5);
        _clock.Advance(TimeSpan.FromDays(1));
        await platform.AppendAndSignAsync(5);
        await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence > 6).ExecuteDeleteAsync();
        var sixth = await platform.Database.Set<JournalEntry>().Where(entry => entry.Sequence == 6).Select(entry => entry.Hash).SingleAsync();
        await platform
            .Database.Set<JournalHead>()
            .ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, 6).SetProperty(head => head.Hash, sixth));
        platform.Database.ChangeTracker.Clear();
        await platform.AppendAsync(20);

        Assert.False((await platform.SignAsync()).IsWhole);
        Assert.True((await platform.Service.SignAsync(isRestored: true, CancellationToken.None)).IsWhole);
        var verdict = await platform.VerdictAsync();
        Assert.Equal((true, 26L, 1), (verdict.IsWhole, verdict.Entries, verdict.LostSigned));
        await platform.RewriteFromAsync(20);
        Assert.Equal(JournalBreakKind.OtherThanSigned, (await platform.VerdictAsync()).Break!.Kind);
    }

    private async Task<Installation> CreateAsync()
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

        public Journal Journal { get; } = new(database, fixture.Provider, clock);

        public JournalService Service => new(database, Journal, settings, clock);

        /// <summary>Returns an installation on the same database with its own data folder.</summary>
        public Installation OnAnotherNode()
        {
            var other = settings with { DataDirectory = settings.DataDirectory + "-other" };
            other.CreateDataDirectory();
            return new Installation(fixture.CreateContext(settings.ConnectionString), other, clock, fixture);
        }

        public Task<JournalVerdict> VerdictAsync() => Service.VerifyAsync(null, null, CancellationToken.None);

        public Task<JournalVerdict> SignAsync() => Service.SignAsync(isRestored: false, CancellationToken.None);

        public async Task AppendAndSignAsync(int entries)
        {
            await AppendAsync(entries);
            Assert.True((await SignAsync()).IsWhole);
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

        /// <summary>Changes a detail and recomputes every following hash, as a database administrator could.</summary>
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
