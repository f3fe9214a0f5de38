using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests the notification of measures after a refused request and in urgent cases.</summary>
[Collection(SharedPlatforms.Requests)]
public class NotificationStoryTests(RunningPlatform platform)
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_request_becomes_a_notification_that_the_Commission_examines(bool javaScript)
    {
        var spain = await platform.SignInAsync("carmen.ruiz", javaScript: javaScript);
        var request = await DraftRequestAsync(spain, javaScript);
        await spain.PressAsync(".final button.ecl-button--primary");
        var cyprus = await platform.SignInAsync("eleni.georgiou", javaScript: javaScript);
        await cyprus.GotoAsync($"{request}/act/refuse");
        await cyprus.CheckAsync("[name='a.reason'][value=not-competent]");
        await cyprus.FillAsync("#f-explanation", "Καμία αρχή δεν είναι αρμόδια.");
        await SubmitAsync(cyprus);

        await spain.GotoAsync(request);
        await AssertPageAsync(spain, "es", javaScript);
        await spain.PressAsync("form[action*='handler=Copy'] button");
        var notification = new Uri(spain.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
        await spain.GotoAsync($"{notification}/edit?step=procedure");
        await spain.CheckAsync("[name='a.urgency'][value=no]");
        Assert.Equal(!javaScript, await spain.IsVisibleAsync("#f-urgencyReasons"));
        await AssertPageAsync(spain, "es", javaScript);
        await NextAsync(spain);
        Assert.Equal("Aurora Digital Trading Ltd <script>alert(1)</script>", await spain.InputValueAsync("#f-providerName"));
        Assert.NotEqual(0, await spain.Locator(".tag.copied").CountAsync());
        await AssertPageAsync(spain, "es", javaScript);
        await spain.GotoAsync($"{notification}/edit?step=measure");
        await DescribeMeasureAsync(spain);
        await NextAsync(spain);
        Assert.Equal("Καμία αρχή δεν είναι αρμόδια.", await spain.InputValueAsync("#f-whyInadequate"));
        await spain.CheckAsync("[name='a.priorRequest'][value=platform]");
        await NextAsync(spain);
        foreach (var country in (string[])["PT", "FR"])
            await spain.CheckAsync($"[name='a.furtherStates'][value={country}]");
        await spain.FillAsync("#f-commentsUntil", Wanted.ToString("yyyy-MM-dd", null));
        await NextAsync(spain);
        Assert.Contains("Comisión Europea", await spain.InnerTextAsync("dl.facts"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es", javaScript);
        await spain.PressAsync(".final button.ecl-button--primary");
        var number = (await spain.InnerTextAsync("h1")).Split(' ').First(word => word.StartsWith("ECOM-N-", StringComparison.Ordinal));
        await AssertPageAsync(spain, "es", javaScript);

        var home = await platform.SignInAsync("despina.charalambous", javaScript: javaScript);
        Assert.Contains(number, await home.InnerTextAsync("table.list"), StringComparison.Ordinal);
        await home.GotoAsync($"{notification}/act/comment");
        await home.CheckAsync("[name='a.position'][value=concern]");
        await SubmitAsync(home);
        Assert.Equal(1, await home.Locator("main .error").CountAsync());
        await home.FillAsync("#f-comment", "Το μέτρο υπερβαίνει το αναγκαίο.");
        await AssertPageAsync(home, "el", javaScript);
        await SubmitAsync(home);
        await AssertPageAsync(home, "el", javaScript);

        var commission = await platform.SignInAsync("helena.lindqvist", javaScript: javaScript);
        await commission.GotoAsync($"{notification}/act/examine");
        await SubmitAsync(commission);
        await commission.GotoAsync($"{notification}/act/ask-to-refrain");
        await commission.FillAsync("#f-findingDate", Wanted.AddDays(-60).ToString("yyyy-MM-dd", null));
        await commission.FillAsync("#f-reasons", "The measure goes beyond what is necessary.");
        await AssertPageAsync(commission, "en", javaScript);
        await SubmitAsync(commission);
        Assert.Contains("concluded on the same day", await commission.InnerTextAsync(".turn"), StringComparison.Ordinal);

        await spain.GotoAsync($"{notification}/act/modify");
        await spain.FillAsync("#f-modificationReason", "Limitamos la medida a las ofertas engañosas.");
        await spain.FillAsync("#f-measureDescription", "Bloqueo de las ofertas engañosas.");
        await AssertPageAsync(spain, "es", javaScript);
        await SubmitAsync(spain);
        await cyprus.GotoAsync(notification); // It refused the linked request, so it is informed too.
        Assert.Contains(number, await cyprus.InnerTextAsync("h1"), StringComparison.Ordinal);
        await home.GotoAsync(notification);
        Assert.Equal("de las ofertas engañosas", await home.InnerTextAsync("#versions ins"));
        await AssertPageAsync(home, "el", javaScript);

        await spain.GotoAsync($"{notification}/act/close");
        await SubmitAsync(spain);
        Assert.Equal(1, await spain.Locator("main .error").CountAsync()); // Not all comments are in.
        await spain.FillAsync("#f-earlyReason", "Renunciamos a la medida.");
        await SubmitAsync(spain);
        Assert.Contains("plazos para ocultar", await spain.InnerTextAsync(".turn"), StringComparison.Ordinal); // The State has not reacted yet.
        await home.GotoAsync(notification);
        Assert.Equal(0, await home.Locator(".turn .acts").CountAsync());
        await home.GotoAsync($"{notification}/print");
        await AssertPageAsync(home, "el", javaScript);
    }

    [SkippableFact]
    public async Task A_notification_without_a_prior_request_must_be_urgent()
    {
        var spain = await platform.SignInAsync("carmen.ruiz");
        await spain.GotoAsync("/inbox?view=drafts");
        await spain.PressAsync("tr:has-text('Pastillas Rápidas') a");
        var notification = new Uri(spain.Url).AbsolutePath;
        await spain.GotoAsync($"{notification}?step=procedure");
        await spain.CheckAsync("[name='a.urgency'][value=no]");
        await NextAsync(spain);
        await spain.GotoAsync($"{notification}?step=grounds");
        await spain.FillAsync("#f-facts", "Dos hospitalizaciones esta semana.");
        await spain.FillAsync("#f-rulesInfringed", "Ley 29/2006.");
        await NextAsync(spain);
        await DescribeMeasureAsync(spain);
        await spain.FillAsync("#f-proportionality", "No hay medio menos gravoso.");
        await NextAsync(spain);
        await spain.CheckAsync("[name='a.priorRequest'][value=platform]");
        await spain.FillAsync("#f-whyInadequate", "No hubo tiempo.");
        await NextAsync(spain);
        await spain.FillAsync("#f-commentsUntil", Wanted.ToString("yyyy-MM-dd", null));
        await NextAsync(spain);
        await spain.PressAsync(".final button.ecl-button--primary");
        Assert.Contains("apartado 4, letra b), primer guion", await spain.InnerTextAsync("#errors"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es");

        await spain.GotoAsync($"{notification}?step=procedure");
        await spain.CheckAsync("[name='a.urgency'][value=yes]");
        await spain.PressAsync("button[name=go][value=review]");
        await spain.PressAsync(".final button.ecl-button--primary");
        Assert.Contains("ECOM-N-", await spain.InnerTextAsync("h1"), StringComparison.Ordinal);
    }

    private static async Task DescribeMeasureAsync(IPage page)
    {
        await page.CheckAsync("[name='a.measureKind'][value=removal-or-blocking]");
        await page.FillAsync("#f-measureDescription", "Bloqueo del sitio.");
        await page.FillAsync("#f-nationalLegalBasis", "Ley 34/2002, artículo 8.");
        await page.CheckAsync("[name='a.measureStatus'][value=intended]");
        await page.FillAsync("#f-measureDate", Wanted.ToString("yyyy-MM-dd", null));
        await page.CheckAsync("[name='a.addressees'][value=access]");
        await page.FillAsync("#f-remedies", "Recurso contencioso-administrativo en dos meses.");
        await page.CheckAsync("[name='a.duration'][value=permanent]");
    }
}
