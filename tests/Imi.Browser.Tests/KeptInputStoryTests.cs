using System.Globalization;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests that input survives pauses, the menu, a change of language, Stop, the end of the session, a second tab and a change of device.</summary>
[Collection(SharedPlatforms.Requests)]
public class KeptInputStoryTests(RunningPlatform platform)
{
    private const string Typed = "Aurora Digital Trading Ltd, ολόκληρο";

    [SkippableTheory]
    [InlineData(1280, 900)]
    [InlineData(400, 800)]
    public async Task A_draft_survives_the_menu_another_language_the_Stop_button_and_a_second_tab(int width, int height)
    {
        var page = await platform.SignInAsync("carmen.ruiz", width, height);
        var step = await DraftStepAsync(page);

        // A pause saves and shows the time.
        await page.FillAsync("#f-providerName", Typed);
        Assert.Contains(
            (await MostAsync(page, "#f-providerName-left") - Typed.Length).ToString(null, CultureInfo.InvariantCulture),
            await page.InnerTextAsync("#f-providerName-left"),
            StringComparison.Ordinal
        );
        await page.WaitForFunctionAsync("() => /[0-9]{2}:[0-9]{2}/.test(document.querySelector('#draft [data-saved]').textContent)");

        // Leaving the page saves.
        await page.FillAsync("#f-legalForm", "Ltd, typed last");
        await page.GotoAsync("/inbox?view=drafts");
        await page.GotoAsync(step);
        Assert.Equal((Typed, "Ltd, typed last"), (await page.InputValueAsync("#f-providerName"), await page.InputValueAsync("#f-legalForm")));

        // A change of language keeps unsaved input.
        await page.FillAsync("#f-providerAddress", "Odos Ermou 1");
        await ChooseLanguageAsync(page, "de");
        Assert.Equal("Odos Ermou 1", await page.InputValueAsync("#f-providerAddress"));
        await AssertPageAsync(page, "de");
        await ChooseLanguageAsync(page, "es");
        Assert.Equal("Odos Ermou 1", await page.InputValueAsync("#f-providerAddress"));

        // The person stops the page while it saves, and saves again.
        await page.RouteAsync("**/edit?**", _ => Task.CompletedTask);
        await page.EvaluateAsync("() => { document.querySelector('button[name=go][value=save].ecl-button').click(); setTimeout(() => window.stop(), 300); }");
        await page.UnrouteAllAsync(new PageUnrouteAllOptions { Behavior = UnrouteBehavior.IgnoreErrors });
        await page.WaitForFunctionAsync("() => !document.querySelector('#draft').dataset.sent");
        await page.PressAsync("button[name=go][value=save].ecl-button");
        await page.Locator(".note.good").WaitForAsync();
        Assert.Equal("Odos Ermou 1", await page.InputValueAsync("#f-providerAddress"));

        // After a second tab deleted the draft, the first one still shows the input and who deleted it.
        await page.FillAsync("#f-registrationNumber", "HE 415 777");
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync($"{step[..step.IndexOf("/edit", StringComparison.Ordinal)]}/act/delete-draft");
        await SubmitAsync(second);
        await page.PressAsync("button[name=go][value=next].ecl-button");
        var kept = await page.InnerTextAsync("main");
        Assert.Contains("Carmen Ruiz", kept, StringComparison.Ordinal);
        Assert.Contains("HE 415 777", kept, StringComparison.Ordinal);
        await AssertPageAsync(page, "es");
    }

    /// <summary>Returns the maximum length of a field.</summary>
    private static async Task<int> MostAsync(IPage page, string counter) =>
        int.Parse((await page.GetAttributeAsync(counter, "data-most"))!, CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task A_draft_survives_the_end_of_the_session()
    {
        var page = await platform.SignInAsync("carmen.ruiz");
        await DraftStepAsync(page);
        await page.FillAsync("#f-providerName", Typed);
        await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "imi-session" });
        await page.PressAsync("button[name=go][value=save].ecl-button");
        Assert.Equal(1, await page.Locator(".note.warn").CountAsync());

        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await page.PressAsync("button[value='carmen.ruiz']");
        await page.PressAsync("main form button[type=submit]");

        Assert.Equal(Typed, await page.InputValueAsync("#f-providerName"));
        Assert.Equal(1, await page.Locator(".note.good").CountAsync());
    }

    [SkippableFact]
    public async Task An_unsent_answer_is_available_to_its_author_on_another_device()
    {
        var desk = await platform.SignInAsync("eleni.georgiou");
        await desk.GotoAsync("/inbox?view=todo");
        var act = await desk.Locator("table.list tbody a[href*='/exchanges/']")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        var refuse = await FirstWithAsync(desk, act, "refuse");
        await desk.GotoAsync(refuse);
        await desk.FillAsync("#f-explanation", "Ο πάροχος δεν είναι");
        await desk.WaitForFunctionAsync("() => /[0-9]{2}:[0-9]{2}/.test(document.querySelector('#act [data-saved]').textContent)");

        var phone = await platform.SignInAsync("eleni.georgiou", 400, 800);
        await phone.GotoAsync(refuse);
        Assert.Equal("Ο πάροχος δεν είναι", await phone.InputValueAsync("#f-explanation"));
        await AssertPageAsync(phone, "el");
    }

    [SkippableFact]
    public async Task The_first_screen_of_a_phone_shows_the_first_field_and_row_and_nothing_scrolls_sideways()
    {
        var page = await platform.SignInAsync("carmen.ruiz", 400, 800);
        await DraftStepAsync(page);
        Assert.InRange(await TopOfAsync(page, "#f-providerName"), 1, 799);
        await page.GotoAsync("/inbox?view=all");
        Assert.InRange(await TopOfAsync(page, "table.list tbody tr"), 1, 799);

        await page.SetViewportSizeAsync(320, 800);
        foreach (var address in (string[])["/inbox", "/exchanges/new", "/authorities", "/my-authority", "/profile", "/notices", "/help"])
        {
            await page.GotoAsync(address);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), address);
        }
    }

    /// <summary>Begins a request and opens the step about the provider.</summary>
    private static async Task<string> DraftStepAsync(IPage page)
    {
        await page.GotoAsync("/exchanges/new");
        await page.CheckAsync("input[name=choice][value$='|ecommerce|request']");
        await page.PressAsync("main form button[type=submit]");
        var step = $"{new Uri(page.Url).AbsolutePath}?step=provider";
        await page.GotoAsync(step);
        return step;
    }

    private static async Task ChooseLanguageAsync(IPage page, string language)
    {
        var button = page.Locator($"button[name=language][value={language}]");
        await button.EvaluateAsync("one => { for (let menu = one.closest('details'); menu; menu = menu.parentElement.closest('details')) menu.open = true; }");
        await button.ClickAsync();
        await page.WaitForFunctionAsync("language => document.documentElement.lang === language", language);
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    private static async Task<string> FirstWithAsync(IPage page, IEnumerable<string> exchanges, string action)
    {
        foreach (var exchange in exchanges)
        {
            await page.GotoAsync(exchange);
            if (await page.Locator($"main a[href$='/act/{action}']").CountAsync() > 0)
                return $"{exchange}/act/{action}";
        }

        throw new InvalidOperationException($"No exchange of the inbox offers '{action}'.");
    }

    private static Task<double> TopOfAsync(IPage page, string selector) =>
        page.EvaluateAsync<double>("selector => document.querySelector(selector).getBoundingClientRect().top", selector);
}
