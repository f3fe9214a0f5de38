using System.Diagnostics;
using System.Globalization;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.SeedData;
using Microsoft.Data.Sqlite;

namespace Imi.Benchmarks;

/// <summary>
/// Compares blocking and deletion with hand-written statements that have the same effect in one transaction and without hashes,
/// which are a lower bound, and measures how long officers wait meanwhile.
/// </summary>
internal sealed class RetentionBench(BenchOptions options)
{
    private const int Authorities = 500;
    private const string Past = "2020-01-02";
    private const string Future = "2099-01-02";
    private const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string MakeHidingDue = $"UPDATE Exchanges SET HideOn = '{Past}', DeleteOn = '{Future}', WarnOn = NULL WHERE Phase = 'Closed'";
    private const string MakeDeletingDue = $"UPDATE Exchanges SET DeleteOn = '{Past}' WHERE Phase = 'Hidden'";

    private static readonly string HideByHand = $"""
        CREATE TEMP TABLE due AS SELECT Id FROM Exchanges WHERE Phase = 'Closed' AND HideOn <= '{Past}';
        CREATE UNIQUE INDEX temp.due_id ON due (Id);
        UPDATE Exchanges SET Phase = 'Hidden', HiddenAt = '2026-11-26 00:00:00', ExaminedBy = NULL, PlatformActsFrom = NULL, Revision = Revision + 1
            WHERE Id IN (SELECT Id FROM due);
        {LeaveLists}
        """;

    private static readonly string DeleteByHand = $"""
        CREATE TEMP TABLE due AS SELECT Id FROM Exchanges WHERE Phase = 'Hidden' AND DeleteOn <= '{Past}'
            AND Id NOT IN (SELECT ExchangeId FROM Holds WHERE EndedAt IS NULL);
        CREATE UNIQUE INDEX temp.due_id ON due (Id);
        DELETE FROM ExchangeKeys WHERE ExchangeId IN (SELECT Id FROM due);
        DELETE FROM ContentDocuments WHERE ExchangeId IN (SELECT Id FROM due);
        DELETE FROM Attachments WHERE ExchangeId IN (SELECT Id FROM due);
        DELETE FROM Holds WHERE ExchangeId IN (SELECT Id FROM due);
        DELETE FROM Assignments WHERE ExchangeId IN (SELECT Id FROM due);
        UPDATE Timeline SET UserId = '00000000-0000-0000-0000-000000000000', ContentId = NULL, AssignedIds = '[]' WHERE ExchangeId IN (SELECT Id FROM due);
        UPDATE Exchanges SET Phase = 'Deleted', DeletedAt = '2026-11-26 00:00:00', About = x'', CreatedById = '00000000-0000-0000-0000-000000000000',
            WarnOn = NULL, Revision = Revision + 1 WHERE Id IN (SELECT Id FROM due);
        {LeaveLists}
        """;

    private const string LeaveLists = $"""
        UPDATE Participations SET View = CASE View WHEN 'None' THEN 'None' ELSE 'Inactive' END, UnblockedUntil = NULL, UnblockedFor = NULL,
            SortDue = '9999-12-31', AttentionFrom = '9999-12-31'
            WHERE ExchangeId IN (SELECT Id FROM due) AND (View NOT IN ('None', 'Inactive')
            OR SortDue < '9999-12-31' OR AttentionFrom < '9999-12-31' OR UnblockedUntil IS NOT NULL);
        DELETE FROM Notices WHERE ExchangeId IN (SELECT Id FROM due);
        DELETE FROM ReadMarks WHERE ExchangeId IN (SELECT Id FROM due);
        INSERT INTO Ledger (Sequence, At, ConcernedId, Action, Rule, PreviousHash, Hash)
            SELECT (SELECT COALESCE(MAX(Sequence), 0) FROM Ledger) + row_number() OVER (), '2026-11-26 00:00:00', Id, 'Hidden', 'due {Past}',
                '{NoHash}', '{NoHash}' FROM due;
        DROP TABLE due;
        """;

