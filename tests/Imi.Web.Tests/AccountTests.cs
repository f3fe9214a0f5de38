using System.Diagnostics;
using System.Text.RegularExpressions;
using Imi.Testing;
using Microsoft.Data.Sqlite;
using MimeKit;
using OtpNet;

namespace Imi.Web.Tests;

/// <summary>Tests setting up an account with the link from the mail, sign-in, recovery and reauthentication.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private const string Password = "vier Ziegel trocknen im Regen";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly DemonstrationPlatform _platform = new();

    private string Address => _platform.Host.Address;

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task The_link_in_the_mail_opens_a_session_only_after_both_factors_are_set_up()
    {
        var link = LinkIn(await RegisterAsync());
        using var browser = PageSession.Nobody(Address);
        Assert.Contains("pilar.rios", await browser.GetAsync(link), StringComparison.Ordinal);
        var weak = await browser.PostAsync(link, link, ("password", "password1234"));
        Assert.Contains("listas que utilizan los atacantes", weak.Page, StringComparison.Ordinal);

        var setUp = await browser.PostAsync(link, link, ("password", Password));
        Assert.Equal("/account/authenticator", setUp.Address);
        Assert.Contains("<path d=\"M4 4h1v1h-1z", setUp.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);
        var key = KeyIn(setUp.Page);
        Assert.Contains(
            "f-code",
            (await browser.PostAsync("/account/authenticator", "/account/authenticator", ("code", "000000"))).Page,
            StringComparison.Ordinal
        );
        var done = await browser.PostAsync("/account/authenticator", "/account/authenticator", ("code", CodeOf(key)));
        var codes = Regex
            .Matches(done.Page, "<code>(?<code>[a-z2-7-]{19})</code>", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(found => found.Groups["code"].Value)
            .ToList();
        Assert.Equal(10, codes.Count);
        Assert.Contains("Guarde sus códigos de recuperación", done.Page, StringComparison.Ordinal);
        Assert.Contains("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);

        using var elsewhere = PageSession.Nobody(Address);
        Assert.DoesNotContain("f-password\"", await elsewhere.GetAsync(link), StringComparison.Ordinal);
        var wrong = await elsewhere.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "pilar.rios"), ("password", "something else that is wrong"));
        var unknown = await elsewhere.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "nobody.here"), ("password", "something else that is wrong"));
        Assert.Equal(Plain(wrong.Page, "pilar.rios"), Plain(unknown.Page, "nobody.here"));
        var second = await elsewhere.PostAsync(
            "/sign-in",
            "/sign-in?handler=Password",
            ("name", "Pilar@dpo.es.example"),
            ("password", Password),
            ("ReturnUrl", "/notices")
        );
        Assert.Contains("handler=Code", second.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Prefer", await elsewhere.GetAsync("/profile"), StringComparison.Ordinal);
        var entered = await elsewhere.PostAsync("/sign-in", "/sign-in?handler=Code", ("code", codes[0]), ("ReturnUrl", "/notices"));
        Assert.Equal("/notices", entered.Address);

        // An offered authenticator that is not set up yet must not let in a person who knows only the password.
        var offered = await elsewhere.PostAsync("/profile/sign-in", "/profile/sign-in?handler=Authenticator");
        Assert.Equal("/account/authenticator", offered.Address);
        using var guesser = PageSession.Nobody(Address);
        await guesser.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "pilar.rios"), ("password", Password));
        Assert.DoesNotContain("id=\"key\"", await guesser.GetAsync("/account/authenticator"), StringComparison.Ordinal);
        Assert.Contains("id=\"key\"", await elsewhere.GetAsync("/account/authenticator"), StringComparison.Ordinal);

        var garbled = await guesser.PostAsync("/sign-in", "/sign-in?handler=Passkey", ("passkeyToken", "x"), ("passkeyAnswer", "{}"));
        Assert.Contains("passkey was not accepted", garbled.Page, StringComparison.Ordinal);
        var known = await elsewhere.PostAsync("/account/forgotten", "/account/forgotten", ("name", "pilar.rios"));
        var asked = Stopwatch.StartNew();
        var nobody = await elsewhere.PostAsync("/account/forgotten", "/account/forgotten", ("name", "nobody.here"));
        Assert.True(asked.Elapsed >= TimeSpan.FromMilliseconds(500), "A quick answer reveals that the user name does not exist.");
        Assert.Equal(known.Address, nobody.Address);
        Assert.DoesNotContain(Password, _platform.Host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/", _platform.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_second_factor_is_replaced_with_a_link_from_the_administrator_and_the_password()
    {
        var link = LinkIn(await RegisterAsync());
        using var browser = PageSession.Nobody(Address);
        var setUp = await browser.PostAsync(link, link, ("password", Password));
        await browser.PostAsync("/account/authenticator", "/account/authenticator", ("code", CodeOf(KeyIn(setUp.Page))));
        Assert.Contains("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);

        using var coordinator = await PageSession.SignInAsync(Address, "nuria.castano");
        var people =
            Regex.Match(await coordinator.GetAsync("/my-authority"), "/authorities/[0-9a-f-]{36}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value
            + "/mandates?module=ecommerce";
        var pilar = Regex
            .Match(await coordinator.GetAsync(people), "id=\"renew-help-(?<id>[0-9a-f-]{36})\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["id"]
            .Value;
        await coordinator.PostAsync(people, $"{people}&handler=Renew", ("person", pilar));
        Assert.DoesNotContain("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);

        var renewal = LinkIn(await MailAsync("Configure de nuevo su segundo paso"), "Configure de nuevo su segundo paso");
        using var next = PageSession.Nobody(Address);
        Assert.Contains($"action=\"{renewal}?handler=Renew\"", await next.GetAsync(renewal), StringComparison.Ordinal);
        Assert.Contains(
            "f-password-error",
            (await next.PostAsync(renewal, $"{renewal}?handler=Renew", ("password", "not the right one"))).Page,
            StringComparison.Ordinal
        );
        var offered = await next.PostAsync(renewal, $"{renewal}?handler=Renew", ("password", Password));
        Assert.Equal("/account/authenticator", offered.Address);
        Assert.DoesNotContain("handler=Prefer", await next.GetAsync("/profile"), StringComparison.Ordinal);
        await next.PostAsync("/account/authenticator", "/account/authenticator", ("code", CodeOf(KeyIn(offered.Page))));
        Assert.Contains("handler=Prefer", await next.GetAsync("/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeated_wrong_passwords_cause_a_stated_waiting_time()
    {
        using var browser = PageSession.Nobody(Address);
        for (var guess = 0; guess < 5; guess++)
            await browser.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "carmen.ruiz"), ("password", $"guess number {guess}"));
        Assert.Null(browser.LastWait);
        var last = await browser.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "carmen.ruiz"), ("password", "guess number six"));
        Assert.InRange(browser.LastWait!.Value.TotalSeconds, 1, 15);
        Assert.Contains("There were too many attempts.", last.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sensitive_change_requires_recent_reauthentication_and_keeps_the_input()
    {
        using var person = await PageSession.SignInAsync(Address, "carmen.ruiz");
        using var other = await PageSession.SignInAsync(Address, "carmen.ruiz");
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(_platform.Host.DataDirectory, "imi.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var elapsed = database.CreateCommand();
            elapsed.CommandText = "UPDATE \"Sessions\" SET \"ConfirmedAt\" = '2020-01-01 00:00:00'";
            Assert.Equal(2, await elapsed.ExecuteNonQueryAsync());
        }

        var saved = await person.PostAsync("/profile", "/profile?handler=Prefer", ("language", "es"));
        Assert.Equal("/profile?saved=true", saved.Address);
        var asked = await person.PostAsync("/profile", "/profile?handler=Token", ("name", "Registro «nuevo»"));
        Assert.DoesNotContain("imi_", asked.Page, StringComparison.Ordinal);
        var kept = Regex.Match(asked.Page, "name=\"Kept\" value=\"(?<kept>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["kept"].Value;
        var back = await person.PostAsync("/profile", "/account/confirm", ("Kept", kept));
        Assert.Contains("action=\"/profile?handler=Token\"", back.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"Registro «nuevo»\"", back.Page, StringComparison.Ordinal);
        Assert.Contains("imi_", (await person.PostAsync("/profile", "/profile?handler=Token", ("name", "Registro «nuevo»"))).Page, StringComparison.Ordinal);

        Assert.DoesNotContain("imi_", (await other.PostAsync("/profile", "/profile?handler=Token", ("name", "x"))).Page, StringComparison.Ordinal);
        await person.PostAsync("/profile/sign-in", "/profile/sign-in?handler=EndOthers");
        Assert.DoesNotContain("handler=Prefer", await other.GetAsync("/profile"), StringComparison.Ordinal);
        Assert.Contains("handler=Prefer", await person.GetAsync("/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_creates_the_first_person_of_a_production_installation()
    {
        await using var host = new PlatformProcess(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Imi__PublicAddress"] = "https://imi.example",
                ["Imi__Mail__Host"] = "127.0.0.1",
                ["Imi__Mail__Port"] = "9",
            }
        );
        string[] first = ["people", "first", "--user", "ana.lopes", "--name", "Ana Lopes", "--email", "ana@commission.example"];
        var made = await host.ImiAsync(first);
        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Equal(1, (await host.ImiAsync(first)).ExitCode);
        await host.StartAsync();

        using var browser = PageSession.ThroughProxy(host.Address, "https://imi.example");
        Assert.DoesNotContain("userName", await browser.GetAsync("/sign-in"), StringComparison.Ordinal);
        var link = made.Output.Trim()["https://imi.example".Length..];
        var setUp = await browser.PostAsync(link, link, ("password", Password));
        await browser.PostAsync("/account/authenticator", "/account/authenticator", ("code", CodeOf(KeyIn(setUp.Page))));
        Assert.Contains("European Commission", await browser.GetAsync("/my-authority"), StringComparison.Ordinal);
        Assert.Contains("Poland", await browser.GetAsync("/authorities/register"), StringComparison.Ordinal);
    }

    private async Task<MimeMessage> RegisterAsync()
    {
        using var coordinator = await PageSession.SignInAsync(Address, "nuria.castano");
        var authority = Regex
            .Match(await coordinator.GetAsync("/my-authority"), "/authorities/(?<id>[0-9a-f-]{36})", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["id"]
            .Value;
        var page = $"/authorities/{authority}/officers";
        var person = Regex
            .Match(await coordinator.GetAsync(page), "name=\"person\" value=\"(?<id>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["id"]
            .Value;
        await coordinator.PostAsync(
            page,
            $"{page}?handler=New",
            ("person", person),
            ("person-name", "Pilar Ríos"),
            ("email", "Pilar@dpo.es.example"),
            ("user-name", "pilar.rios"),
            ("language", "es")
        );
        return await MailAsync("Configure su cuenta");
    }

    private async Task<MimeMessage> MailAsync(string subject)
    {
        var box = Path.Combine(_platform.Host.DataDirectory, "mail");
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            foreach (var file in Directory.Exists(box) ? Directory.EnumerateFiles(box, "*.eml") : [])
            {
                var mail = await MimeMessage.LoadAsync(file);
                if (mail.To.ToString().Contains("Pilar@dpo.es.example", StringComparison.Ordinal) && mail.Subject == subject)
                    return mail;
            }

            Assert.True(patience.Elapsed < Patience, "No mail arrived: " + _platform.Host.Output);
        }
    }

    private static string LinkIn(MimeMessage mail, string subject = "Configure su cuenta")
    {
        Assert.Equal(subject, mail.Subject);
        return Regex.Match(mail.TextBody!, "http://localhost:5080(?<path>/account/[\\w-]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["path"].Value;
    }

    private static byte[] KeyIn(string page) =>
        Base32Encoding.ToBytes(
            Regex
                .Match(page, "id=\"key\">(?<key>[A-Z2-7 ]+)<", RegexOptions.None, TimeSpan.FromSeconds(1))
                .Groups["key"]
                .Value.Replace(" ", "", StringComparison.Ordinal)
        );

    private static string CodeOf(byte[] key) => new Totp(key).ComputeTotp();

    /// <summary>The sign-in page above the list of demonstration people, without the user name and the tokens.</summary>
    private static string Plain(string page, string name) =>
        Regex.Replace(
            page[..page.IndexOf("<h2", StringComparison.Ordinal)].Replace(name, "", StringComparison.Ordinal),
            "(__RequestVerificationToken|passkeyToken|data-passkey)[^>]+",
            "",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
}
