using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Web.Tests.Api;

namespace Imi.Web.Tests;

/// <summary>Tests what people see of an exchange whose personal data are hidden, and its access log.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class RetentionPageTests(DemonstrationPlatform platform)
{
    private const string Provider = "Egeo Parfums";

    [Fact]
    public async Task The_parties_find_a_hidden_exchange_in_a_separate_list_without_its_content()
    {
        foreach (var (person, counterpart) in ((string, string)[])[("carmen.ruiz", "Chipre"), ("eleni.georgiou", "Ισπανία"), ("lucia.navarro", "Chipre")])
        {
            using var session = await PageSession.SignInAsync(platform.Host.Address, person);
            var list = await session.GetAsync("/exchanges/inactive");
            var exchange = Address().Match(list).Value;
            Assert.Contains(counterpart, list, StringComparison.Ordinal);
            Assert.DoesNotContain(Provider, list, StringComparison.Ordinal);

            var shell = await session.GetAsync(exchange);
            Assert.DoesNotContain(Provider, shell, StringComparison.Ordinal);
            Assert.Contains("1024/2012", shell, StringComparison.Ordinal);
            Assert.DoesNotContain(exchange, await session.GetAsync("/inbox?view=all"), StringComparison.Ordinal);
            Assert.Contains("href=\"/exchanges/inactive\"", await session.GetAsync("/inbox?view=closed"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Outsiders_find_nothing_of_a_hidden_exchange()
    {
        using var party = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var exchange = Address().Match(await party.GetAsync("/exchanges/inactive")).Value;
        using var stranger = await PageSession.SignInAsync(platform.Host.Address, "klaus.weber");
        Assert.DoesNotContain(exchange, await stranger.GetAsync("/exchanges/inactive"), StringComparison.Ordinal);
        foreach (var page in (string[])["", "/unblocking", "/early-deletion", "/retention"])
            await stranger.GetAsync(exchange + page, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_access_log_shows_a_party_who_in_its_own_authority_opened_an_exchange()
    {
        using var spain = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var exchange = Address().Match(await spain.GetAsync("/inbox?view=waiting")).Value;
        await spain.GetAsync($"{exchange}/print");
        Assert.Contains($"{exchange}/access-log", await spain.GetAsync(exchange), StringComparison.Ordinal);
        var log = await spain.GetAsync($"{exchange}/access-log");
        Assert.Contains("Impreso", log, StringComparison.Ordinal);
        Assert.Contains("Carmen Ruiz", log, StringComparison.Ordinal);
        using var stranger = await PageSession.SignInAsync(platform.Host.Address, "eszter.fodor");
        await stranger.GetAsync($"{exchange}/access-log", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_API_returns_the_days_but_no_content_of_a_hidden_exchange()
    {
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var id = Address().Match(await session.GetAsync("/exchanges/inactive")).Value.Split('/')[^1];
        using var spain = await platform.ApiAsync("carmen.ruiz");
        var exchange = JsonDocument.Parse(await spain.GetStringAsync($"exchanges/{id}")).RootElement;
        Assert.Equal(("hidden", "shell", ""), (Text("phase"), Text("sight"), Text("about")));
        Assert.Empty(exchange.GetProperty("answers").EnumerateObject());
        var (hidden, deleted) = (DateOnly.Parse(Text("hiddenOn"), null), DateOnly.Parse(Text("deletedOn"), null));
        Assert.True(hidden < deleted, $"{hidden} {deleted}");

        var draft = await RequestOverApi.DraftAsync(spain);
        Assert.Equal((false, true), (draft.TryGetProperty("hiddenOn", out _), draft.TryGetProperty("deletedOn", out _)));

        string Text(string name) => exchange.GetProperty(name).GetString()!;
    }

    [GeneratedRegex("/exchanges/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
