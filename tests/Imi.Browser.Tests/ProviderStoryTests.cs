using Imi.Testing;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests sign-in with an external account.</summary>
public sealed class ProviderStoryTests : IAsyncLifetime
{
    private readonly OpenIdProvider _provider = new();
    private RunningPlatform _platform = null!;

    public async Task InitializeAsync()
    {
        await _provider.StartAsync();
        _platform = new RunningPlatform(_provider.Settings);
        await _platform.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_registered_officer_signs_in_through_the_provider_and_a_stranger_reads_why_it_is_refused()
    {
        var administrator = await _platform.SignInAsync("nuria.castano");
        await administrator.GotoAsync("/my-authority");
        var authority = System
            .Text.RegularExpressions.Regex.Match(
                await administrator.ContentAsync(),
                "/authorities/[0-9a-f-]{36}",
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            .Value;
        await administrator.GotoAsync($"{authority}/mandates?module=ecommerce");
        await administrator.FillAsync("#f-person-name", "Δέσποινα Ξένου");
        await administrator.FillAsync("#f-email", "despina@provider.example");
        await administrator.FillAsync("#f-user-name", "despina.xenou");
        await administrator.SelectOptionAsync("#f-language", "el");
        await administrator.CheckAsync("form[action$='handler=Person'] input[name=roles][value=Handler]");
        await administrator.PressAsync("form[action$='handler=Person'] button[type=submit]");
        await administrator.Locator(".note.good").WaitForAsync();

        var page = await _platform.OpenAsync();
        _provider.Account = new ProviderAccount("stranger", "stranger@provider.example");
        await page.GotoAsync("/sign-in");
        await AssertPageAsync(page, "en", true);
        await page.PressAsync("form[action='/sign-in/provider'] button");
        var text = await page.Locator("main .note.warn").InnerTextAsync();
        Assert.True(text.Contains("no user is registered here", StringComparison.Ordinal), $"{text}{Environment.NewLine}{_platform.Output}");
        await AssertPageAsync(page, "en", true);
        await page.PressAsync("main a.ecl-button");

        _provider.Account = new ProviderAccount("despina", "despina@provider.example");
        for (var time = 0; time < 2; time++)
        {
            await page.PressAsync("form[action='/sign-in/provider'] button");
            await page.Locator("header .me").WaitForAsync();
            await page.Locator("main h1").WaitForAsync();
            Assert.Equal("el", await page.GetAttributeAsync("html", "lang"));
            await page.GotoAsync("/profile/sign-in");
            await page.Locator("form[action$='handler=Shut']").WaitForAsync();
            await AssertPageAsync(page, "el", true);
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
            await page.PressAsync("form[action='/sign-out'] button");
            await page.Locator("form[action='/sign-in/provider']").WaitForAsync();
        }
    }
}
