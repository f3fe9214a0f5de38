using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Sqlite;
using Imi.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Imi.Web.Tests;

/// <summary>
/// Kills the real retention process repeatedly during its work and then completes the work with two processes at once: the result must
/// equal that of an undisturbed run. IMI_TEST_KILLS sets the number of kills, IMI_TEST_SEED their random moments.
/// </summary>
public sealed class RetentionKillTests : IAsyncLifetime
{
    private const int Lanes = 2;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("IMI_TEST_KILLS") ?? "20", CultureInfo.InvariantCulture);
    private static readonly int Exchanges = Math.Max(400, 64 * Kills / Lanes); // A batch is 50.
    private readonly int _seed = Environment.GetEnvironmentVariable("IMI_TEST_SEED") is { } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    /// <summary>Disables profile-guided optimization, which costs short-lived processes more than it gains.</summary>
    private static readonly Dictionary<string, string> ShortLived = new(StringComparer.Ordinal) { ["DOTNET_TieredPGO"] = "0" };

    private readonly PlatformProcess _template = new(ShortLived);

    public async Task InitializeAsync()
    {
        await AssertDoneAsync(_template, "seed", "scale", "--exchanges", $"{Exchanges}", "--authorities", "20");
        await using var database = Open(_template);
        await ComeDueAsync(database);
    }

    public async Task DisposeAsync() => await _template.DisposeAsync();

    [Fact]
    public async Task Killed_runs_do_everything_once_and_end_in_the_same_state_as_an_undisturbed_run()
    {
        await using var undisturbed = await CopyAsync();
        await AssertDoneAsync(undisturbed, "retention", "run");
        var expected = await StateAsync(undisturbed);
        Assert.True(expected.Ledger.Count > Exchanges, $"Only {expected.Ledger.Count} actions: too few for the kills to hit.");

        var inTheMiddle = 0;
        var lanes = Enumerable.Range(0, Lanes).ToList();
        await Parallel.ForEachAsync(
            lanes,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (lane, _) =>
            {
                await using var platform = await CopyAsync();
                var random = new Random(_seed + lane);
                for (var kill = 0; kill < Kills / Lanes; kill++)
                    Interlocked.Add(ref inTheMiddle, await KillAsync(platform, random) ? 1 : 0);

                using var one = platform.BeginImi("retention", "run", "--batch", "50");
                using var other = platform.BeginImi("retention", "run", "--batch", "50");
                await Task.WhenAll(one.WaitForExitAsync(CancellationToken.None), other.WaitForExitAsync(CancellationToken.None));
                await AssertSameAsync(expected, platform, $"seed {_seed}, lane {lane}");
            }
        );
        Assert.True(inTheMiddle >= Kills / 4, $"Only {inTheMiddle} of {Kills} kills interrupted the work.");
    }

    /// <summary>Kills the process at a random moment: sometimes during its start, mostly shortly after its first ledger entry.</summary>
    /// <returns>Whether the kill interrupted the work.</returns>
    private static async Task<bool> KillAsync(PlatformProcess platform, Random random)
    {
        var ledger = new FileInfo(Path.Combine(platform.DataDirectory, "retention-ledger.log"));
        var before = ledger.Exists ? ledger.Length : 0;
        using var tool = platform.BeginImi("retention", "run", "--batch", "50");
        if (random.Next(5) == 0)
        {
            await Task.Delay(random.Next(200, 1_200));
        }
        else
        {
            for (var started = Stopwatch.StartNew(); started.Elapsed < TimeSpan.FromSeconds(60) && !tool.HasExited && LengthOf(ledger) == before; )
                await Task.Delay(1);
            await Task.Delay(random.Next(0, 25));
        }

        var isWorking = !tool.HasExited && LengthOf(ledger) != before;
        if (!tool.HasExited)
            tool.Kill();
        await tool.WaitForExitAsync();
        return isWorking;
    }

    private static long LengthOf(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }

    private async Task<PlatformProcess> CopyAsync()
    {
        var copy = new PlatformProcess(ShortLived);
        SqliteConnection.ClearAllPools();
        foreach (var path in Directory.GetFiles(_template.DataDirectory, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.DataDirectory, Path.GetRelativePath(_template.DataDirectory, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            await using var from = File.OpenRead(path);
            await using var into = File.Create(to);
            await from.CopyToAsync(into);
        }

        return copy;
    }

    private static ImiDbContext Open(PlatformProcess platform)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        SqliteDatabase.Configure(options, DatabaseSettings.Embedded(platform.DataDirectory).ConnectionString);
        return new ImiDbContext(options.Options);
    }

    /// <summary>
    /// Makes closed exchanges due for hiding and half of them for deletion too, drafts and former users due for removal, and some exchanges
    /// due for a warning.
    /// </summary>
    private static async Task ComeDueAsync(ImiDbContext database)
    {
        var today = DeadlineCalendar.Today(TimeProvider.System);
        DateOnly? past = today.AddDays(-2);
        DateOnly? soon = today.AddDays(5);
        var closed = await database
            .Set<Exchange>()
            .Where(exchange => exchange.Phase == Phase.Closed)
            .OrderBy(exchange => exchange.Id)
            .Select(exchange => exchange.Id)
            .ToListAsync();
        var (warned, hidden, deleted) = (closed.Take(20).ToList(), closed.Skip(20).ToList(), closed.Skip(20).Where((_, index) => index % 2 == 0).ToList());
        await database
            .Set<Exchange>()
            .Where(exchange => warned.Contains(exchange.Id))
            .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.HideOn, soon).SetProperty(exchange => exchange.WarnOn, past));
        await database
            .Set<Exchange>()
            .Where(exchange => hidden.Contains(exchange.Id))
            .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.HideOn, past));
        var people = await database.Set<ImiUser>().OrderBy(user => user.Id).Select(user => user.Id).ToListAsync();
        var former = people.Where((_, index) => index % 2 == 0).ToList();
        DateTime? ended = new DateTime(2023, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        await database
            .Set<ImiUser>()
            .Where(user => former.Contains(user.Id))
            .ExecuteUpdateAsync(change => change.SetProperty(user => user.EndedAt, ended).SetProperty(user => user.DeleteOn, past));
        await database
            .Set<Exchange>()
            .Where(exchange => deleted.Contains(exchange.Id) || exchange.Phase == Phase.Draft)
            .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.DeleteOn, past));
    }

    private static async Task<EndState> StateAsync(PlatformProcess platform)
    {
        await using var database = Open(platform);
        var exchanges = await database.Set<Exchange>().AsNoTracking().OrderBy(exchange => exchange.Id).ToListAsync();
        return new EndState(
            [
                .. exchanges.Select(exchange =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{exchange.Id} {exchange.Phase} {exchange.State} {exchange.HideOn} {exchange.DeleteOn} {exchange.WarnOn} "
                            + $"{exchange.About.Length} {exchange.CreatedById} {exchange.HiddenAt is null} {exchange.DeletedAt is null}"
                    )
                ),
            ],
            [
                .. (await database.Set<LedgerEntry>().AsNoTracking().ToListAsync())
                    .Select(entry => $"{entry.ConcernedId} {entry.Action} {entry.Rule}")
                    .Order(StringComparer.Ordinal),
            ],
            [.. (await database.Set<ExchangeKey>().Select(key => key.ExchangeId).ToListAsync()).Order()],
            await database.Set<ContentDocument>().CountAsync(),
            await database.Set<StatisticAnswer>().CountAsync(),
            await database.Set<TimelineEntry>().CountAsync(entry => entry.What == KernelActions.HidingNear),
            await database.Set<Participation>().CountAsync(part => part.View != InboxView.None),
            [.. (await database.Set<ImiUser>().IgnoreQueryFilters().Select(user => user.Id).ToListAsync()).Order()]
        );
    }

    private static async Task AssertSameAsync(EndState expected, PlatformProcess platform, string when)
    {
        var state = await StateAsync(platform);
        Assert.True(state.Ledger.Count == state.Ledger.Distinct(StringComparer.Ordinal).Count(), $"Something was done twice ({when}).");
        Assert.True(expected.Exchanges.SequenceEqual(state.Exchanges, StringComparer.Ordinal), $"Exchanges differ ({when}).");
        Assert.True(expected.Ledger.SequenceEqual(state.Ledger, StringComparer.Ordinal), $"The ledgers differ ({when}).");
        Assert.True(expected.Keys.SequenceEqual(state.Keys), $"The remaining keys differ ({when}).");
        Assert.True(
            expected.Users.SequenceEqual(state.Users) && state.Ledger.Any(line => line.Contains("UserDeleted", StringComparison.Ordinal)),
            $"The remaining users differ ({when})."
        );
        Assert.Equal((expected.Contents, expected.Facts, expected.Warnings, expected.Listed), (state.Contents, state.Facts, state.Warnings, state.Listed));
        await using var database = Open(platform);
        var file = (await File.ReadAllLinesAsync(Path.Combine(platform.DataDirectory, "retention-ledger.log"))).Select(line => line.Split('|')[^1]);
        Assert.True(
            (await database.Set<LedgerEntry>().OrderBy(entry => entry.Sequence).Select(entry => entry.Hash).ToListAsync()).SequenceEqual(
                file,
                StringComparer.Ordinal
            ),
            $"The ledger and its file differ ({when})."
        );
        var status = await AssertDoneAsync(platform, "retention", "status", "--json");
        Assert.True(JsonDocument.Parse(status).RootElement.GetProperty("isWhole").GetBoolean(), $"The ledger is broken ({when}).");
        await AssertDoneAsync(platform, "audit", "verify");
    }

    private static async Task<string> AssertDoneAsync(PlatformProcess platform, params string[] arguments)
    {
        var (exitCode, output, errors) = await platform.ImiAsync(arguments);
        Assert.True(exitCode == 0, $"imi {string.Join(' ', arguments)}: {output}{errors}");
        return output;
    }

    private sealed record EndState(
        IReadOnlyList<string> Exchanges,
        IReadOnlyList<string> Ledger,
        IReadOnlyList<Guid> Keys,
        int Contents,
        int Facts,
        int Warnings,
        int Listed,
        IReadOnlyList<Guid> Users
    );
}
