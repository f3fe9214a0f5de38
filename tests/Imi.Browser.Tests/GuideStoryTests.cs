using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests the guide: prefilled exchanges, outcomes outside the platform, and links between exchanges.</summary>
[Collection(SharedPlatforms.Modules)]
public class GuideStoryTests(RunningPlatform platform)
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_answers_in_the_guide_prefill_an_urgent_notification(bool javaScript)
    {
        var spain = await platform.SignInAsync("carmen.ruiz", javaScript: javaScript);
        await spain.GotoAsync("/exchanges/new");
        await spain.PressAsync("main a[href='/guide']");
        await ContinueAsync(spain);
        Assert.Equal(1, await spain.Locator("#errors").CountAsync());
        await AssertPageAsync(spain, "es", javaScript);
        foreach (var answer in (string[])["case", "another-country", "online-service", "none", "own-measures"])
            await AnswerAsync(spain, answer);
        await AssertPageAsync(spain, "es", javaScript);
        await AnswerAsync(spain, "consumer-law");
        Assert.Contains("artículos 2 y 3", await spain.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es", javaScript);

        // The guide continues from the changed answer.
        await spain.Locator(".way a").Last.PressAsync();
        foreach (var answer in (string[])["public-health", "no", "yes"])
            await AnswerAsync(spain, answer);
        Assert.Contains("apartado 5", await spain.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es", javaScript);
        await spain.SelectOptionAsync("select[name=country]", "CY");
        await spain.PressAsync("form.begin button");

        Assert.Equal("none", await spain.InputValueAsync("#f-excludedField select"));
        var draft = new Uri(spain.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
        await spain.GotoAsync($"{draft}/edit?step=procedure");
        Assert.True(await spain.IsCheckedAsync("[name='a.urgency'][value=yes]"));
        await spain.GotoAsync($"{draft}/edit?step=provider");
        Assert.Equal("CY", await spain.InputValueAsync("#f-establishmentCountry"));
        await spain.GotoAsync($"{draft}/edit?step=grounds");
        Assert.True(await spain.IsCheckedAsync("[name='a.ground'][value=public-health]"));
    }

    [SkippableFact]
    public async Task The_guide_leads_to_other_systems_and_to_contacts()
    {
        var cyprus = await platform.SignInAsync("eleni.georgiou");
        await cyprus.GotoAsync("/guide");
        await AnswerAsync(cyprus, "rule");
        await AnswerAsync(cyprus, "online-services");
        Assert.Equal("https://technical-regulation-information-system.ec.europa.eu/", await cyprus.GetAttributeAsync("main a.ecl-button", "href"));
        await AssertPageAsync(cyprus, "el");
        await cyprus.GotoAsync("/guide?q.scope=case&q.where=another-country");
        await cyprus.PressAsync("button[name=none]");
        Assert.NotEqual(0, await cyprus.Locator("main a[href^='/authorities/']").CountAsync());
        await AssertPageAsync(cyprus, "el");
    }

    [SkippableFact]
    public async Task A_link_between_exchanges_is_shown_only_to_people_who_may_see_both()
    {
        var spain = await platform.SignInAsync("carmen.ruiz");
        await spain.GotoAsync("/inbox?view=all&module=cpc");
        var alert = await spain.Locator("table.list a[href^='/exchanges/']").First.InnerTextAsync();
        await spain.GotoAsync("/inbox?view=waiting&module=ecommerce");
        await spain.Locator("table.list a[href^='/exchanges/']").First.PressAsync();
        var request = new Uri(spain.Url).AbsolutePath;
        await spain.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await spain.FillAsync("#number", alert.Trim());
        await spain.PressAsync("form[action*='handler=Link'] button");
        Assert.Contains(alert.Trim(), await spain.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es");

        var commission = await platform.SignInAsync("helena.lindqvist");
        await commission.GotoAsync(request);
        Assert.DoesNotContain(alert.Trim(), await commission.InnerTextAsync("body"), StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(IPage page, string answer)
    {
        await page.CheckAsync($"main input[type=radio][value='{answer}']");
        await ContinueAsync(page);
    }

    private static Task ContinueAsync(IPage page) => page.PressAsync("main form.narrow button.ecl-button--primary");
}
