using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Dom;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Web.Tests;

/// <summary>Tests that page, list and API agree about the state, the turns and the deadlines of an exchange.</summary>
[Collection(OnePlatform.Name)]
public class PageAndApiConsistencyTests(DemonstrationPlatform platform)
{
    [Theory]
    [InlineData("carmen.ruiz")]
    [InlineData("eleni.georgiou")]
    [InlineData("greta.lorenz")]
    [InlineData("claire.martin")]
    [InlineData("petros.loizou")]
    [InlineData("yiannis.aristidou")]
    [InlineData("helena.lindqvist")]
    public async Task Page_list_and_API_agree_about_each_exchange(string userName)
    {
        using var session = await PageSession.SignInAsync(platform.Host.Address, userName);
        var list = await ReadAsync(session, "/inbox?view=all");
        var language = list.DocumentElement.GetAttribute("lang")!;
        var rows = list.QuerySelectorAll("table.list tbody tr")
            .ToDictionary(row => row.QuerySelector("td.exchange a")!.GetAttribute("href")!, StringComparer.Ordinal);
        using var api = await platform.ApiAsync(userName, language);
        var page = await api.GetFromJsonAsync<JsonElement>("exchanges?view=all&sort=due&limit=100");
        var compared = 0;
        foreach (var item in page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("phase").GetString() != "draft"))
        {
            var id = item.GetProperty("id").GetGuid();
            var exchange = await api.GetFromJsonAsync<JsonElement>($"exchanges/{id}");
            foreach (var name in (string[])["number", "state", "stateTitle", "phase", "waitsFor", "turns"])
                Assert.Equal((name, Of(exchange, name)), (name, Of(item, name)));
            var own = exchange.GetProperty("yourTurns").EnumerateArray().Select(Read).ToList();
            var open = own.Count > 0 ? own : [.. exchange.GetProperty("turns").EnumerateArray().Select(Read)];
            Assert.Equal((id, own.Count > 0), (id, item.TryGetProperty("yourTask", out _)));

            var turn = (await ReadAsync(session, $"/exchanges/{id}")).QuerySelector("section.turn");
            if (exchange.GetProperty("sight").GetString() == "informed")
            {
                Assert.Equal((null, 0), (turn, open.Count)); // Who was only informed learns nothing of the course.
                continue;
            }

            var shown = turn!;
            var mayAct = own.Count > 0 && exchange.GetProperty("actions").GetArrayLength() > 0; // The turn may be assigned to a colleague.
            Assert.True(
                mayAct ? !shown.ClassList.Contains("calm") : shown.ClassList.Contains("calm") || shown.ClassList.Contains("late"),
                $"{id}: {shown.ClassName}"
            );
            foreach (var (title, due) in open)
                AssertSays(shown.Text(), title, due, language);
            if (rows.TryGetValue($"/exchanges/{id}", out var row))
            {
                Assert.Equal(exchange.GetProperty("stateTitle").GetString(), row.QuerySelector(".state")!.Text());
                foreach (var (title, due) in own.Count > 0 ? open.Take(1) : open)
                    AssertSays(row.Text(), title, due, language);
                compared++;
            }
        }

        Assert.NotEqual(0, compared);
    }

    private static void AssertSays(string text, string? title, DateOnly? due, string language)
    {
        if (title is not null)
            Assert.Contains(title, text, StringComparison.OrdinalIgnoreCase);
        if (due is { } day)
            Assert.Contains(Languages.Day(day, language), text, StringComparison.Ordinal);
    }

    /// <remarks>For a decision on a proposed date the page shows the date instead of the title of the task.</remarks>
    private static (string? Title, DateOnly? Due) Read(JsonElement turn) =>
        (
            turn.GetProperty("task").GetString() == TaskDefinition.DateProposal ? null : turn.GetProperty("title").GetString(),
            turn.TryGetProperty("dueOn", out var due) ? DateOnly.Parse(due.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : null
        );

    private static string Of(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetRawText() : "";

    private static async Task<IDocument> ReadAsync(PageSession session, string address)
    {
        var source = await session.DownloadAsync(address);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(Encoding.UTF8.GetString(source)));
    }
}
