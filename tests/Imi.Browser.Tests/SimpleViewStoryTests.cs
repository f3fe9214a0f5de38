using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests the simple view for an officer of a small municipality, from the mail about a request to its reply.</summary>
[Collection(SharedPlatforms.People)]
public class SimpleViewStoryTests(RunningPlatform platform)
{
    private const string UserName = "rosa.vela";
    private const string Email = "rosa@villalampara.es.example";

    [SkippableTheory]
    [InlineData(1280, true)]
    [InlineData(400, false)]
    public async Task An_occasional_user_answers_a_request_in_the_simple_view(int width, bool javaScript)
    {
        await RegisterAsync(await platform.SignInAsync("nuria.castano"));
        var cyprus = await platform.SignInAsync("eleni.georgiou");
        var exchange = await DraftAsync(
            cyprus,
            "ecommerce|request",
            "villalampara",
            ("excludedField", "none"),
            ("operatorKnown", "yes"),
            ("establishmentCertain", "yes"),
            ("providerName", "Lámparas de Villalámpara, S.L."),
            ("establishmentCountry", "ES"),
            ("webAddresses", "https://lamparas.example"),
            ("serviceDescription", "Πώληση λαμπτήρων."),
            ("serviceCategory", "marketplace"),
            ("ground", "consumers"),
            ("harm", "prejudices"),
            ("facts", "Δεν παραδίδει τις παραγγελίες."),
            ("rulesInfringed", "2005/29/ΕΚ."),
            ("measures.0.kind", "cease"),
            ("measures.0.description", "Παύση."),
            ("proportionality", "Κανένα ηπιότερο μέτρο."),
            ("replyBy", Iso(Wanted)),
            ("urgent", "no"),
            ("proceedings", "no")
        );
        var number = await SendAsync(cyprus);

        var rosa = await platform.OpenAsync(width, javaScript: javaScript);
        await rosa.GotoAsync(
            await platform.LinkAsync(Email, "/exchanges/[0-9a-f-]{36}", mail => mail.Subject?.Contains(number, StringComparison.Ordinal) == true)
        );
        await rosa.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await rosa.PressAsync($"button[value='{UserName}']");
        await rosa.Locator("#answer").WaitForAsync();
        Assert.EndsWith(exchange, rosa.Url, StringComparison.Ordinal);
        Assert.Equal(0, await rosa.Locator("[role=search]").CountAsync());

        await rosa.PressAsync("nav.main a");
        Assert.Equal(1, await rosa.Locator("ol.todo > li").CountAsync());
        await AssertPageAsync(rosa, "es", javaScript);
        await rosa.PressAsync("ol.todo a");
        await AssertPageAsync(rosa, "es", javaScript);
        Assert.True(await rosa.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));

        await rosa.PressAsync("#answer form button.ecl-button--primary"); // The wanted reply-by date is prefilled.
        await rosa.PressAsync("#answer form button.ecl-button--primary"); // An empty reply shows the missing answers.
        Assert.NotEqual(0, await rosa.Locator("#errors a").CountAsync());
        await AssertPageAsync(rosa, "es", javaScript);
        await AnswerAsync(
            rosa,
            ("competent", "yes"),
            ("outcome", "no-measures"),
            ("description", "Hemos hablado con la empresa."),
            ("reasons", "Ya ha entregado los pedidos.")
        );
        await SubmitAsync(rosa);
        Assert.Equal(1, await rosa.Locator(".note.good").CountAsync());
        Assert.Equal(0, await rosa.Locator("#answer form").CountAsync());
        await AssertPageAsync(rosa, "es", javaScript);
        await rosa.PressAsync("#answer a[href='/']");
        Assert.Equal(0, await rosa.Locator("ol.todo > li").CountAsync());
        Assert.Equal(1, await rosa.Locator(".empty").CountAsync());
        await AssertPageAsync(rosa, "es", javaScript);
    }

    /// <summary>Registers the municipality, whose people start in the simple view, unless it exists already.</summary>
    private static async Task RegisterAsync(IPage coordinator)
    {
        await coordinator.GotoAsync("/authorities?country=ES&q=villalampara");
        if (await coordinator.Locator("main a", new PageLocatorOptions { HasText = "Villalámpara" }).CountAsync() > 0)
            return;
        await coordinator.GotoAsync("/authorities/register?country=ES");
        await coordinator.FillAsync("#f-names-es", "Ayuntamiento de Villalámpara");
        await coordinator.FillAsync("#f-informal-title", "Municipality of Villalámpara");
        await coordinator.FillAsync("#f-email", "oficina@villalampara.es.example");
        await coordinator.CheckAsync("#f-people-begin-in-simple-view");
        await AssertPageAsync(coordinator, null);
        await coordinator.PressAsync("form.narrow button.ecl-button--primary");
        var authority = new Uri(coordinator.Url).AbsolutePath;
        await coordinator.GotoAsync($"{authority}/mandates?module=ecommerce");
        await coordinator.CheckAsync("section[aria-labelledby='p-request-title'] input[value=Recipient]");
        await coordinator.PressAsync("#grants button");
        Assert.True(await coordinator.IsCheckedAsync("input[name=simple]"));
        await coordinator.FillAsync("#f-person-name", "Rosa Vela");
        await coordinator.FillAsync("#f-email", Email);
        await coordinator.FillAsync("#f-user-name", UserName);
        await coordinator.SelectOptionAsync("#f-language", "es");
        await coordinator.CheckAsync("#f-roles input[value=Handler]");
        await coordinator.PressAsync("form[action*='=Person'] button.ecl-button--primary");
        await AssertPageAsync(coordinator, null);
    }
}
