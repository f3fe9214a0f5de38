using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using OtpNet;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests setting up an account and signing in with two factors.</summary>
[Collection(SharedPlatforms.People)]
public class AccountStoryTests(RunningPlatform platform)
{
    private const string UserName = "eleni.nea";
    private const string Email = "eleni.nea@consumo.example";
    private const string Password = "τέσσερα κεραμίδια στεγνώνουν στη βροχή";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [SkippableFact]
    public async Task A_new_user_sets_up_an_account_by_mail_and_signs_in_with_two_factors()
    {
        var coordinator = await platform.SignInAsync("nuria.castano");
        await coordinator.GotoAsync("/my-authority");
        var authority = Regex.Match(await coordinator.ContentAsync(), "/authorities/[0-9a-f-]{36}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        await coordinator.GotoAsync($"{authority}/officers");
        await coordinator.FillAsync("#f-person-name", "Ελένη Νέα");
        await coordinator.FillAsync("#f-email", Email);
        await coordinator.FillAsync("#f-user-name", UserName);
        await coordinator.SelectOptionAsync("#f-language", "el");
        await coordinator.PressAsync("form[action$='handler=New'] button");

        var page = await platform.OpenAsync();
        await page.GotoAsync(await LinkAsync());
        await AssertPageAsync(page, "el", true);
        await page.FillAsync("#f-password", "password1234");
        await page.PressAsync("main form button");
        await page.Locator("#errors").WaitForAsync();
        await AssertPageAsync(page, "el", true);
        await page.FillAsync("#f-password", Password);
        await page.PressAsync("main form button");
        var key = Base32Encoding.ToBytes((await page.InnerTextAsync("#key")).Replace(" ", "", StringComparison.Ordinal));
        await AssertPageAsync(page, "el", true);
        await page.FillAsync("#f-code", new Totp(key).ComputeTotp());
        await page.PressAsync("main form button");
        var code = await page.Locator(".codes code").First.InnerTextAsync();
        await AssertPageAsync(page, "el", true);
        await page.PressAsync("main a.ecl-button");
        await page.Locator("header .me").WaitForAsync();

        var elsewhere = await platform.OpenAsync(width: 400);
        await elsewhere.GotoAsync("/sign-in");
        await elsewhere.PressAsync("details.fold summary >> nth=0");
        await AssertPageAsync(elsewhere, "en", true);
        await elsewhere.FillAsync("#f-sign-in-name", Email);
        await elsewhere.FillAsync("#f-password", Password);
        await elsewhere.PressAsync("form[action$='handler=Password'] button");
        await elsewhere.Locator("#f-code").WaitForAsync();
        await AssertPageAsync(elsewhere, "en", true);
        await elsewhere.FillAsync("#f-code", code);
        await elsewhere.PressAsync("main form button");
        await elsewhere.Locator("header .me").WaitForAsync();

        await page.GotoAsync("/profile/sign-in");
        Assert.Equal(2, await page.Locator("table.list tbody tr").CountAsync());
        await AssertPageAsync(page, "el", true);
        await page.PressAsync("form[action$='handler=EndOthers'] button");
        await page.Locator(".note.good").WaitForAsync();
        await elsewhere.GotoAsync("/inbox");
        Assert.Equal("/sign-in", new Uri(elsewhere.Url).AbsolutePath);
    }

    private async Task<string> LinkAsync()
    {
        var box = Path.Combine(Path.GetDirectoryName(platform.DatabaseFile)!, "mail");
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            foreach (var file in Directory.Exists(box) ? Directory.EnumerateFiles(box, "*.eml") : [])
            {
                var mail = await MimeMessage.LoadAsync(file);
                if (mail.To.ToString().Contains(Email, StringComparison.Ordinal))
                    return Regex.Match(mail.TextBody!, "/account/[\\w-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
            }

            Assert.True(patience.Elapsed < Patience, "No mail arrived.");
        }
    }
}
