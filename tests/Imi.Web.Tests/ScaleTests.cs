using System.Diagnostics;
using System.Text.RegularExpressions;
using Imi.Hosting;
using Imi.Kernel.Foundation.Persistence;
using Imi.SeedData;
using Imi.Testing;
using Imi.Web.Pages.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Imi.Web.Tests;

/// <summary>
/// Tests the pages of the registry on a network of thousands of authorities: the number of statements must not grow, and no result set may
/// exceed what a page needs. The benchmarks measure the pages on a network of IMI's size.
/// </summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private static readonly (int Authorities, int People) Small = (200, 700);
    private static readonly (int Authorities, int People) Large = (3_000, 10_500);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The names of all regions are the largest result set of these pages; one page of a list is much smaller.</summary>
    private const int MostRows = 250;

    /// <summary>The measured pages with the person who opens them.</summary>
    private static readonly (string Person, string Path)[] Pages =
    [
        (ScaleNetwork.Officer, "/authorities"),
        (ScaleNetwork.Officer, $"/authorities?country={ScaleNetwork.LargeCountry}"),
        (ScaleNetwork.Officer, "/authorities?search=office"),
        (ScaleNetwork.Officer, "/authorities?search=prostasias%20katanaloti"),
        (ScaleNetwork.Officer, $"/authorities?country={ScaleNetwork.LargeCountry}&module=ecommerce&keyword=consumer-protection"),
        (ScaleNetwork.Officer, "{authority}"),
        (ScaleNetwork.Coordinator, "{authority}"),
        (ScaleNetwork.Coordinator, "{authority}/mandates?module=ecommerce"),
        (ScaleNetwork.Coordinator, "{authority}/officers"),
        (ScaleNetwork.Coordinator, "{authority}/entry"),
        (ScaleNetwork.Coordinator, "/my-authority"),
        (ScaleNetwork.Coordinator, "/authorities/review"),
        (ScaleNetwork.Coordinator, "/authorities/invitations"),
        (ScaleNetwork.Coordinator, "/authorities/register"),
        (ScaleNetwork.Coordinator, "/authorities/import"),
    ];

    [Fact]
    public async Task A_page_of_the_registry_needs_as_many_statements_on_a_large_network_as_on_a_small_one()
    {
        var (few, many) = (await MeasureAsync(Small), await MeasureAsync(Large));
        foreach (var (page, before) in few)
        {
            var after = many[page];
            output.WriteLine($"{after.Statements.Count, 3} statements, at most {after.Rows, 3} rows: {page}");
            Assert.True(
                before.Statements.Count == after.Statements.Count,
                $"{page}: {string.Join(Environment.NewLine, after.Statements.Except(before.Statements))}"
            );
            Assert.InRange(after.Rows, 0, MostRows);
        }
    }

    private async Task<Dictionary<string, Asked>> MeasureAsync((int Authorities, int People) size)
    {
        var folder = Directory.CreateTempSubdirectory("imi-scale-").FullName;
        try
        {
            var watch = Stopwatch.StartNew();
            await SeedAsync(folder, size);
            output.WriteLine($"{size}: {watch.Elapsed.TotalSeconds:0.0} s");
            return await AskAsync(folder);
        }
        finally
        {
            await Eventually.TrueAsync(Patience, () => Task.FromResult(IsRemoved(folder)), () => $"{folder} is still written to.");
        }
    }

    /// <summary>Deletes the folder; fails while a stopped host of this process still closes its files.</summary>
    private static bool IsRemoved(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task SeedAsync(string folder, (int Authorities, int People) size)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(DatabaseSettings.DataDirectorySetting, folder)]).Build();
        var composition = ImiComposition.Read(configuration);
        await using var services = composition
            .AddServices(new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(composition).AddLogging())
            .BuildServiceProvider();
        await composition.PrepareAsync(services, CancellationToken.None);
        await ScaleNetwork.SeedAsync(services, size.Authorities, size.People, null, CancellationToken.None);
    }

    private static async Task<Dictionary<string, Asked>> AskAsync(string folder)
    {
        await using var plain = new WebApplicationFactory<PostFormTagHelper>();
        await using var factory = plain.WithWebHostBuilder(host =>
            host.UseContentRoot(AppContext.BaseDirectory).UseEnvironment("Development").UseSetting("Imi:DataDirectory", folder)
        );
        using var listener = new Listener();
        factory.ClientOptions.BaseAddress = new Uri("https://localhost");
        factory.Server.PreserveExecutionContext = true; // Separates the statements of the page from those of background jobs.
        var asked = new Dictionary<string, Asked>(StringComparer.Ordinal);
        foreach (var group in Pages.GroupBy(page => page.Person))
        {
            using var http = factory.CreateClient();
            await SignInAsync(http, group.Key);
            var authority = Regex
                .Match(
                    await http.GetStringAsync($"/authorities?country={ScaleNetwork.LargeCountry}&search=office"),
                    "/authorities/[0-9a-f-]{36}",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
                .Value;
            foreach (var (person, path) in group)
            {
                var address = path.Replace("{authority}", authority, StringComparison.Ordinal);
                (await http.GetAsync(address)).EnsureSuccessStatusCode(); // The first request fills caches.

                // A page occasionally also checks whether modules have changed.
                Asked[] twice = [await Listener.CountAsync(GetAsync), await Listener.CountAsync(GetAsync)];
                asked.Add($"{person} {path}", twice.MinBy(one => one.Statements.Count)!);

                async Task GetAsync() => (await http.GetAsync(address)).EnsureSuccessStatusCode();
            }
        }

        return asked;
    }

    private static async Task SignInAsync(HttpClient http, string userName)
    {
        for (
            var patience = Stopwatch.StartNew();
            !(await http.GetStringAsync("/health/ready")).Contains("\"isReady\":true", StringComparison.Ordinal);
            await Task.Delay(200)
        )
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2));
        var token = Regex
            .Match(
                await http.GetStringAsync("/sign-in"),
                "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            .Groups[1]
            .Value;
        using var form = new FormUrlEncodedContent([new("userName", userName), new("__RequestVerificationToken", token)]);
        using var signedIn = await http.PostAsync("/sign-in", form);
        Assert.True(signedIn.RequestMessage!.RequestUri!.AbsolutePath != "/sign-in", await signedIn.Content.ReadAsStringAsync());
    }

    /// <summary>The database access of a page.</summary>
    private sealed class Asked
    {
        /// <summary>The SQL statements.</summary>
        public List<string> Statements { get; } = [];

        /// <summary>The largest number of rows that one statement returned.</summary>
        public int Rows { get; set; }
    }

    private sealed class Listener : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<Asked?> Current = new();
        private readonly List<IDisposable> _subscriptions = [];

        public Listener() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public static async Task<Asked> CountAsync(Func<Task> doing)
        {
            var asked = Current.Value = new Asked();
            await doing();
            Current.Value = null;
            return asked;
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                _subscriptions.Add(
                    value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name || name == RelationalEventId.DataReaderDisposing.Name)
                );
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Current.Value is not { } asked)
                return;
            lock (asked)
            {
                if (value.Value is DataReaderDisposingEventData read)
                    asked.Rows = Math.Max(asked.Rows, read.ReadCount);
                else if (value.Value is CommandEventData command)
                    asked.Statements.Add(command.Command.CommandText);
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _subscriptions.ForEach(one => one.Dispose());
    }
}
