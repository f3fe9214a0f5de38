using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Imi.Browser.Tests;

/// <summary>What officers do on more than one story's pages.</summary>
internal static class Steps
{
    /// <summary>The day by which stories want their answers.</summary>
    public static DateOnly Wanted { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(60);

    /// <summary>Drafts a complete request for measures in Spanish, up to its review.</summary>
    /// <returns>The exchange's address.</returns>
    public static async Task<string> DraftRequestAsync(IPage page, bool javaScript)
    {
        await page.GotoAsync("/exchanges/new");
        await LooksRightAsync(page, "es", javaScript);
        await page.CheckAsync("input[name=choice][value$='|ecommerce|request']");
        await page.ClickAsync("main form button[type=submit]");
        await page.FillAsync("#search", "προστασιας");
        await page.ClickAsync("button[name=go][value=search].ecl-button");
        await page.CheckAsync("label.choice:has-text('Consumer Protection Service') input");
        await LooksRightAsync(page, "es", javaScript);
        await NextAsync(page);
        await page.FillAsync("#f-providerName", "Aurora Digital Trading Ltd <script>alert(1)</script>");
        await page.SelectOptionAsync("#f-establishmentCountry", "CY");
        await page.FillAsync("#f-webAddresses", "https://aurora-deals.example\nhttps://aurora-ofertas.example");
        await NextAsync(page);
        await page.FillAsync("#f-serviceDescription", "Venta en línea de cosméticos.");
        await page.CheckAsync("[name='a.serviceCategory'][value=marketplace]");
        await NextAsync(page);
        await page.CheckAsync("[name='a.ground'][value=consumers]");
        await page.CheckAsync("[name='a.harm'][value=prejudices]");
        await page.FillAsync("#f-facts", "Descuentos inexistentes; no entrega los pedidos.");
        await page.FillAsync("#f-rulesInfringed", "Directiva 2005/29/CE.");
        await LooksRightAsync(page, "es", javaScript);
        await NextAsync(page);
        await page.CheckAsync("[name='a.measures.0.kind'][value=cease]");
        await page.FillAsync("#f-measures-0-description", "Ordenar el cese.");
        await page.ClickAsync("button[name=add][value=measures]");
        await page.CheckAsync("[name='a.measures.1.kind'][value=inform]");
        await page.FillAsync("#f-measures-1-description", "Informar del responsable.");
        await page.FillAsync("#f-proportionality", "No hay medio menos gravoso.");
        await NextAsync(page);
        await page.FillAsync("#f-replyBy", Wanted.ToString("yyyy-MM-dd", null));
        await page.CheckAsync("[name='a.urgent'][value=no]");
        await page.ClickAsync("button[name=go][value=review]");
        Assert.Contains("proceedings", await page.GetAttributeAsync("#errors a", "href"), StringComparison.Ordinal);
        await LooksRightAsync(page, "es", javaScript);
        await page.ClickAsync("#errors a");
        await page.CheckAsync("[name='a.proceedings'][value=no]");
        await NextAsync(page);
        return new Uri(page.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
    }

    /// <summary>Goes to the next step of a draft.</summary>
    public static Task NextAsync(IPage page) => page.ClickAsync("button[name=go][value=next].ecl-button");

    /// <summary>Submits what an action asks.</summary>
    public static Task SubmitAsync(IPage page) => page.ClickAsync("main form.narrow button.ecl-button--primary");

    /// <summary>The page is in that language, has all of its texts, and assistive technology finds nothing wrong.</summary>
    /// <remarks>axe waits with timers, which never fire in a page without JavaScript: there only the words are looked at.</remarks>
    public static async Task LooksRightAsync(IPage page, string? language, bool withAxe = true)
    {
        if (language is not null)
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
        Assert.DoesNotContain("web.", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        if (!withAxe)
            return;
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        Assert.Equal("", string.Join(Environment.NewLine, result.Violations.Select(violation => $"{page.Url}: {violation.Id}: {violation.Nodes[0].Html}")));
    }
}
