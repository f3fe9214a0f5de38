using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Tests the pages on which a coordinator suspends, deactivates and merges authorities.</summary>
public sealed class DeactivationTests : IAsyncLifetime
{
    private readonly DemonstrationPlatform _platform = new();

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Everybody_sees_the_history_of_a_deactivated_authority_but_only_coordinators_see_who_acted()
    {
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        using var officer = await PageSession.SignInAsync(_platform.Host.Address, "carmen.ruiz");
        var directory = await coordinator.GetAsync("/authorities?country=ES&search=medicamentos");
        var id = Regex
            .Match(
                directory,
                "/authorities/(?<id>[0-9a-f-]{36})\">Agencia Española de Medicamentos y Productos Sanitarios",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            .Groups["id"]
            .Value;
        var mandates = $"/authorities/{id}/mandates?module=ecommerce";
        var unsaid = await coordinator.PostAsync(mandates, $"{mandates}&handler=Suspend", ("procedure", "request"));
        Assert.Contains("Elija un motivo", unsaid.Page, StringComparison.Ordinal);
        var suspended = await coordinator.PostAsync(mandates, $"{mandates}&handler=Suspend", ("procedure", "request"), ("reason", "Reorganisation"));
        Assert.Contains("handler=Resume", suspended.Page, StringComparison.Ordinal);

        var page = $"/authorities/{id}/deactivation";
        await officer.GetAsync(page, HttpStatusCode.NotFound);
        var plan = await coordinator.GetAsync(page);
        var successor = Regex
            .Match(plan, "<option value=\"(?<id>[0-9a-f-]{36})\">Dirección General de Consumo</option>", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["id"]
            .Value;
        var unchosen = await coordinator.PostAsync(page, page, ("successor.ecommerce", successor));
        Assert.Contains($"value=\"{successor}\" selected=\"selected\"", unchosen.Page, StringComparison.Ordinal);
        var gone = await coordinator.PostAsync(page, page, ("reason", "TasksMoved"), ("successor.ecommerce", successor));
        Assert.Contains("Nuria Castaño, Ministerio de Política Territorial", gone.Page, StringComparison.Ordinal);

        var read = await officer.GetAsync($"/authorities/{id}");
        Assert.Contains("La autoridad se está reorganizando", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Nuria Castaño", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Agencia Española de Medicamentos", await officer.GetAsync("/authorities?country=ES"), StringComparison.Ordinal);
        Assert.Contains("Agencia Española de Medicamentos", await officer.GetAsync("/authorities?country=ES&gone=true"), StringComparison.Ordinal);
        await coordinator.PostAsync(page, $"{page}?handler=Reactivate");
        Assert.Contains("Agencia Española de Medicamentos", await officer.GetAsync("/authorities?country=ES"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_entries_of_one_authority_are_merged_and_the_old_address_leads_to_the_remaining_one()
    {
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        var (twin, stays) = (
            await RegisterAsync(coordinator, "Instituto Regional de Metrología"),
            await RegisterAsync(coordinator, "Instituto Regional de Metrología Legal")
        );
        var page = $"/authorities/{twin}/merge";
        var offered = await coordinator.GetAsync(page);
        var code = Regex.Match(offered, "name=\"into\" value=\"(?<code>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["code"].Value;
        Assert.Contains("Elija la ficha que se queda", (await coordinator.PostAsync(page, page)).Page, StringComparison.Ordinal);
        var merged = await coordinator.PostAsync(page, page, ("into", code));
        Assert.Equal($"/authorities/{stays}?saved=true", merged.Address);
        Assert.Contains("Fusionada con la ficha «Instituto Regional de Metrología»", merged.Page, StringComparison.Ordinal);
        using var officer = await PageSession.SignInAsync(_platform.Host.Address, "carmen.ruiz");
        Assert.Contains("Metrología Legal", await officer.GetAsync($"/authorities/{twin}"), StringComparison.Ordinal);
        await officer.GetAsync(page, HttpStatusCode.NotFound);
    }

    private static async Task<string> RegisterAsync(PageSession coordinator, string name)
    {
        const string Page = "/authorities/register?country=ES";
        var id = Regex
            .Match(await coordinator.GetAsync(Page), "name=\"id\" value=\"(?<id>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["id"]
            .Value;
        await coordinator.PostAsync(
            Page,
            Page,
            ("id", id),
            ("kind", "CompetentAuthority"),
            ("name.es", name),
            ("informal-title", name),
            ("languages", "es"),
            ("email", $"{name.Length}@metro.es.example"),
            ("another", "true")
        );
        return id;
    }
}
