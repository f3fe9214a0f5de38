using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>An officer finds exchanges by words of what they may read, in any alphabet and spelling.</summary>
[Collection(SharedPlatforms.Requests)]
public class SearchStoryTests(RunningPlatform platform)
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_find_an_exchange_and_the_list_shows_where_they_are(bool javaScript)
    {
        var spain = await platform.SignInAsync("carmen.ruiz", javaScript: javaScript);
        await spain.FillAsync("header input[name=q]", "cosmeticos DESCUENTOS");
        await spain.Keyboard.PressAsync("Enter");
        await spain.WaitForURLAsync("**/inbox?*q=cosmeticos*");
        var found = spain.Locator("tr.found", new PageLocatorOptions { HasText = "productos cosméticos" });
        await Assertions.Expect(found).ToContainTextAsync("Hechos");
        Assert.Equal("cosméticos", await found.Locator("mark").First.InnerTextAsync());
        await AssertPageAsync(spain, "es", javaScript);
        await spain.PressAsync("table.list tbody tr:has-text('Aurora Digital') a");
        var number = NumberShape().Match(await spain.InnerTextAsync("h1")).Value;

        // The same exchange in Cyprus, by a part of its number as a word processor writes it, and by a domain.
        var cyprus = await platform.SignInAsync("eleni.georgiou", javaScript: javaScript);
        foreach (var words in (string[])[number.Replace('-', '\u2011'), number[^6..], "aurora-deals.example"])
        {
            await cyprus.GotoAsync($"/inbox?view=all&q={Uri.EscapeDataString(words)}");
            await Assertions.Expect(cyprus.Locator("table.list tbody")).ToContainTextAsync(number);
        }

        await AssertPageAsync(cyprus, "el", javaScript);

        // An authority that takes no part finds and counts nothing.
        var sweden = await platform.SignInAsync("helena.lindqvist", javaScript: javaScript);
        await sweden.GotoAsync("/inbox?view=all&q=cosmeticos");
        Assert.Equal(0, await sweden.Locator("table.list tbody tr").CountAsync());
        await AssertPageAsync(sweden, null, javaScript);
    }
}
