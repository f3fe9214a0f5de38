using Imi.Kernel.Foundation.Calendar;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests requests by two people to read hidden personal data for some days and to delete them early.</summary>
[Collection(SharedPlatforms.Requests)]
public class HiddenDataStoryTests(RunningPlatform platform)
{
    private const string Provider = "Egeo Parfums";
    private const string Correction = "El domicilio correcto es otro.";

    [SkippableFact]
    public async Task Hidden_data_are_unblocked_on_request_and_deleted_early()
    {
        var carmen = await platform.SignInAsync("carmen.ruiz");
        var lucia = await platform.SignInAsync("lucia.navarro");
        var eleni = await platform.SignInAsync("eleni.georgiou", width: 400);
        await carmen.GotoAsync("/inbox?view=closed");
        await carmen.PressAsync("main a[href='/exchanges/inactive']");
        await AssertPageAsync(carmen, "es");
        await carmen.PressAsync("table.list a");
        var exchange = new Uri(carmen.Url).AbsolutePath;
        await AssertPageAsync(carmen, "es");
        Assert.DoesNotContain(Provider, await carmen.ContentAsync(), StringComparison.Ordinal);

        await carmen.PressAsync($"main a[href='{exchange}/unblocking']");
        await AssertPageAsync(carmen, "es");
        await carmen.PressAsync("form[action$='=Ask'] button");
        Assert.Equal("#f-ground", await carmen.Locator("#errors a").First.GetAttributeAsync("href"));
        await AssertPageAsync(carmen, "es");
        await carmen.CheckAsync("input[name=ground][value=Proof]");
        await carmen.CheckAsync("#f-consent");
        await carmen.FillAsync("#f-reason", "La interesada pide que se pruebe lo que se comunicó a Chipre.");
        await carmen.FillAsync("#f-days", "5");
        await carmen.PressAsync("form[action$='=Ask'] button");
        await AssertPageAsync(carmen, "es");
        Assert.Equal(0, await carmen.Locator("form[action$='=Decide'], form[action$='=Ask']").CountAsync());

        await lucia.GotoAsync("/data-protection");
        await AssertPageAsync(lucia, "es");
        await lucia.GotoAsync("/notices");
        await lucia.PressAsync("table.list a");
        Assert.EndsWith($"{exchange}/unblocking", lucia.Url, StringComparison.Ordinal);
        await AssertPageAsync(lucia, "es");
        Assert.Contains("La interesada pide", await lucia.InnerTextAsync("main"), StringComparison.Ordinal);
        await lucia.PressAsync("form[action$='=Decide'] button[value=true]");
        await AssertPageAsync(lucia, "es");
        await lucia.GotoAsync(exchange);
        Assert.DoesNotContain(Provider, await lucia.ContentAsync(), StringComparison.Ordinal);

        await CorrectAsync(lucia, await carmen.InnerTextAsync("main .sub"));
        await lucia.GotoAsync(exchange);
        await AssertPageAsync(lucia, "es");
        Assert.DoesNotContain(Correction, await lucia.ContentAsync(), StringComparison.Ordinal);
        await carmen.GotoAsync("/notices");
        await carmen.GotoAsync(exchange);
        Assert.Contains(Correction, await carmen.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(carmen, "es");
        Assert.Contains(Provider, await carmen.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await carmen.Locator("main form[method=post]:not([action='/language']):not([action='/sign-out']), main a[href*='/act/']").CountAsync());
        await carmen.GotoAsync($"{exchange}/print");
        Assert.Contains(Provider, await carmen.ContentAsync(), StringComparison.Ordinal);

        await eleni.GotoAsync("/notices");
        await AssertPageAsync(eleni, "el");
        await eleni.PressAsync($"table.list a[href='{exchange}/unblocking']");
        await AssertPageAsync(eleni, "el");
        Assert.DoesNotContain("La interesada pide", await eleni.ContentAsync(), StringComparison.Ordinal);
        await eleni.GotoAsync(exchange);
        Assert.DoesNotContain(Provider, await eleni.ContentAsync(), StringComparison.Ordinal);

        await carmen.GotoAsync($"{exchange}/unblocking");
        await carmen.PressAsync("form[action$='=End'] button");
        await carmen.GotoAsync(exchange);
        Assert.DoesNotContain(Provider, await carmen.ContentAsync(), StringComparison.Ordinal);

        await DeleteEarlyAsync(carmen, lucia, exchange);
        await eleni.GotoAsync(exchange);
        await AssertPageAsync(eleni, "el");
        Assert.Equal(0, await eleni.Locator($"main a[href='{exchange}/unblocking']").CountAsync());
    }

    /// <summary>Records the correct information for contested data that are hidden and therefore stay unchanged.</summary>
    private static async Task CorrectAsync(IPage lucia, string about)
    {
        await lucia.GotoAsync("/data-protection/requests");
        await lucia.CheckAsync("input[name=kind][value=Rectification]");
        await lucia.FillAsync("#f-receivedOn", Iso(DeadlineCalendar.Today(TimeProvider.System)));
        await lucia.FillAsync("#f-name", "Ана Димитрова");
        await lucia.PressAsync("main form button[type=submit]");
        await lucia.FillAsync("#f-number", NumberShape().Match(about).Value);
        await lucia.PressAsync("form[action$='=Attach'] button");
        await lucia.PressAsync("form[action$='=Record'] button");
        Assert.Equal(1, await lucia.Locator("#errors a[href^='#f-correction-']").CountAsync());
        await AssertPageAsync(lucia, "es");
        await lucia.FillAsync("textarea[name=correction]", Correction);
        await lucia.PressAsync("form[action$='=Record'] button");
        await AssertPageAsync(lucia, "es");
    }

    private async Task DeleteEarlyAsync(IPage carmen, IPage lucia, string exchange)
    {
        await carmen.PressAsync($"main a[href='{exchange}/early-deletion']");
        await AssertPageAsync(carmen, "es");
        await carmen.CheckAsync("#f-consent");
        await carmen.FillAsync("#f-reason", "La interesada lo pide por escrito.");
        await carmen.PressAsync("form[action$='=Ask'] button");
        await lucia.GotoAsync("/data-protection");
        await lucia.PressAsync("#waiting a");
        await AssertPageAsync(lucia, "es");
        await lucia.PressAsync("form[action$='=Decide'] button[value=false]");
        Assert.Equal(1, await lucia.Locator("#errors a[href^='#f-answer-']").CountAsync());
        await AssertPageAsync(lucia, "es");
        await lucia.PressAsync("form[action$='=Decide'] button[value=true]");
        await AssertPageAsync(lucia, "es");
        var (exitCode, _, errors) = await platform.ImiAsync("retention", "run");
        Assert.True(exitCode == 0, errors);
        await carmen.GotoAsync(exchange);
        await AssertPageAsync(carmen, "es");
        Assert.Contains("suprimi", await carmen.InnerTextAsync("h1"), StringComparison.Ordinal);
    }
}
