using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Imi.Web.Tests.Api;
using Xunit.Abstractions;

namespace Imi.Web.Tests;

/// <summary>What a click costs: an exchange is loaded and decrypted once for each request, with a fixed small number of statements.</summary>
public sealed partial class ClickTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly RecordedHost _host = new();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_request_loads_an_exchange_once()
    {
        var (spain, allocator, cyprus) = (
            await _host.Platform.ApiAsync("carmen.ruiz"),
            await _host.Platform.ApiAsync("andreas.christou"),
            await _host.Platform.ApiAsync("eleni.georgiou")
        );
        using var carmen = await PageSession.SignInAsync(_host.Address, "carmen.ruiz");
        using var eleni = await PageSession.SignInAsync(_host.Address, "eleni.georgiou");
        var (byPage, byApi) = ((await RequestOverApi.DraftAsync(spain)).Id(), (await RequestOverApi.DraftAsync(spain)).Id());
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(61).ToString("yyyy-MM-dd", null);
        await CountFormAsync("save a step, page", 0, carmen, $"/exchanges/{byPage}/edit?step=timing", ("a.replyBy", day), ("a.urgent", "no"), ("go", "next"));
        await CountAsync(
            "save a draft, API",
            0,
            () => DoneAsync(spain.PutAsJsonAsync($"exchanges/{byApi}/answers", new { answers = RequestOverApi.Answers() }))
        );
        await CountFormAsync("send, page", 0, carmen, $"/exchanges/{byPage}/act/send");
        await CountAsync("send, API", 0, () => DoneAsync(spain.PostAsJsonAsync($"exchanges/{byApi}/actions/send", new { })));
        foreach (var id in (string[])[byPage, byApi])
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

        await CountAsync("open, page", 0, () => eleni.GetAsync($"/exchanges/{byPage}"));
        await CountAsync("open, API", 0, () => DoneAsync(cyprus.GetAsync($"exchanges/{byApi}")));
        await CountAsync(
            "attach, page",
            0,
            () => eleni.UploadAllAsync($"/exchanges/{byPage}/files", $"/exchanges/{byPage}/files", "file", ("order.txt", Encoding.UTF8.GetBytes("Cease.")))
        );
        await CountAsync("attach, API", 0, () => DoneAsync(cyprus.PostAsync($"exchanges/{byApi}/attachments?name=order.txt", new StringContent("Cease."))));
        await CountFormAsync(
            "reply, page",
            0,
            eleni,
            $"/exchanges/{byPage}/act/reply",
            ("a.competent", "yes"),
            ("a.outcome", "measures-taken"),
            ("a.measuresTaken", "cease"),
            ("a.description", "Cease.")
        );
        await CountAsync(
            "reply, API",
            0,
            () =>
                DoneAsync(
                    cyprus.PostAsJsonAsync(
                        $"exchanges/{byApi}/actions/reply",
                        new
                        {
                            answers = new
                            {
                                competent = "yes",
                                outcome = "measures-taken",
                                measuresTaken = new[] { "cease" },
                                description = "Cease.",
                            },
                        }
                    )
                )
        );
        await GrantAsync();
    }

    private async Task GrantAsync()
    {
        using var coordinator = await PageSession.SignInAsync(_host.Address, "nuria.castano");
        var found = await coordinator.GetAsync("/authorities?country=ES&search=Ordenaci%C3%B3n%20del%20Juego");
        var page = $"{Authority().Match(found[found.IndexOf("<tbody", StringComparison.Ordinal)..]).Value}/mandates?module=ecommerce";
        (string, string)[] shown = [.. MandatesPageTests.Fields(await coordinator.GetAsync(page)), ("capacities.notification", "Recipient")];
        await CountAsync("grant a mandate, page", 0, () => coordinator.PostAsync(page, $"{page}&handler=Save", shown));
    }

    /// <summary>Counts a form that a page shows, from its submission to the page that follows.</summary>
    private async Task CountFormAsync(string click, int most, PageSession session, string page, params (string, string)[] fields)
    {
        var revision = Revision().Match(await session.GetAsync(page)).Groups["value"].Value;
        await CountAsync(click, most, () => session.PostAsync(page, page, [.. fields, ("revision", revision)]));
    }

    private async Task CountAsync(string click, int most, Func<Task> action)
    {
        var requests = await _host.RecordAsync(action);
        var print = new StringBuilder(click).Append(": ");
        foreach (var request in requests)
        {
            print.Append($"\n  {request.Name}: {request.Loads} loads, {request.Keys} keys, {request.Statements.Count} statements");
            if (Environment.GetEnvironmentVariable("SHOW") is not null)
                foreach (var statement in request.Statements)
                    print.Append("\n      ").Append(Regex.Replace(statement, @"\s+", " ")[..Math.Min(200, Regex.Replace(statement, @"\s+", " ").Length)]);
        }

        output.WriteLine(print.ToString());
        Console.WriteLine(print.ToString());
        Assert.True(most == 0 || requests.Sum(request => request.Statements.Count) <= most);
    }

    private static async Task<System.Text.Json.JsonElement> DoneAsync(Task<HttpResponseMessage> response) => await RequestOverApi.DoneAsync(await response);

    [GeneratedRegex("/authorities/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex Authority();

    [GeneratedRegex("name=\"revision\" value=\"(?<value>[0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Revision();
}
