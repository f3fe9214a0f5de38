using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using MimeKit;
using OtpNet;

namespace Imi.Web.Tests;

/// <summary>Somebody whom a coordinator registers sets up the account by the link that comes by e-mail, and signs in.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private const string Password = "vier Ziegel trocknen im Regen";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly DemonstrationPlatform _platform = new();

    private string Address => _platform.Host.Address;

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task The_link_of_the_mail_leads_to_a_session_with_two_factors_and_nothing_opens_before()
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
        var key = Base32Encoding.ToBytes(Regex.Match(setUp.Page, "id=\"key\">(?<key>[A-Z2-7 ]+)<", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("f-code", (await browser.PostAsync("/account/authenticator", "/account/authenticator", ("code", "000000"))).Page, StringComparison.Ordinal);
        var done = await browser.PostAsync("/account/authenticator", "/account/authenticator", ("code", CodeOf(key)));
        var codes = Regex.Matches(done.Page, "<code>(?<code>[a-z2-7-]{19})</code>", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(found => found.Groups["code"].Value).ToList();
        Assert.Equal(10, codes.Count);
        Assert.Contains("handler=Prefer", await browser.GetAsync("/profile"), StringComparison.Ordinal);

        using var elsewhere = PageSession.Nobody(Address);
        Assert.DoesNotContain("f-password\"", await elsewhere.GetAsync(link), StringComparison.Ordinal);
        var wrong = await elsewhere.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "pilar.rios"), ("password", "something else that is wrong"));
        var unknown = await elsewhere.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "nobody.here"), ("password", "something else that is wrong"));
        Assert.Equal(Plain(wrong.Page, "pilar.rios"), Plain(unknown.Page, "nobody.here"));
        var second = await elsewhere.PostAsync("/sign-in", "/sign-in?handler=Password", ("name", "Pilar@dpo.es.example"), ("password", Password), ("ReturnUrl", "/notices"));
        Assert.Contains("handler=Code", second.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Prefer", await elsewhere.GetAsync("/profile"), StringComparison.Ordinal);
        var entered = await elsewhere.PostAsync("/sign-in", "/sign-in?handler=Code", ("code", codes[0]), ("ReturnUrl", "/notices"));
        Assert.Equal("/notices", entered.Address);

        var known = await elsewhere.PostAsync("/account/forgotten", "/account/forgotten", ("name", "pilar.rios"));
        var nobody = await elsewhere.PostAsync("/account/forgotten", "/account/forgotten", ("name", "nobody.here"));
        Assert.Equal(known.Address, nobody.Address);
        Assert.DoesNotContain(Password, _platform.Host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/", _platform.Host.Output, StringComparison.Ordinal);
    }

    private async Task<MimeMessage> RegisterAsync()
    {
        using var coordinator = await PageSession.SignInAsync(Address, "nuria.castano");
        var authority = Regex.Match(await coordinator.GetAsync("/my-authority"), "/authorities/(?<id>[0-9a-f-]{36})", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        var page = $"/authorities/{authority}/officers";
        var person = Regex.Match(await coordinator.GetAsync(page), "name=\"person\" value=\"(?<id>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        await coordinator.PostAsync(page, $"{page}?handler=New", ("person", person), ("person-name", "Pilar Ríos"), ("email", "Pilar@dpo.es.example"), ("user-name", "pilar.rios"), ("language", "es"));
        var box = Path.Combine(_platform.Host.DataDirectory, "mail");
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            foreach (var file in Directory.Exists(box) ? Directory.EnumerateFiles(box, "*.eml") : [])
            {
                var mail = await MimeMessage.LoadAsync(file);
                if (mail.To.ToString().Contains("Pilar@dpo.es.example", StringComparison.Ordinal))
                    return mail;
            }

            Assert.True(patience.Elapsed < Patience, "No mail came: " + _platform.Host.Output);
        }
    }

    private static string LinkIn(MimeMessage mail)
    {
        Assert.Equal("Configure su cuenta", mail.Subject);
        return Regex.Match(mail.TextBody!, "http://localhost:5080(?<path>/account/[\\w-]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["path"].Value;
    }

    private static string CodeOf(byte[] key) => new Totp(key).ComputeTotp();

    /// <summary>What a page says above the demonstration network's people, whoever tried.</summary>
    private static string Plain(string page, string name) =>
        Regex.Replace(page[..page.IndexOf("<h2", StringComparison.Ordinal)].Replace(name, "", StringComparison.Ordinal), "__RequestVerificationToken[^>]+", "", RegexOptions.None, TimeSpan.FromSeconds(1));
}
