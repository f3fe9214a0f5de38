using Imi.Testing;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests a new policy area on the running platform, from its upload over mandates to the first exchange.</summary>
public class PolicyAreaTests(RunningPlatform platform) : IClassFixture<RunningPlatform>
{
    [SkippableFact]
    public async Task A_policy_area_is_uploaded_activated_granted_and_used()
    {
        var officer = await platform.SignInAsync("marie.lefevre");
        await officer.GotoAsync("/modules");
        await AssertPageAsync(officer, null);
        await officer.PressAsync("main .acts a");
        await AssertPageAsync(officer, null);
        var mistaken = PolicyAreas.Files(PolicyAreas.Posting);
        mistaken["procedures/request.yaml"] = mistaken["procedures/request.yaml"].Replace("to: answered", "to: answred", StringComparison.Ordinal);
        await UploadAsync(officer, mistaken);
        Assert.Contains("did you mean 'answered'?", await officer.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(officer, null);

        await UploadAsync(officer, PolicyAreas.Files(PolicyAreas.Posting));
        var upload = new Uri(officer.Url).AbsolutePath;
        await AssertPageAsync(officer, null);
        foreach (var reader in (string[])["writes", "reads", "monitors"])
        {
            await officer.GotoAsync($"{upload}/forms/information-request?language=de&reader={reader}");
            Assert.Contains("Zahl der entsandten Arbeitnehmer", await officer.InnerTextAsync(".preview"), StringComparison.Ordinal);
            await AssertPageAsync(officer, null, story: $"Modules_preview_{reader}");
        }

        await officer.GotoAsync(upload);
        await officer.FillAsync("#f-basis", "");
        await officer.PressAsync("form[action*=Activate] button");
        Assert.Equal("#f-basis", await officer.GetAttributeAsync("#errors a", "href"));
        await AssertPageAsync(officer, null);
        await officer.FillAsync("#f-from", "2026-01-01");
        await officer.FillAsync("#f-basis", "Règlement (UE) nº 1024/2012, article 4");
        await officer.PressAsync("form[action*=Activate] button");
        Assert.Equal(1, await officer.Locator(".note.good").CountAsync());
        await AssertPageAsync(officer, null);

        var coordinator = await platform.SignInAsync("nuria.castano");
        await coordinator.GotoAsync("/authorities?country=ES");
        await coordinator.PressAsync("table.list a:has-text('Dirección General de Consumo')");
        await coordinator.PressAsync("main .acts a");
        await coordinator.SelectOptionAsync("#module", PolicyAreas.Posting);
        await coordinator.PressAsync("main form.searchline button");
        await AssertPageAsync(coordinator, null);
        await coordinator.CheckAsync("section[aria-labelledby='p-request-title'] input[value=Sender]");
        await coordinator.CheckAsync("fieldset.roles:has(legend:text-is('Carmen Ruiz')) input[value=Handler]");
        await coordinator.PressAsync("#grants button");
        await AssertPageAsync(coordinator, null);

        var spain = await platform.SignInAsync("carmen.ruiz");
        await spain.GotoAsync("/exchanges/new");
        await spain.CheckAsync($"input[value*='{PolicyAreas.Posting}|request']");
        await spain.PressAsync("main form button[type=submit]");
        Assert.Contains("/edit", spain.Url, StringComparison.Ordinal);
        await AssertPageAsync(spain, null);

        await officer.GotoAsync("/modules/ecommerce");
        await AssertPageAsync(officer, null);
        await officer.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await AssertPageAsync(officer, null);
    }

    private static async Task UploadAsync(IPage page, IReadOnlyDictionary<string, string> files)
    {
        await page.SetInputFilesAsync(
            "#f-archive",
            new FilePayload
            {
                Name = "posting.zip",
                MimeType = "application/zip",
                Buffer = PolicyAreas.Zip(files),
            }
        );
        await page.PressAsync("main form.narrow button");
    }
}
