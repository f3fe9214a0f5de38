using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests passkeys with the browser's virtual authenticator, which verifies the user like a real one.</summary>
[Collection(SharedPlatforms.People)]
public class PasskeyStoryTests(RunningPlatform platform)
{
    private const string Password = "cuatro tejas se secan bajo la lluvia";

    [SkippableFact]
    public async Task A_passkey_signs_in_alone_or_as_the_second_factor_and_reauthenticates()
    {
        var page = await platform.OpenAsync();
        var device = await DeviceAsync(page);
        await SetPasswordAsync(page, "paula.clave");
        await page.FillAsync("#f-passkey-name", "Portátil");
        await AssertPageAsync(page, "es");
        await page.ClickAsync("form[data-passkey=create] button");
        await page.Locator(".codes code").First.WaitForAsync();
        await AssertPageAsync(page, "es");
        await page.PressAsync("main a.ecl-button");

        await page.GotoAsync("/profile/sign-in");
        Assert.Contains("Portátil", await page.InnerTextAsync("section[aria-labelledby=passkeys]"), StringComparison.Ordinal);
        await AssertPageAsync(page, "es");
        await page.PressAsync("form[action$='=RemovePasskey'] button");
        await page.Locator("#f-passkeys").WaitForAsync(); // The only second factor cannot be removed.
        await page.Context.ClearCookiesAsync();

        // The passkey signs in alone, and its response cannot be replayed.
        await page.GotoAsync("/sign-in");
        var answered = page.WaitForRequestAsync("**/sign-in?handler=Passkey");
        await page.ClickAsync("form[data-passkey=get] button");
        await page.Locator("header .me").WaitForAsync();
        var replayed = (await answered).PostData!;
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        var fresh = await page.InputValueAsync("form[data-passkey=get] input[name=__RequestVerificationToken]");
        var again = await page.Context.APIRequest.PostAsync(
            $"{platform.Address}/sign-in?handler=Passkey",
            new APIRequestContextOptions
            {
                DataString = Regex.Replace(
                    replayed,
                    "__RequestVerificationToken=[^&]*",
                    $"__RequestVerificationToken={fresh}",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                ),
                Headers = [new("Content-Type", "application/x-www-form-urlencoded")],
            }
        );
        Assert.Contains("not accepted", await again.TextAsync(), StringComparison.Ordinal);

        // The passkey is also the second factor after the password.
        await page.GotoAsync("/sign-in");
        await page.PressAsync("details.fold summary >> nth=0");
        await page.FillAsync("#f-sign-in-name", "paula.clave");
        await page.FillAsync("#f-password", Password);
        await page.PressAsync("form[action$='handler=Password'] button");
        await AssertPageAsync(page, "en");
        await page.ClickAsync("form[data-passkey=get] button");
        await page.Locator("header .me").WaitForAsync();

        // The passkey reauthenticates before a sensitive change.
        await using (var database = new SqliteConnection($"Data Source={platform.DatabaseFile};Pooling=False"))
        {
            await database.OpenAsync();
            await using var earlier = database.CreateCommand();
            earlier.CommandText = "UPDATE Sessions SET ConfirmedAt = datetime(ConfirmedAt, '-20 minutes')";
            await earlier.ExecuteNonQueryAsync();
        }

        await page.GotoAsync("/profile/sign-in");
        await page.PressAsync("form[action$='=Codes'] button");
        await AssertPageAsync(page, "es");
        await page.ClickAsync("form[data-passkey=get] button");
        await page.PressAsync("main form button.ecl-button--primary");
        await page.Locator(".codes code").First.WaitForAsync();

        // A device that does not verify its user is refused.
        await page.Context.ClearCookiesAsync();
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = Id, ["isUserVerified"] = false });
        await page.GotoAsync("/sign-in");
        await page.ClickAsync("form[data-passkey=get] button");
        await page.Locator("form[data-passkey=get] [data-passkey-failed]").WaitForAsync();
    }

    private string Id { get; set; } = "";

    /// <summary>Registers a user and sets the password with the link in the mail, up to the choice of the second factor.</summary>
    private async Task SetPasswordAsync(IPage page, string userName)
    {
        var coordinator = await platform.SignInAsync("nuria.castano");
        await coordinator.GotoAsync("/my-authority");
        var authority = Regex.Match(await coordinator.ContentAsync(), "/authorities/[0-9a-f-]{36}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        await coordinator.GotoAsync($"{authority}/officers");
        await coordinator.FillAsync("#f-person-name", "Paula Clave");
        await coordinator.FillAsync("#f-email", $"{userName}@consumo.example");
        await coordinator.FillAsync("#f-user-name", userName);
        await coordinator.SelectOptionAsync("#f-language", "es");
        await coordinator.PressAsync("form[action$='handler=New'] button");
        await page.GotoAsync(await platform.LinkAsync($"{userName}@consumo.example", "/account/[\\w-]+"));
        await page.FillAsync("#f-password", Password);
        await page.PressAsync("main form button");
    }

    /// <summary>Adds a virtual device that stores passkeys and verifies its user.</summary>
    private async Task<ICDPSession> DeviceAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var made = await session.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
        Id = made!.Value.GetProperty("authenticatorId").GetString()!;
        return session;
    }
}
