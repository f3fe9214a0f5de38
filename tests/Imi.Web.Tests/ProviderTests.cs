using System.Net;
using Imi.Testing;
using OtpNet;

namespace Imi.Web.Tests;

/// <summary>Tests sign-in with an external account, which only registered people can use.</summary>
public sealed class ProviderTests(ProviderPlatform platform) : IClassFixture<ProviderPlatform>
{
    private const string Unknown = "no user is registered here";

    [Fact]
    public async Task A_registered_user_is_linked_once_by_a_verified_address_and_then_recognised_by_the_account()
    {
        await platform.RegisterAsync("ines.linked", "Ines@linked.example");
        using var browser = PageSession.Nobody(platform.Host.Address);
        var first = await platform.SignInAsync(browser, new ProviderAccount("ines-1", "ines@LINKED.example"), ("ReturnUrl", "/notices"));
        Assert.Equal("/notices", first.Address);
        Assert.Contains("<html lang=\"es\"", first.Page, StringComparison.Ordinal);

        using var elsewhere = PageSession.Nobody(platform.Host.Address);
        Assert.StartsWith(
            "/inbox",
            (await platform.SignInAsync(elsewhere, new ProviderAccount("ines-1", "other@address.example", IsVerified: false))).Address,
            StringComparison.Ordinal
        );
        using var another = PageSession.Nobody(platform.Host.Address);
        Assert.Contains(Unknown, (await platform.SignInAsync(another, new ProviderAccount("ines-2", "ines@linked.example"))).Page, StringComparison.Ordinal);

        var security = await browser.GetAsync("/profile/sign-in");
        var issuer = ProviderPlatform.Match(security, "name=\"issuer\" value=\"(?<found>[^\"]+)\"");
        Assert.StartsWith(platform.Provider.Address, issuer, StringComparison.Ordinal);
        await browser.PostAsync("/profile/sign-in", "/profile/sign-in?handler=Shut", ("issuer", issuer));
        Assert.DoesNotContain("handler=Prefer", await elsewhere.GetAsync("/profile"), StringComparison.Ordinal);
        foreach (var account in (ProviderAccount[])[new("ines-1", "ines@linked.example"), new("ines-2", "ines@linked.example")])
            Assert.Contains(Unknown, (await platform.SignInAsync(another, account)).Page, StringComparison.Ordinal);
        await browser.PostAsync("/profile/sign-in", "/profile/sign-in?handler=Allow", ("issuer", issuer));
        Assert.StartsWith(
            "/inbox",
            (await platform.SignInAsync(another, new ProviderAccount("ines-2", "ines@linked.example"))).Address,
            StringComparison.Ordinal
        );

        const string Noted =
            "SELECT group_concat(\"What\") FROM (SELECT \"What\" FROM \"Journal\" WHERE \"What\" LIKE 'provider-%' AND \"UserId\" = (SELECT \"Id\" "
            + "FROM \"Users\" WHERE \"UserName\" = 'ines.linked') ORDER BY \"Sequence\")";
        Assert.Equal("provider-linked,provider-shut,provider-allowed,provider-linked", await platform.SqlAsync(Noted));
        Assert.Equal(
            4L,
            await platform.SqlAsync(
                "SELECT count(*) FROM \"AccountMails\" WHERE \"Kind\" LIKE 'Provider%' AND \"UserId\" = (SELECT \"Id\" FROM \"Users\" WHERE "
                    + "\"UserName\" = 'ines.linked')"
            )
        );
    }

