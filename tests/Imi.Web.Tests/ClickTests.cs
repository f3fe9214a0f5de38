using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Testing;
using Imi.Web.Hosting;
using Imi.Web.Tests.Api;
using Xunit.Abstractions;

namespace Imi.Web.Tests;

/// <summary>
/// What a click costs: each request loads and decrypts an exchange once, and the click sends no more statements to the database than
/// docs/walkthrough.md says.
/// </summary>
public sealed partial class ClickTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly object Reply = new
    {
        answers = new
        {
            competent = "yes",
            outcome = "measures-taken",
            measuresTaken = new[] { "cease" },
            description = "Cease.",
        },
    };

    private readonly RecordedHost _host = new();
    private readonly List<(string Click, int Statements, int Loads)> _counted = [];

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_click_loads_an_exchange_once_a_request_and_costs_as_many_statements_as_documented()
    {
        var (spain, cyprus) = (await _host.Platform.ApiAsync("carmen.ruiz"), await _host.Platform.ApiAsync("eleni.georgiou"));
        using var carmen = await PageSession.SignInAsync(_host.Address, "carmen.ruiz");
        using var eleni = await PageSession.SignInAsync(_host.Address, "eleni.georgiou");
        var (byPage, byApi) = ((await RequestOverApi.DraftAsync(spain)).Id(), (await RequestOverApi.DraftAsync(spain)).Id());
        var day = DeadlineCalendar.Today(TimeProvider.System).AddDays(61).ToString("yyyy-MM-dd", null);

        await CountFormAsync(
            "Save a step of a draft, page",
            carmen,
            $"/exchanges/{byPage}/edit?step=timing",
            ("a.replyBy", day),
            ("a.urgent", "no"),
            ("go", "next")
        );
        await CountAsync("Save a draft, API", () => DoneAsync(spain.PutAsJsonAsync($"exchanges/{byApi}/answers", new { answers = RequestOverApi.Answers() })));
        await CountFormAsync("Send, page", carmen, $"/exchanges/{byPage}/act/send");
        await CountAsync("Send, API", () => DoneAsync(spain.PostAsJsonAsync($"exchanges/{byApi}/actions/send", new { })));
        await AcceptAsync(cyprus, byPage, byApi);
        await CountAsync("Open, page", () => eleni.GetAsync($"/exchanges/{byPage}"));
        await CountAsync("Open, API", () => DoneAsync(cyprus.GetAsync($"exchanges/{byApi}")));
        await CountAsync("Attach a file, page", () => AttachAsync(eleni, byPage), after: "POST");
        await CountAsync("Attach a file, API", () => DoneAsync(cyprus.PostAsync($"exchanges/{byApi}/attachments?name=order.txt", new StringContent("Cease."))));
        await CountFormAsync(
            "Reply, page",
            eleni,
            $"/exchanges/{byPage}/act/reply",
            ("a.competent", "yes"),
            ("a.outcome", "measures-taken"),
            ("a.measuresTaken", "cease"),
            ("a.description", "Cease.")
        );
        await CountAsync("Reply, API", () => DoneAsync(cyprus.PostAsJsonAsync($"exchanges/{byApi}/actions/reply", Reply)));
        await GrantAsync();
        await AssertStaticFilesAskNothingAsync(carmen);

        var documented = Documented(await File.ReadAllTextAsync(PlatformProcess.Folder("docs", "walkthrough.md")));
        Assert.Equal(documented.Select(one => one.Click), _counted.Select(one => one.Click));
        Assert.All(_counted.Zip(documented), one => Assert.True(one.First.Statements <= one.Second.Statements, $"{one.First} instead of {one.Second}"));
    }

    /// <summary>Counts a form that a page shows, from its submission to the page that follows.</summary>
    private async Task CountFormAsync(string click, PageSession session, string page, params (string, string)[] fields)
    {
        var revision = Revision().Match(await session.GetAsync(page)).Groups["value"].Value;
        await CountAsync(click, () => session.PostAsync(page, page, [.. fields, ("revision", revision)]), after: "POST");
    }

    private async Task CountAsync(string click, Func<Task> action, string after = "")
    {
        var requests = (await _host.RecordAsync(action)).SkipWhile(request => !request.Name.StartsWith(after, StringComparison.Ordinal)).ToList();
        output.WriteLine(click);
        foreach (var request in requests)
        {
            output.WriteLine($"  {request.Name}: {request.Statements.Count} statements, {request.Loads} loads");
            foreach (var statement in request.Statements)
                output.WriteLine($"    {Space().Replace(statement, " ")}"[..Math.Min(150, Space().Replace(statement, " ").Length + 4)]);
            Assert.InRange(request.Loads, 0, 1);
        }

        _counted.Add((click, requests.Sum(request => request.Statements.Count), requests.Sum(request => request.Loads)));
    }

    private async Task AcceptAsync(HttpClient cyprus, params string[] exchanges)
    {
        var allocator = await _host.Platform.ApiAsync("andreas.christou");
        foreach (var id in exchanges)
        {
            var exchange = await DoneAsync(allocator.GetAsync($"exchanges/{id}"));
            var handler = exchange
                .GetProperty("actions")
                .EnumerateArray()
                .First(action => action.GetProperty("name").GetString() == "allocate")
                .GetProperty("assignees")
                .EnumerateArray()
                .First(person => person.GetProperty("name").GetString() == "Eleni Georgiou");
            await DoneAsync(allocator.PostAsJsonAsync($"exchanges/{id}/actions/allocate", new { assignees = new[] { handler.Id() } }));
            await DoneAsync(
                cyprus.PostAsJsonAsync($"exchanges/{id}/actions/accept", new { answers = new { replyBy = exchange.GetProperty("replyBy").GetString() } })
            );
        }
    }

    private async Task GrantAsync()
    {
        using var coordinator = await PageSession.SignInAsync(_host.Address, "nuria.castano");
        var found = await coordinator.GetAsync("/authorities?country=ES&search=Agencia%20Espa%C3%B1ola%20de%20Medicamentos");
        var page = $"{Authority().Match(found[found.IndexOf("<tbody", StringComparison.Ordinal)..]).Value}/mandates?module=ecommerce";
        (string, string)[] shown = [.. MandatesPageTests.Fields(await coordinator.GetAsync(page)), ("capacities.notification", "Recipient")];
        await CountAsync("Grant a mandate, page", () => coordinator.PostAsync(page, $"{page}&handler=Save", shown), after: "POST");
    }

    private async Task AssertStaticFilesAskNothingAsync(PageSession session)
    {
        var folder = new DirectoryInfo(PlatformProcess.Folder("src", "Imi.Web", "wwwroot"));
        foreach (var file in folder.EnumerateDirectories().SelectMany(part => part.EnumerateFiles().Take(1)))
        {
            var requests = await _host.RecordAsync(() => session.DownloadAsync($"/{file.Directory!.Name}/{file.Name}"));
            Assert.Empty(Assert.Single(requests).Statements);
        }

        Assert.Equal(
            folder.EnumerateDirectories().Select(part => $"/{part.Name}").Order(StringComparer.Ordinal),
            WebHost.StaticFolders.Order(StringComparer.Ordinal)
        );
    }

    private static Task AttachAsync(PageSession session, string exchange) =>
        session.UploadAllAsync($"/exchanges/{exchange}/files", $"/exchanges/{exchange}/files", "file", ("order.txt", Encoding.UTF8.GetBytes("Cease.")));

    /// <summary>Reads the table of the document: click, statements now, statements before.</summary>
    private static IReadOnlyList<(string Click, int Statements)> Documented(string text) =>
        [.. Row().Matches(text).Select(row => (row.Groups["click"].Value, int.Parse(row.Groups["now"].Value, CultureInfo.InvariantCulture)))];

    private static async Task<JsonElement> DoneAsync(Task<HttpResponseMessage> response) => await RequestOverApi.DoneAsync(await response);

    [GeneratedRegex("/authorities/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex Authority();

    [GeneratedRegex("name=\"revision\" value=\"(?<value>[0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Revision();

    [GeneratedRegex(@"^\| (?<click>[^|]+, (page|API)) \| (?<now>[0-9]+) \| (?<before>[0-9]+) \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
