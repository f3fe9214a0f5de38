using System.Text.Json;
using Imi.Kernel.Foundation.Calendar;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests a data subject's request from entry over search and decision to the answer as PDF and JSON.</summary>
[Collection(SharedPlatforms.Requests)]
public class DataSubjectStoryTests(RunningPlatform platform)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("IMI_SCREENSHOTS");

    [SkippableFact]
    public async Task A_data_protection_officer_answers_a_data_subjects_request()
    {
        var lucia = await platform.SignInAsync("lucia.navarro");
        await lucia.GotoAsync("/data-protection");
        await lucia.PressAsync("main a[href='/data-protection/requests']");
        await lucia.PressAsync("main form button[type=submit]");
        Assert.Equal(2, await lucia.Locator("#errors a").CountAsync());
        await AssertPageAsync(lucia, "es");
        await lucia.CheckAsync("input[name=kind][value=Rectification]");
        await lucia.FillAsync("#f-receivedOn", Iso(DeadlineCalendar.Today(TimeProvider.System).AddDays(-2)));
        await lucia.FillAsync("#f-name", "Γιώργος Αντωνίου");
        await lucia.FillAsync("#f-contact", "Оксана Петренко, адвокат, Sofía 12, Madrid");
        await lucia.FillAsync("#f-wish", "¿Qué datos tienen sobre mi empresa? Rectifiquen la dirección.");
        await lucia.FillAsync("#f-words", "aurora digital\nHE 000417");
        await lucia.PressAsync("main form button[type=submit]");
        await AssertPageAsync(lucia, "es");
        var request = new Uri(lucia.Url).AbsolutePath;

        await lucia.PressAsync("form[action*='=Search'] button");
        await AssertPageAsync(lucia, "es");
        Assert.Contains("Aurora Digital Trading Ltd", await lucia.InnerTextAsync("#search"), StringComparison.Ordinal);
        await lucia.Locator("#search input[name=exchange]").First.CheckAsync();
        var number = NumberShape().Match(await lucia.Locator("#search").InnerTextAsync()).Value;
        await lucia.PressAsync("#search form[action$='=Attach'] button");
        await lucia.FillAsync("#f-number", "ECOM-X-1");
        await lucia.PressAsync("form.searchline button");
        Assert.Equal(1, await lucia.Locator("#errors a[href='#f-number']").CountAsync());
        await AssertPageAsync(lucia, "es");
        await lucia.GotoAsync(request);

        await lucia.CheckAsync("input[name=decision][value=PartlyGranted]");
        await lucia.PressAsync("form[action$='=Answer'] button");
        Assert.Equal(1, await lucia.Locator("#errors a[href='#f-restriction']").CountAsync());
        await lucia.FillAsync(
            "#f-restriction",
            "La dirección se rectifica. Lo demás se restringe mientras dure la investigación (artículo 20).\nΗ διεύθυνση διορθώνεται. Адресът се коригира."
        );
        await lucia.PressAsync("form[action$='=Answer'] button");
        await AssertPageAsync(lucia, "es");

        var pdf = await lucia.Context.APIRequest.GetAsync($"{platform.Address}{request}/report.pdf");
        Assert.Equal(200, pdf.Status);
        var bytes = await pdf.BodyAsync();
        Assert.Equal("%PDF"u8.ToArray(), bytes[..4]);
        if (Pictures is not null)
            await File.WriteAllBytesAsync(Path.Combine(Pictures, "answer.pdf"), bytes);
        var json = JsonDocument.Parse(await (await lucia.Context.APIRequest.GetAsync($"{platform.Address}{request}/report.json")).TextAsync()).RootElement;
        Assert.Equal(("partlygranted", "Γιώργος Αντωνίου"), (json.GetProperty("decision").GetString(), json.GetProperty("name").GetString()));
        var exchange = json.GetProperty("exchanges").EnumerateArray().Single();
        Assert.Contains(exchange.GetProperty("data").EnumerateArray(), text => text.GetProperty("text").GetString() == "Aurora Digital Trading Ltd");

        await ContestedIsShownAsync(number);
        var stranger = await platform.SignInAsync("carmen.ruiz");
        foreach (var page in (string[])["/data-protection/requests", request, $"{request}/report.pdf"])
            Assert.Equal(404, (await stranger.Context.APIRequest.GetAsync(platform.Address + page)).Status);
    }

    private async Task ContestedIsShownAsync(string number)
    {
        var eleni = await platform.SignInAsync("eleni.georgiou");
        await eleni.GotoAsync("/inbox?view=all");
        await eleni.Locator("table.list tbody tr", new() { HasText = number }).Locator("a").First.PressAsync();
        await AssertPageAsync(eleni, "el");
        Assert.Contains("DSR-", await eleni.InnerTextAsync("main .note.warn"), StringComparison.Ordinal);
    }
}