    [Fact]
    public async Task Every_account_without_a_unique_user_for_its_verified_address_gets_the_same_answer()
    {
        await platform.RegisterAsync("ada.twin", "office@twin.example");
        await platform.RegisterAsync("bea.twin", "office@twin.example");
        await platform.RegisterAsync("eva.unverified", "eva@unverified.example");
        var officers = await platform.RegisterAsync("rosa.former", "rosa@former.example");
        using var former = PageSession.Nobody(platform.Host.Address);
        Assert.StartsWith("/inbox", (await platform.SignInAsync(former, new ProviderAccount("rosa", "rosa@former.example"))).Address, StringComparison.Ordinal);
        using (var coordinator = await PageSession.SignInAsync(platform.Host.Address, "nuria.castano"))
        {
            var rosa = (string)(await platform.SqlAsync("SELECT \"Id\" FROM \"Users\" WHERE \"UserName\" = 'rosa.former'"))!;
            await coordinator.PostAsync(officers, $"{officers}&handler=End", ("person", rosa.ToLowerInvariant()), ("reason", "Left"));
        }

        Assert.NotNull(await platform.SqlAsync("SELECT \"EndedAt\" FROM \"Users\" WHERE \"UserName\" = 'rosa.former' AND \"EndedAt\" IS NOT NULL"));
        Assert.DoesNotContain("handler=Prefer", await former.GetAsync("/profile"), StringComparison.Ordinal);
        var pages = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var account in (ProviderAccount[])
                [
                    new("nobody", "nobody@nowhere.example"),
                    new("twin", "office@twin.example"),
                    new("eva", "eva@unverified.example", IsVerified: false),
                    new("rosa", "rosa@former.example"),
                    new("rosa-2", "rosa@former.example"),
                    new("name", "carmen.ruiz"),
                    new("none", ""),
                ]
        )
        {
            using var browser = PageSession.Nobody(platform.Host.Address);
            var (page, address) = await platform.SignInAsync(browser, account);
            Assert.Equal("/sign-in/provider", address);
            pages.Add(page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main", StringComparison.Ordinal)]);
            Assert.DoesNotContain("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);
        }

        Assert.Contains(Unknown, Assert.Single(pages), StringComparison.Ordinal);
        Assert.Equal(
            0L,
            await platform.SqlAsync(
                "SELECT count(*) FROM \"ProviderLinks\" AS l JOIN \"Users\" AS u ON u.\"Id\" = l.\"UserId\" WHERE u.\"UserName\" IN ('ada.twin', "
                    + "'bea.twin', 'eva.unverified', 'rosa.former')"
            )
        );
    }

    [Fact]
    public async Task The_platform_asks_for_a_second_factor_if_the_provider_did_not()
    {
        await platform.RegisterAsync("olga.single", "olga@single.example");
        var account = new ProviderAccount("olga", "olga@single.example", Acr: "password-only");
        using var browser = PageSession.Nobody(platform.Host.Address);
        var setUp = await platform.SignInAsync(browser, account);
        Assert.Equal("/account/authenticator", setUp.Address);
        Assert.DoesNotContain("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);
        var key = Base32Encoding.ToBytes(ProviderPlatform.Match(setUp.Page, "id=\"key\">(?<found>[A-Z2-7 ]+)<").Replace(" ", "", StringComparison.Ordinal));
        var done = await browser.PostAsync("/account/authenticator", "/account/authenticator", ("code", new Totp(key).ComputeTotp()));
        var code = ProviderPlatform.Match(done.Page, "<code>(?<found>[a-z2-7-]{19})</code>");
        Assert.Contains("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);

        using var elsewhere = PageSession.Nobody(platform.Host.Address);
        var asked = await platform.SignInAsync(elsewhere, account, ("ReturnUrl", "/notices"));
        Assert.Contains("handler=Code", asked.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Prefer", await elsewhere.GetAsync("/profile"), StringComparison.Ordinal);
        Assert.Equal(
            "/notices",
            (await elsewhere.PostAsync("/sign-in?handler=Code", "/sign-in?handler=Code", ("code", code), ("ReturnUrl", "/notices"))).Address
        );
    }

    [Fact]
    public async Task Input_is_restored_after_reauthentication_at_the_provider()
    {
        await platform.RegisterAsync("lola.again", "lola@again.example");
        var account = new ProviderAccount("lola", "lola@again.example");
        using var browser = PageSession.Nobody(platform.Host.Address);
        await platform.SignInAsync(browser, account);
        await platform.SqlAsync("UPDATE \"Sessions\" SET \"ConfirmedAt\" = '2020-01-01 00:00:00'");
        var asked = await browser.PostAsync("/profile", "/profile?handler=Token", ("name", "Registro «nuevo»"));
        Assert.DoesNotContain("f-confirmation", asked.Page, StringComparison.Ordinal); // She has no password.
        var kept = ProviderPlatform.Match(asked.Page, "name=\"Kept\" value=\"(?<found>[^\"]+)\"");

        foreach (
            var notNow in (ProviderAccount[])
                [
                    account,
                    account with
                    {
                        AuthenticatedAt = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 600),
                    },
                    new("somebody-else", "else@again.example", AuthenticatedAt: TimeProvider.System.GetUtcNow()),
                ]
        )
        {
            platform.Provider.Account = notNow;
            var refused = await browser.PostAsync("/profile", "/account/confirm?handler=Provider", ("Kept", kept));
            Assert.Contains("no ha vuelto a confirmar", refused.Page, StringComparison.Ordinal);
            Assert.Contains(
                "f-confirmation\"",
                (await browser.PostAsync("/profile", "/profile?handler=Token", ("name", "x"))).Page.Replace(
                    "handler=Provider",
                    "f-confirmation\"",
                    StringComparison.Ordinal
                ),
                StringComparison.Ordinal
            );
        }

        platform.Provider.Account = account with { AuthenticatedAt = TimeProvider.System.GetUtcNow() };
        var back = await browser.PostAsync("/profile", "/account/confirm?handler=Provider", ("Kept", kept));
        Assert.Equal(("login", 0L), (platform.Provider.Asked!.Prompt, platform.Provider.Asked.MaxAge));
        Assert.StartsWith("/account/resume", back.Address, StringComparison.Ordinal);
        Assert.Contains("value=\"Registro «nuevo»\"", back.Page, StringComparison.Ordinal);
        Assert.Contains("imi_", (await browser.PostAsync("/profile", "/profile?handler=Token", ("name", "Registro «nuevo»"))).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_at_the_provider_signs_nobody_in_and_is_explained()
    {
        await platform.RegisterAsync("uma.trouble", "uma@trouble.example");
        var account = new ProviderAccount("uma", "uma@trouble.example");
        var provider = platform.Provider;
        foreach (
            var (trouble, isOn) in ((string, Action<bool>)[])
                [("refuses", on => provider.Refuses = on), ("nonce", on => provider.MistakesNonce = on), ("tampered", on => provider.IsTamperedWith = on)]
        )
        {
            isOn(true);
            using var browser = PageSession.Nobody(platform.Host.Address);
            var (page, address) = await platform.SignInAsync(browser, account);
            isOn(false);
            Assert.True(address.StartsWith("/sign-in/provider?handler=Failed", StringComparison.Ordinal), $"{trouble}: {address}");
            AssertNobody(page, await browser.GetAsync("/profile"));
        }

        using (var handler = new HttpClientHandler { AllowAutoRedirect = false })
        using (var http = new HttpClient(handler) { BaseAddress = new Uri(platform.Host.Address) })
        {
            foreach (var forged in (string[])["", "?code=x", "?code=x&state=y", "?error=server_error&error_description=<script>"])
                Assert.StartsWith(
                    "/sign-in/provider?handler=Failed",
                    (await http.GetAsync($"/sign-in/answer{forged}")).Headers.Location?.ToString(),
                    StringComparison.Ordinal
                );
            provider.Account = account;
            var page = await http.GetStringAsync("/sign-in");
            using var begin = new FormUrlEncodedContent([
                new("__RequestVerificationToken", ProviderPlatform.Match(page, "RequestVerificationToken\" type=\"hidden\" value=\"(?<found>[^\"]+)")),
            ]);
            var there = (await http.PostAsync("/sign-in/provider", begin)).Headers.Location!;
            Assert.Contains("code_challenge_method=S256", there.Query, StringComparison.Ordinal);
            var answer = (await http.GetAsync(there)).Headers.Location!;
            using (var thief = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }))
                Assert.Contains("handler=Failed", (await thief.GetAsync(answer)).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal("/sign-in/provider", (await http.GetAsync(answer)).Headers.Location!.ToString());
            Assert.Contains("handler=Failed", (await http.GetAsync(answer)).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal("/inbox", (await http.GetAsync("/sign-in/provider")).Headers.Location!.ToString());
            Assert.Equal("/sign-in", (await http.GetAsync("/sign-in/provider")).Headers.Location!.ToString());
        }

        Assert.DoesNotContain(OpenIdProvider.ClientSecret, platform.Host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("trouble.example", platform.Host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", platform.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_provider_is_reported_and_forms_lead_to_a_provider_only_if_one_is_set()
    {
        await using var gone = new OpenIdProvider();
        await gone.StartAsync();
        await using var host = new PlatformProcess(gone.Settings);
        await host.StartSeededAsync();
        await gone.StopAsync();
        using var browser = PageSession.Nobody(host.Address);
        var (page, address) = await browser.PostAsync("/sign-in", "/sign-in/provider", ("ReturnUrl", "/notices"));
        Assert.StartsWith("/sign-in/provider?handler=Silent", address, StringComparison.Ordinal);
        Assert.Contains("does not answer at the moment", page, StringComparison.Ordinal);
        Assert.Contains("/sign-in?returnUrl=%2Fnotices", page, StringComparison.Ordinal);

        using var http = new HttpClient();
        Assert.Contains(
            $"form-action 'self' {gone.Address};",
            (await http.GetAsync($"{host.Address}/sign-in")).Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        await using var plain = new DemonstrationPlatform().Host;
        await plain.StartSeededAsync();
        Assert.Contains(
            "form-action 'self';",
            (await http.GetAsync($"{plain.Address}/sign-in")).Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{plain.Address}/sign-in/provider")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{plain.Address}/sign-in/answer?code=x&state=y")).StatusCode);
    }

    private static void AssertNobody(string page, string profile)
    {
        Assert.Contains("did not confirm who you are", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Prefer", profile, StringComparison.Ordinal);
    }
}
