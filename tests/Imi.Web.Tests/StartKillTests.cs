using System.Diagnostics;
using System.Globalization;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Testing;
using Imi.Testing.Databases;
using Imi.Testing.Upgrades;
using Microsoft.EntityFrameworkCore;

namespace Imi.Web.Tests;

/// <summary>
/// Kills the platform at random moments of a first start and of an upgrade: the next start must complete the work without help.
/// IMI_TEST_KILLS sets the number of kills, IMI_TEST_SEED their random moments.
/// </summary>
public abstract class StartKillTests(DatabaseFixture fixture)
{
    private readonly int _seed = Environment.GetEnvironmentVariable("IMI_TEST_SEED") is { } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    [SkippableFact]
    public async Task The_next_start_completes_a_first_start_that_was_killed_at_any_moment()
    {
        Contents? expected = null;
        var undisturbed = TimeSpan.Zero;
        var random = new Random(_seed);
        for (var kill = 0; kill <= Kills(1); kill++)
        {
            var connectionString = fixture.NewConnectionString();
            await using var host = new PlatformProcess(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Imi__Database__Provider"] = fixture.Provider.Kind.ToString(),
                    ["Imi__Database__ConnectionString"] = connectionString,
                }
            );
            var moment = undisturbed * random.NextDouble();
            if (kill > 0)
            {
                host.Begin();
                await Task.Delay(moment);
                await host.KillAsync();
            }

            var started = Stopwatch.StartNew();
            await host.StartAsync();
            undisturbed = kill == 0 ? started.Elapsed : undisturbed;
            Assert.False(host.Output.Contains("Exception", StringComparison.Ordinal), $"Killed after {moment} (seed {_seed}): {host.Output}");
            await host.KillAsync();

            // Makes the states comparable: the killed start may or may not have processed the deadlines.
            var (ended, _, problems) = await host.ImiAsync("deadlines", "run");
            Assert.True(ended == 0, problems);
            await using var database = fixture.CreateContext(connectionString);
            var contents = await ContentsAsync(database);
            expected ??= contents;
            Assert.True(contents == expected, $"Killed after {moment} (seed {_seed}): {contents} instead of {expected}");
        }

        Assert.True(expected is { Exchanges: > 0, People: > 0 }, $"{expected}");
    }

    [SkippableFact]
    public async Task The_next_start_completes_an_upgrade_that_was_killed_at_any_moment()
    {
        var undisturbed = TimeSpan.Zero;
        var random = new Random(_seed);
        for (var kill = 0; kill <= Kills(4); kill++)
        {
            var folder = Path.Combine(fixture.DataDirectory, $"upgrade-{kill}");
            var settings = new DatabaseSettings(fixture.Provider.Kind, fixture.NewConnectionString(), folder);
            await fixture.MigrateAsync(settings);
            var moment = undisturbed * random.NextDouble();
            if (kill > 0)
            {
                using var killed = NextVersionProcess.Start(settings);
                await Task.Delay(moment);
                await killed.KillAsync();
            }

            var started = Stopwatch.StartNew();
            using var one = NextVersionProcess.Start(settings);
            using var other = NextVersionProcess.Start(settings);
            foreach (var (exitCode, said) in await Task.WhenAll(one.EndAsync(), other.EndAsync()))
                Assert.True(exitCode == 0, $"Killed after {moment} (seed {_seed}): {said}");
            undisturbed = kill == 0 ? started.Elapsed : undisturbed;
            await using var database = fixture.CreateContext(settings.ConnectionString);
            Assert.Equal(NextVersion.Migration, (await database.Database.GetAppliedMigrationsAsync()).Last());
            Assert.Equal(
                NextVersion.Rows,
                await database.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM \"{NextVersion.Table}\"").SingleAsync()
            );
            Assert.Equal(1, await database.Set<JournalHead>().CountAsync());
            AssertBackedUp(folder);
        }
    }

    /// <summary>Asserts that a backup before the upgrade exists, if the platform makes one for this kind of database.</summary>
    protected abstract void AssertBackedUp(string dataDirectory);

    private static int Kills(int usually) =>
        Environment.GetEnvironmentVariable("IMI_TEST_KILLS") is { } kills ? int.Parse(kills, CultureInfo.InvariantCulture) : usually;

    private static async Task<Contents> ContentsAsync(ImiDbContext database) =>
        new(
            await database.Set<Authority>().CountAsync(),
            await database.Set<ImiUser>().CountAsync(),
            await database.Set<Exchange>().CountAsync(),
            await database.Set<ExchangeKey>().CountAsync(),
            string.Join(
                ' ',
                await database
                    .Set<Exchange>()
                    .GroupBy(exchange => exchange.State)
                    .OrderBy(states => states.Key)
                    .Select(states => states.Key + states.Count())
                    .ToListAsync()
            )
        );

    private sealed record Contents(int Authorities, int People, int Exchanges, int Keys, string States);
}

public sealed class SqliteStartKillTests(SqliteDatabaseFixture fixture) : StartKillTests(fixture), IClassFixture<SqliteDatabaseFixture>
{
    protected override void AssertBackedUp(string dataDirectory)
    {
        // The backup precedes the upgrade, so that a complete one exists whenever the process was killed.
        foreach (var half in (string[])["content", "keys"])
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(dataDirectory, "before-upgrade", half), "*.json"));
    }
}

public sealed class PostgreSqlStartKillTests(PostgreSqlDatabaseFixture fixture) : StartKillTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>
{
    protected override void AssertBackedUp(string dataDirectory) => Assert.False(Directory.Exists(Path.Combine(dataDirectory, "before-upgrade")));
}

public sealed class SqlServerStartKillTests(SqlServerDatabaseFixture fixture) : StartKillTests(fixture), IClassFixture<SqlServerDatabaseFixture>
{
    protected override void AssertBackedUp(string dataDirectory) => Assert.False(Directory.Exists(Path.Combine(dataDirectory, "before-upgrade")));
}
