using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Hosting;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.SeedData;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;

namespace Imi.Benchmarks;

/// <summary>Compares the directory of a network of IMI's size with the same statements in plain ADO.NET, and measures importing it as a table.</summary>
internal sealed partial class DirectoryBench(BenchOptions options)
{
    /// <summary>The role of a process that records the pages.</summary>
    public const string Record = "record-directory";

    private const int Authorities = 12_600;
    private const int People = 44_000;
    private const int Asked = 60;

    private const string Authority = "{authority}";

    private static readonly IReadOnlyList<(string Name, string Title, string Person, string Path)> Cases =
    [
        ("first", "Directory, first page", ScaleNetwork.Officer, "/authorities"),
        ("country", "Directory, large country", ScaleNetwork.Officer, $"/authorities?country={ScaleNetwork.LargeCountry}"),
        ("latin", "Name in Latin", ScaleNetwork.Officer, "/authorities?search=consumo"),
        ("transliterated", "Name by transliteration", ScaleNetwork.Officer, "/authorities?search=prostasias%20katanaloti"),
        ("review", "Coordinator's yearly review", ScaleNetwork.Coordinator, "/authorities/review"),
        ("mandates", "Coordinator's mandates page", ScaleNetwork.Coordinator, $"{Authority}/mandates?module=ecommerce"),
        (
            "keyword",
            "Keyword and country",
            ScaleNetwork.Officer,
            $"/authorities?country={ScaleNetwork.LargeCountry}&module=ecommerce&keyword=consumer-protection"
        ),
    ];

    /// <summary>Runs the benchmark and prints the results.</summary>
    public async Task RunAsync()
    {
        await ImportAsync();
        var folder = await EnsureAsync();
        var recorded = Path.Combine(options.DataDirectory, "recorded-directory");
        await OwnProcess.RunAsync(Record, folder, recorded);
        await using var platform = await ServedApp.PlatformAsync(folder, signIn: true);
        await using var floor = await ServedApp.BareAsync(BareApps.Floor, recorded);
        using var bare = new HttpClient { BaseAddress = floor.Address };
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Authorities} authorities, {People} people; {Asked} requests one after the other, alternating with the floor's"
            )
        );
        Console.WriteLine($"  {"page", -28} {"statements", 10} {"bytes", 7} {"p95 ms", 8} {"floor p95", 9} {"ratio", 6}");
        foreach (var (name, title, person, pattern) in Cases)
        {
            using var http = await Session.SignInAsync(platform.Address, person);
            var path = await AddressAsync(http, pattern);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var request = 0; request < Asked + 20; request++)
            {
                var (page, least) = (await TimeAsync(http, path), await TimeAsync(bare, $"/{name}"));
                if (request < 20)
                    continue; // The first requests warm up.
                ours.Add(page);
                theirs.Add(least);
            }

            var recording = RecordedPage.Read(Path.Combine(recorded, $"{name}.json"));
            var (own, lower) = (Late(ours), Late(theirs));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {title, -28} {recording.Statements.Count, 10} {recording.Body.Length, 7} {own, 8:0.0} {lower, 9:0.0} {own / lower, 6:0.00}"
                )
            );
        }
    }

    /// <summary>Runs each page in this process and records its statements and bytes for the floor.</summary>
    public static async Task RecordAsync(string database, string folder)
    {
        Directory.CreateDirectory(folder);
        await using var plain = new WebApplicationFactory<Program>();
        await using var factory = plain.WithWebHostBuilder(host =>
            host.UseContentRoot(AppContext.BaseDirectory)
                .UseEnvironment("Staging")
                .UseSetting("Imi:Demonstration", "true")
                .UseSetting("Imi:DataDirectory", database)
        );
        using var recorder = new StatementRecorder();
        foreach (var (name, _, person, pattern) in Cases)
        {
            using var http = factory.CreateClient();
            await Session.SignInAsync(http, person);
            var path = await AddressAsync(http, pattern);
            await http.GetAsync(path);
            var page = new[] { await recorder.RecordAsync(http, path), await recorder.RecordAsync(http, path) }.MinBy(one => one.Statements.Count)!;
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(page));
        }
    }

    /// <summary>Measures reading a table of the whole network, previewing it, importing it and previewing it again.</summary>
    private async Task ImportAsync()
    {
        var folder = Path.Combine(options.DataDirectory, "import");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await using var services = GeneratedData.Open(folder);
        await services.GetRequiredService<ImiComposition>().PrepareAsync(services, CancellationToken.None);
        await ScaleNetwork.SeedAsync(services, 1, 0, null, CancellationToken.None);
        var (places, _) = await ScaleNetwork.PlacesAsync(services, CancellationToken.None);
        using var table = new MemoryStream();
        await RegistryTable.WriteAsync(
            table,
            isWorkbook: true,
            ScaleNetwork.Entries(Authorities, places).Skip(1).Select(entry => (ImportService.Another, entry)).ToAsyncEnumerable(),
            [],
            CancellationToken.None
        );
        var read = Stopwatch.StartNew();
        var rows = RegistryTable.Read(table.ToArray(), "network.xlsx", int.MaxValue).Rows!;
        read.Stop();
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Table of {rows.Count} rows (.xlsx, {table.Length / 1024} KB): read in {read.Elapsed.TotalSeconds:0.0} s"
            )
        );
        foreach (var (what, isDryRun) in ((string, bool)[])[("previewed", true), ("imported", false), ("previewed again", true)])
        {
            await using var scope = services.CreateAsyncScope();
            var watch = Stopwatch.StartNew();
            var report = await scope.ServiceProvider.GetRequiredService<ImportService>().ImportAsync(rows, isDryRun, null, null, CancellationToken.None);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {what, -16} {watch.Elapsed.TotalSeconds, 6:0.0} s  {report.Registered} registered, {report.Unchanged} unchanged, "
                        + $"{report.Problems.Count} problems"
                )
            );
        }
    }

    /// <summary>Returns the address of a case, with the first generated authority of the large country as its authority.</summary>
    private static async Task<string> AddressAsync(HttpClient http, string pattern) =>
        !pattern.StartsWith(Authority, StringComparison.Ordinal)
            ? pattern
            : pattern.Replace(
                Authority,
                FirstAuthority().Match(await http.GetStringAsync($"/authorities?country={ScaleNetwork.LargeCountry}&search=office")).Value,
                StringComparison.Ordinal
            );

    [GeneratedRegex("/authorities/[0-9a-f-]{36}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstAuthority();

    private async Task<string> EnsureAsync()
    {
        var folder = Path.Combine(options.DataDirectory, string.Create(CultureInfo.InvariantCulture, $"network-{Authorities}-{People}"));
        var mark = Path.Combine(folder, "complete");
        await using var services = GeneratedData.Open(folder);
        string model;
        await using (var scope = services.CreateAsyncScope())
            model = scope.ServiceProvider.GetRequiredService<ImiDbContext>().Database.GetMigrations().Last();
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == model)
            return folder;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await services.GetRequiredService<ImiComposition>().PrepareAsync(services, CancellationToken.None);
        await ScaleNetwork.SeedAsync(services, Authorities, People, null, CancellationToken.None);
        await File.WriteAllTextAsync(mark, model);
        return folder;
    }

    private static async Task<double> TimeAsync(HttpClient http, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await http.GetAsync(path);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Returns the 95th percentile.</summary>
    private static double Late(List<double> times) => times.Order().ElementAt((int)(times.Count * 0.95));
}