    /// <summary>Runs the benchmark and prints the results.</summary>
    public async Task RunAsync()
    {
        var template = await GeneratedData.EnsureAsync(options.DataDirectory, options.Exchanges, Authorities);
        var (engine, read, hand) = (Copy(template, "engine"), Copy(template, "read"), Copy(template, "hand"));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Retention of {options.Exchanges} exchanges"));
        var quiet = await ReadWhileAsync(read, Task.Delay(TimeSpan.FromSeconds(options.Seconds)));
        foreach (var (name, due, byHand) in new[] { ("hiding", MakeHidingDue, HideByHand), ("deleting", MakeDeletingDue, DeleteByHand) })
        {
            foreach (var folder in (string[])[engine, read, hand])
                Execute(folder, due);
            var floor = Stopwatch.StartNew();
            Execute(hand, byHand);
            floor.Stop();
            var (rows, took, peak) = await SweepAsync(engine);
            var (own, best) = (rows / took.TotalSeconds, rows / floor.Elapsed.TotalSeconds);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {name, -9} {rows, 8} exchanges  {own, 8:0}/s   by hand {best, 8:0}/s   ratio {own / best:0.00}   managed memory at most "
                        + $"{peak / 1_000_000} MB"
                )
            );
            var busy = await ReadWhileAsync(read, SweepAsync(read));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"            an officer's list meanwhile: p95 {busy:0.0} ms, without {quiet:0.0} ms, {busy / quiet:0.00} times"
                )
            );
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(engine, recursive: true);
        Directory.Delete(read, recursive: true);
        Directory.Delete(hand, recursive: true);
    }

    /// <summary>Runs all due retention with the platform's service.</summary>
    private static async Task<(int Rows, TimeSpan Took, long Peak)> SweepAsync(string folder)
    {
        await Task.Yield();
        await using var services = GeneratedData.Open(folder);
        await using var scope = services.CreateAsyncScope();
        var retention = scope.ServiceProvider.GetRequiredService<RetentionSweepService>();
        await retention.DueAsync(new DateOnly(2020, 1, 1), CancellationToken.None); // Build the EF Core model before the measurement.
        var peak = 0L;
        var watch = Stopwatch.StartNew();
        var report = await retention.RunAsync(
            new RetentionOrder { IsConfirmed = true },
            new Sampling(() => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false))),
            CancellationToken.None
        );
        watch.Stop();
        return report.Failure is null
            ? (report.Counts.Hidden + report.Counts.Deleted, watch.Elapsed, peak)
            : throw new InvalidOperationException(report.Failure);
    }

    /// <summary>Reads an officer's list repeatedly until the work is done.</summary>
    /// <returns>The 95th percentile of the response time in milliseconds.</returns>
    private static async Task<double> ReadWhileAsync(string folder, Task work)
    {
        await using var services = GeneratedData.Open(folder);
        var times = new List<double>();
        while (!work.IsCompleted)
        {
            await using var scope = services.CreateAsyncScope();
            var watch = Stopwatch.StartNew();
            var actor = await scope.ServiceProvider.GetRequiredService<UserService>().ActorAsync(ScaleData.Officer, CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<InboxQuery>().ListAsync(new InboxFilter(), actor!, CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(15);
        }

        times.Sort();
        return times.Count > 0 ? times[(int)(times.Count * 0.95)] : 0;
    }

    private static string Copy(string template, string name)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"imi-bench-{name}-{Environment.ProcessId}");
        foreach (var path in Directory.GetFiles(template, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(template, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(path, to);
        }

        return folder;
    }

    private static void Execute(string folder, string sql)
    {
        using var connection = new SqliteConnection(DatabaseSettings.Embedded(folder).ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText =
            $"PRAGMA journal_mode = wal; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; BEGIN IMMEDIATE; {sql}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    private sealed class Sampling(Action sample) : IProgress<RetentionProgress>
    {
        public void Report(RetentionProgress value) => sample();
    }
}
