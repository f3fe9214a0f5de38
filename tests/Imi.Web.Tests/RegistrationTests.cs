using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Tests the pages for registering authorities, their people and their data-protection officers.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private readonly DemonstrationPlatform _platform = new();

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task A_coordinator_registers_an_authority_with_a_mandate_and_an_officer_who_begins_an_exchange()
    {
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        const string Page = "/authorities/register?country=ES";
        var id = Hidden("id", await coordinator.GetAsync(Page));

        var wrong = await coordinator.PostAsync(
            Page,
            Page,
            ("id", id),
            ("kind", "CompetentAuthority"),
            ("name.es", "Dirección General de <Consumo>"),
            ("email", "nobody")
        );
        Assert.Contains("con una @, por ejemplo", wrong.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"Dirección General de <Consumo>\"", wrong.Page, StringComparison.Ordinal);

        var fields = new[]
        {
            ("id", id),
            ("kind", "CompetentAuthority"),
            ("name.es", "Dirección General del Consumo"),
            ("informal-title", "Directorate General for Consumers"),
            ("languages", "es"),
            ("languages", "en"),
            ("email", "oficina@consumo.es.example"),
        };
        var alike = await coordinator.PostAsync(Page, Page, fields);
        Assert.Contains("Directorate-General for Consumer Affairs", alike.Page, StringComparison.Ordinal);
        var registered = await coordinator.PostAsync(Page, Page, [.. fields, ("another", "true")]);
        Assert.Equal($"/authorities/{id}?registered=true", registered.Address);

        var mandates = $"/authorities/{id}/mandates?module=ecommerce";
        await coordinator.PostAsync(mandates, $"{mandates}&handler=Save", ("procedure", "request"), ("capacities.request", "Sender"));
        var person = Hidden("person", await coordinator.GetAsync(mandates));
        var incomplete = await coordinator.PostAsync(
            mandates,
            $"{mandates}&handler=Person",
            ("person", person),
            ("person-name", "Pilar Ríos"),
            ("email", "pilar@consumo.es.example"),
            ("user-name", "Pilar Ríos"),
            ("language", "es")
        );
        Assert.Contains("value=\"Pilar Ríos\"", incomplete.Page, StringComparison.Ordinal);
        await coordinator.PostAsync(
            mandates,
            $"{mandates}&handler=Person",
            ("person", person),
            ("person-name", "Pilar Ríos"),
            ("email", "pilar@consumo.es.example"),
            ("user-name", "pilar.rios"),
            ("language", "es"),
            ("roles", "Handler")
        );

        using var officer = await PageSession.SignInAsync(_platform.Host.Address, "pilar.rios");
        Assert.Contains("Dirección General del Consumo", await officer.GetAsync("/exchanges/new"), StringComparison.Ordinal);
        await officer.GetAsync("/authorities/register", HttpStatusCode.NotFound);
        await officer.GetAsync($"/authorities/{id}/entry", HttpStatusCode.NotFound);
        Assert.Contains("Dirección General del Consumo", await coordinator.GetAsync($"/authorities/{id}/entry"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_protection_officer_is_appointed_opens_the_oversight_page_and_later_loses_access()
    {
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        var authority = Regex
            .Match(await coordinator.GetAsync("/my-authority"), "/authorities/(?<id>[0-9a-f-]{36})", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["id"]
            .Value;
        var page = $"/authorities/{authority}/officers";
        var person = Hidden("person", await coordinator.GetAsync(page));
        var wrong = await coordinator.PostAsync(
            page,
            $"{page}?handler=New",
            ("person", person),
            ("person-name", "Pilar Ríos"),
            ("email", "nobody"),
            ("user-name", "pilar.rios"),
            ("language", "es")
        );
        Assert.Contains("value=\"Pilar Ríos\"", wrong.Page, StringComparison.Ordinal);
        Assert.Contains("con una @, por ejemplo", wrong.Page, StringComparison.Ordinal);
        await coordinator.PostAsync(
            page,
            $"{page}?handler=New",
            ("person", person),
            ("person-name", "Pilar Ríos"),
            ("email", "pilar@dpo.es.example"),
            ("user-name", "pilar.rios"),
            ("language", "es")
        );

        using var officer = await PageSession.SignInAsync(_platform.Host.Address, "pilar.rios");
        await officer.GetAsync("/data-protection");
        await officer.GetAsync(page, HttpStatusCode.NotFound);
        using var stranger = await PageSession.SignInAsync(_platform.Host.Address, "carmen.ruiz");
        await stranger.GetAsync(page, HttpStatusCode.NotFound);

        var refused = await coordinator.PostAsync(page, $"{page}?handler=Dismiss", ("person", person));
        Assert.Contains("«Mandatos y funciones»", refused.Page, StringComparison.Ordinal);
        var mandates = $"/authorities/{authority}/mandates?module=ecommerce";
        var ended = await coordinator.PostAsync(mandates, $"{mandates}&handler=End", ("person", person), ("reason", "OtherTasks"));
        Assert.DoesNotContain("Pilar Ríos", ended.Page, StringComparison.Ordinal);
        Assert.Contains("handler=Prefer", await stranger.GetAsync("/profile"), StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Prefer", await officer.GetAsync("/profile"), StringComparison.Ordinal);
    }

    private static string Hidden(string name, string page) =>
        Regex.Match(page, $"name=\"{name}\" value=\"(?<id>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["id"].Value;
}
