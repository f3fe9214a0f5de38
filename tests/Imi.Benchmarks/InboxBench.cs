using System.Globalization;
using System.Text.Json;
using Imi.SeedData;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Imi.Benchmarks;

/// <summary>Compares the inbox of an officer and of a coordinator, the worst case, with its floor and with a small database.</summary>
internal sealed class InboxBench(BenchOptions options)
{
    /// <summary>The role of a process that records the pages.</summary>
    public const string Record = "record";

    private const int Authorities = 500;

    /// <summary>
    /// The measured pages. The small database for the officer has few authorities, so that the officer has as many
    /// exchanges in both and only the size of the database differs. The coordinator coordinates 500 authorities in both.
    /// </summary>
    private static readonly IReadOnlyList<Case> Cases =
    [
        new("officer-todo", "Officer, to do", ScaleData.Officer, "/inbox", IsShare: true),
        new("officer-all", "Officer, all", ScaleData.Officer, "/inbox?view=all", IsShare: true),
        new("coordinator-todo", "Coordinator of 500, to do", ScaleData.Coordinator, "/inbox", IsShare: false),
        new("coordinator-attention", "Coordinator of 500, attention", ScaleData.Coordinator, "/inbox?view=attention", IsShare: false),
        new("coordinator-all", "Coordinator of 500, all", ScaleData.Coordinator, "/inbox?view=all", IsShare: false),
    ];

    private IEnumerable<Case> Chosen => Cases.Where(one => options.Case is null || one.Name == options.Case);

    /// <summary>Runs the benchmark and prints the results.</summary>
    public async Task RunAsync()
    {
        var many = await GeneratedData.EnsureAsync(options.DataDirectory, options.Exchanges, Authorities);
        var few = await GeneratedData.EnsureAsync(options.DataDirectory, options.Few, Authorities);
        var share = await GeneratedData.EnsureAsync(options.DataDirectory, options.Few, Math.Max(2, Authorities * options.Few / options.Exchanges));
        var recorded = Path.Combine(options.DataDirectory, "recorded");
        await OwnProcess.RunAsync(Record, many, recorded);
        var pages = Cases.ToDictionary(one => one.Name, one => RecordedPage.Read(FileOf(recorded, one)), StringComparer.Ordinal);
        await using var large = await ServedApp.PlatformAsync(many, signIn: true);
        await CompareWithFloorAsync(large, recorded, pages);
        await using var small = await ServedApp.PlatformAsync(few, signIn: true);
        await using var shared = await ServedApp.PlatformAsync(share, signIn: true);
        await CompareSizesAsync(large, small, shared);
    }

    /// <summary>Runs each page in this process and records its statements and bytes for the floor.</summary>
    public static async Task RecordAsync(string database, string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await using var plain = new WebApplicationFactory<Program>();
        await using var factory = plain.WithWebHostBuilder(host =>
            host.UseContentRoot(AppContext.BaseDirectory)
                .UseEnvironment("Staging")
                .UseSetting("Imi:Demonstration", "true")
                .UseSetting("Imi:DataDirectory", database)
        );
        using var recorder = new StatementRecorder();
        foreach (var one in Cases)
        {
            using var http = factory.CreateClient();
            await Session.SignInAsync(http, one.Person);

            // The first request warms up. The recording with the fewest statements contains none of a background job.
            await http.GetAsync(one.Path);
            var page = new[] { await recorder.RecordAsync(http, one.Path), await recorder.RecordAsync(http, one.Path) }.MinBy(page => page.Statements.Count)!;
            await File.WriteAllTextAsync(FileOf(folder, one), JsonSerializer.Serialize(page));
        }
    }

    private static string FileOf(string folder, Case one) => Path.Combine(folder, $"{one.Name}.json");

    private async Task CompareWithFloorAsync(ServedApp platform, string recorded, Dictionary<string, RecordedPage> pages)
    {
        await using var floor = await ServedApp.BareAsync(BareApps.Floor, recorded);
        using var bare = new HttpClient { BaseAddress = floor.Address };
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Exchanges} exchanges, {options.Loops} requests at once, median of {options.Rounds} rounds of {options.Seconds} s each, alternating"
            )
        );
        Console.WriteLine($"  {"page", -30} {"statements", 10} {"bytes", 7} {"page/s", 8} {"floor/s", 8} {"ratio", 6}");
        foreach (var one in Chosen)
        {
            using var http = await Session.SignInAsync(platform.Address, one.Person);
            await Load.WarmAsync(http, one.Path);
            await Load.WarmAsync(bare, $"/{one.Name}");
            var (ours, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < options.Rounds; round++)
            {
                var page = await Load.ThroughputAsync(http, one.Path, options.Loops, options.Seconds);
                var least = await Load.ThroughputAsync(bare, $"/{one.Name}", options.Loops, options.Seconds);
                ours.Add(page);
                theirs.Add(least);
                ratios.Add(page / least);
            }

            var recording = pages[one.Name];
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {one.Title, -30} {recording.Statements.Count, 10} {recording.Body.Length, 7} {Load.Median(ours), 8:0} "
                        + $"{Load.Median(theirs), 8:0} {Load.Median(ratios), 6:0.00}"
                )
            );
        }
    }

    private async Task CompareSizesAsync(ServedApp large, ServedApp small, ServedApp shared)
    {
        Console.WriteLine();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Time of one page, one request at a time, {options.Few} exchanges beside {options.Exchanges}")
        );
        Console.WriteLine($"  {"page", -30} {options.Few, 8} ms {options.Exchanges, 8} ms {"ratio", 6}");
        foreach (var one in Chosen)
        {
            using var many = await Session.SignInAsync(large.Address, one.Person);
            using var few = await Session.SignInAsync((one.IsShare ? shared : small).Address, one.Person);
            await Load.WarmAsync(few, one.Path);
            await Load.WarmAsync(many, one.Path);
            var (before, after, ratios) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < options.Rounds; round++)
            {
                var little = await Load.TimeAsync(few, one.Path, options.Seconds);
                var much = await Load.TimeAsync(many, one.Path, options.Seconds);
                before.Add(little);
                after.Add(much);
                ratios.Add(much / little);
            }

            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {one.Title, -30} {Load.Median(before), 11:0.00} {Load.Median(after), 11:0.00} {Load.Median(ratios), 6:0.00}"
                )
            );
        }
    }

    /// <summary>A page of a person.</summary>
    private sealed record Case(string Name, string Title, string Person, string Path, bool IsShare);
}
