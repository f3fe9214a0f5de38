using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests the deactivation of an authority with the hand-over of its open exchanges, and the search in the directory on a phone.</summary>
[Collection(SharedPlatforms.Modules)]
public class HandOverStoryTests(RunningPlatform platform)
{
    [SkippableFact]
    public async Task A_coordinator_deactivates_an_authority_and_hands_its_exchanges_over_to_a_successor()
    {
        var coordinator = await platform.SignInAsync("nuria.castano");
        await coordinator.GotoAsync("/authorities?country=ES&search=medicamentos");
        await coordinator.Locator("table.list a:has-text('Agencia Española de Medicamentos')").First.PressAsync("Enter");
        await coordinator.WaitForURLAsync("**/authorities/*-*");
        var authority = new Uri(coordinator.Url).AbsolutePath;
        await coordinator.GotoAsync($"{authority}/deactivation");
        await AssertPageAsync(coordinator, "es");
        await coordinator.PressAsync("main form button.ecl-button--primary");
        Assert.Equal(2, await coordinator.Locator("#errors li").CountAsync());
        await AssertPageAsync(coordinator, "es");
        await coordinator.SelectOptionAsync("#f-successor-ecommerce", new SelectOptionValue { Label = "Dirección General de Consumo" });
        await coordinator.CheckAsync("input[name=reason][value=TasksMoved]");
        await coordinator.PressAsync("main form button.ecl-button--primary");
        Assert.Contains("Dirección General de Consumo", await coordinator.InnerTextAsync("section[aria-labelledby=history]"), StringComparison.Ordinal);
        await AssertPageAsync(coordinator, "es");

        var successor = await platform.SignInAsync("carmen.ruiz");
        await successor.GotoAsync("/notices");
        Assert.Contains("Traspasado", await successor.InnerTextAsync("main"), StringComparison.Ordinal);
        await coordinator.GotoAsync($"{authority}/merge");
        await AssertPageAsync(coordinator, "es");
    }

    [SkippableFact]
    public async Task The_directory_finds_an_authority_by_its_competence_on_a_phone()
    {
        var phone = await platform.SignInAsync("carmen.ruiz", width: 400);
        await phone.GotoAsync("/authorities?country=CY&module=ecommerce&search=medicamentos");
        Assert.Contains("Medicamentos", await phone.InnerTextAsync("table.list .why"), StringComparison.Ordinal);
        Assert.Equal(1, await phone.Locator("#contacts").CountAsync());
        Assert.Equal(0, await phone.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await AssertPageAsync(phone, "es");
    }
}
