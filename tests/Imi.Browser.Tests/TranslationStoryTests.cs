using System.IO.Compression;
using System.Xml.Linq;
using Imi.Testing;
using Microsoft.Playwright;
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
        Assert.Equal("es", await spain.Locator(".translated .prose").First.GetAttributeAsync("lang"));
        await AssertPageAsync(spain, "es");
        await CorrectAsync(spain, request);
        Assert.Contains("Los intercambios que abre se traducen de inmediato", await spain.InnerTextAsync("#content"), StringComparison.Ordinal);
        await PrintAsync(spain, request);
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

    [SkippableFact]
    public async Task A_Swedish_request_is_read_by_a_Dane_in_Danish_on_English_pages()
    {
        Apertium.SkipWhereMissing();
        var denmark = await platform.SignInAsync("rasmus.holm");
        await denmark.GotoAsync("/profile");
        await denmark.SelectOptionAsync("#translate-into", "da");
        await AssertPageAsync(denmark, "en");
        await denmark.PressAsync("form[action*='handler=Prefer'] button");
        await denmark.GotoAsync("/inbox?view=all");
        await denmark.PressAsync("tr:has-text('Nordlys Elektronik') a");
        var request = new Uri(denmark.Url).AbsolutePath;
        await denmark.PressAsync("form[action*='handler=Translate'] button:has-text('Danish')");
        var translated = denmark.Locator(".pair:has-text('Butiken visar priser') .translated");
        await Assertions.Expect(translated).ToContainTextAsync("svenske");
        await Assertions.Expect(translated).ToContainTextAsync("52");
        await Assertions.Expect(translated).ToContainTextAsync("Machine translation (original: Swedish), Apertium");
        Assert.Equal("da", await translated.Locator(".prose").GetAttributeAsync("lang"));
        await AssertPageAsync(denmark, "en");

        await denmark.GotoAsync("/profile");
        await denmark.ClickAsync("details:has(input[name=understood]) > summary");
        await denmark.CheckAsync("input[name=understood][value=sv]");
        await AssertPageAsync(denmark, "en");
        await denmark.PressAsync("form[action*='handler=Prefer'] button");
        await denmark.GotoAsync(request);
        Assert.Contains("Butiken visar priser", await denmark.InnerTextAsync("#content"), StringComparison.Ordinal);
        Assert.Equal(0, await denmark.Locator(".translated").CountAsync());
        Assert.Equal(0, await denmark.Locator("form[action*='handler=Translate']").CountAsync());
    }

    [SkippableFact]
    public async Task A_Word_document_in_English_is_translated_into_Spanish_and_opened()
    {
        Apertium.SkipWhereMissing();
        var spain = await platform.SignInAsync("carmen.ruiz");
        await spain.GotoAsync("/inbox?view=all");
        await spain.PressAsync("tr:has-text('Viaggi Costa Dorada') a");
        var request = new Uri(spain.Url).AbsolutePath;
        await spain.GotoAsync($"{request}/files");
        await spain.ClickAsync("details:has(form.drop) > summary");
        await spain.SetInputFilesAsync(
            "#file",
            new FilePayload
            {
                Name = "decision.docx",
                MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                Buffer = OfficeZip.Docx(),
            }
        );
        await spain.PressAsync("form.drop button[type=submit]");
        await spain.Locator("ul.files a:has-text('decision.docx')").First.WaitForAsync();

        // The authorities of the exchange wrote in Italian, so the reader says that this file is in English.
        await spain.GotoAsync(request);
        var file = spain.Locator("ul.files li", new PageLocatorOptions { HasText = "decision.docx" });
        await file.Locator("summary").ClickAsync();
        await file.Locator("select[name=source]").SelectOptionAsync("en");
        await AssertPageAsync(spain, "es");
        await file.Locator("button:has-text('decision.docx')").ClickAsync();
        var link = file.Locator("a[href*='/translation?target=es']");
        for (var wait = 0; wait < 30 && await link.CountAsync() == 0; wait++)
        {
            await spain.WaitForTimeoutAsync(1_000);
            await spain.ReloadAsync();
        }

        await AssertPageAsync(spain, "es");
        var download = await spain.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.Equal("decision.es.docx", download.SuggestedFilename);
        await using var archive = await ZipFile.OpenReadAsync(await download.PathAsync());
        await using var body = await archive.GetEntry("word/document.xml")!.OpenAsync();
        var paragraphs = XDocument.Load(body).Descendants().Where(element => element.Name.LocalName == "p").Select(paragraph => paragraph.Value).ToList();
        Assert.Equal("Traducción automática", paragraphs[0]);
        Assert.Contains("Original: inglés. Motor: Apertium.", paragraphs[1], StringComparison.Ordinal);
        Assert.Contains("Decisión", paragraphs[^1], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The printed exchange has translations in the place of the originals, which follow in an annex.</summary>
    private static async Task PrintAsync(IPage spain, string request)
    {
        await spain.GotoAsync($"{request}/print");
        var annex = spain.Locator("section:has-text('Anexo: originales de los textos traducidos')");
        await Assertions.Expect(annex).ToContainTextAsync("L’agenzia ha venduto soggiorni");
        Assert.Contains("Original: anexo, n.º 1", await spain.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es");
        await spain.GotoAsync($"{request}/print?original=true");
        Assert.Equal(0, await spain.Locator(".translated").CountAsync());
        await spain.GotoAsync(request);
    }

    /// <summary>Corrects and rates a sentence with the keyboard. Colleagues read the correction; who may not write in the exchange cannot correct.</summary>
    private async Task CorrectAsync(IPage spain, string request)
    {
        const string Better = "La agencia ha vendido estancias en apartamentos inexistentes o que no se alquilan.";
        const string First = "ol.segments > li:first-child";
        await spain.FocusAsync(".pair:has-text('L’agenzia ha venduto') a[href*='/translation?text=']");
        await spain.Keyboard.PressAsync("Enter");
        await spain.WaitForURLAsync("**/translation?text=*");
        await AssertPageAsync(spain, "es");
        await spain.FocusAsync($"{First} button[value=bad]");
        await spain.Keyboard.PressAsync("Enter");
        await Assertions.Expect(spain.Locator($"{First} button[aria-pressed=true]")).ToHaveTextAsync("Mala traducción");
        await spain.FocusAsync($"{First} summary");
        await spain.Keyboard.PressAsync("Enter");
        await spain.Keyboard.PressAsync("Tab");
        await spain.Keyboard.PressAsync("Control+A");
        await spain.Keyboard.TypeAsync(Better);
        await AssertPageAsync(spain, "es");
        await spain.Keyboard.PressAsync("Tab");
        await spain.Keyboard.PressAsync("Enter");
        await Assertions.Expect(spain.Locator($"{First} .translated")).ToContainTextAsync("Corregida por: ");
        await AssertPageAsync(spain, "es");

        var colleague = await platform.SignInAsync("luis.cabrera", javaScript: false);
        await colleague.GotoAsync(request);
        var content = await colleague.InnerTextAsync("#content");
        Assert.Contains(Better, content, StringComparison.Ordinal);
        Assert.Contains("Corregida en parte por: ", content, StringComparison.Ordinal);
        Assert.Equal(0, await colleague.Locator("a[href*='/translation?text=']").CountAsync());
        await AssertPageAsync(colleague, "es", withAxe: false);
        await spain.GotoAsync(request);
    }
}
