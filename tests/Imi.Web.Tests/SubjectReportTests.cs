using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Testing;
using Imi.Web.Tests.Api;

namespace Imi.Web.Tests;

/// <summary>Tests that the answer to a data subject has stored machine translations below the originals if the officer ticks the box.</summary>
public sealed partial class SubjectReportTests
{
    private const string Provider = "Lumen Quijote SL";

    [Fact]
    public async Task The_answer_has_machine_translations_in_words_where_the_officer_wants_them()
    {
        await using var engine = new LibreTranslateServer { MoreSources = ["es"] };
        await engine.StartAsync();
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__Translation__Engines__0__Kind"] = "LibreTranslate",
                ["Imi__Translation__Engines__0__Address"] = engine.Address,
            }
        );
        await platform.InitializeAsync();
        try
        {
            var spain = await platform.ApiAsync("carmen.ruiz");
            var exchange = (await RequestOverApi.DraftAsync(spain)).Id();
            await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{exchange}/actions/send", new { }));
            var message = new { text = $"{Provider} ha escrito.", language = "es" };
            await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{exchange}/messages", message));
            await RequestOverApi.DoneAsync(await spain.PostAsync($"exchanges/{exchange}/translations?target=en", null));

            using var officer = await PageSession.SignInAsync(platform.Host.Address, "lucia.navarro");
            await officer.PostAsync("/data-protection/requests", "/language", ("language", "en"));
            var address = await AnsweredAsync(officer, exchange);
            Assert.Contains("name=\"translations\"", await officer.GetAsync(address), StringComparison.Ordinal);
            Assert.Empty(await TranslationsAsync(officer, $"{address}/report.json"));
            var translation = Assert.Single(await TranslationsAsync(officer, $"{address}/report.json?translations=true"));
            Assert.Contains("ha escrito.", translation.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.StartsWith("en:", translation.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.StartsWith(
                "Machine translation (original: Spanish), LibreTranslate, ",
                translation.GetProperty("note").GetString(),
                StringComparison.Ordinal
            );
            var (plain, translated) = (
                await officer.DownloadAsync($"{address}/report.pdf"),
                await officer.DownloadAsync($"{address}/report.pdf?translations=true")
            );
            Assert.Equal("%PDF"u8.ToArray(), translated[..4]);
            Assert.NotEqual(plain.Length, translated.Length);
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private static async Task<string> AnsweredAsync(PageSession officer, string exchange)
    {
        const string page = "/data-protection/requests";
        var (_, address) = await officer.PostAsync(
            page,
            page,
            ("authority", AuthorityField().Match(await officer.GetAsync(page)).Groups[1].Value),
            ("kind", "Access"),
            ("receivedOn", DeadlineCalendar.Today(TimeProvider.System).ToString("yyyy-MM-dd", null)),
            ("name", Provider),
            ("words", Provider)
        );
        address = address.Split('?')[0];
        await officer.PostAsync(address, $"{address}?handler=Attach", ("exchange", exchange));
        await officer.PostAsync(address, $"{address}?handler=Answer", ("decision", "Granted"));
        return address;
    }

    private static async Task<IReadOnlyList<JsonElement>> TranslationsAsync(PageSession officer, string address) =>
        [
            .. JsonDocument
                .Parse(await officer.GetAsync(address))
                .RootElement.GetProperty("exchanges")
                .EnumerateArray()
                .SelectMany(one => one.GetProperty("data").EnumerateArray())
                .SelectMany(text => text.GetProperty("machineTranslations").EnumerateArray()),
        ];

    [GeneratedRegex("name=\"authority\"[^>]*>?[^>]*value=\"([0-9a-f-]{36})\"", RegexOptions.None, 1000)]
    private static partial Regex AuthorityField();
}
