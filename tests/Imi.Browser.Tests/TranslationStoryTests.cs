using Imi.Testing;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>An officer reads an exchange in another language with a real translation engine.</summary>
[Collection(SharedPlatforms.Requests)]
public class TranslationStoryTests(RunningPlatform platform)
{
    [SkippableFact]
    public async Task An_Italian_request_is_read_in_Spanish_beside_the_original_and_in_English()
    {
        Apertium.SkipWhereMissing();
        var spain = await platform.SignInAsync("carmen.ruiz");
        await spain.GotoAsync("/inbox?view=all");
        await spain.PressAsync("tr:has-text('Viaggi Costa Dorada') a");
        var request = new Uri(spain.Url).AbsolutePath;
        await spain.PressAsync("form[action*='handler=Translate'] button");
        var content = await spain.InnerTextAsync("#content");
        Assert.Contains("L’agenzia ha venduto soggiorni in appartamenti che non esistono", content, StringComparison.Ordinal);
        Assert.Contains("estancias en apartamentos que no existen", content, StringComparison.Ordinal);
        Assert.Contains("Traducción automática (original: italiano), Apertium", content, StringComparison.Ordinal);
        Assert.Equal(0, await spain.Locator("form[action*='handler=Translate']").CountAsync());
        Assert.Equal("es", await spain.Locator(".translated").First.GetAttributeAsync("lang"));
        await AssertPageAsync(spain, "es");
        await spain.PressAsync("#content a[href*='original=true']");
        Assert.Equal(0, await spain.Locator(".translated").CountAsync());
        await AssertPageAsync(spain, "es");

        // From Italian to English, the engine needs a third language. It works without JavaScript too.
        var italy = await platform.SignInAsync("stefano.moretti", javaScript: false);
        await italy.GotoAsync(request);
        await italy.PressAsync("form[action*='handler=Translate'] button");
        Assert.Contains("original: Italian, through Spanish", await italy.InnerTextAsync("#content"), StringComparison.Ordinal);
        await AssertPageAsync(italy, "en", withAxe: false);
    }
}
