using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using MimeKit;

namespace Imi.Web.Tests;

/// <summary>Tests that an authority invited by e-mail registers itself in its language and is validated.</summary>
public sealed class JoinTests : IAsyncLifetime
{
    private const string Invited = "oficina@consumo.es.example";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly DemonstrationPlatform _platform = new();

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task An_invited_authority_registers_itself_and_its_coordinator_validates_it()
    {
        const string Invitations = "/authorities/invitations";
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        var id = Regex
            .Match(await coordinator.GetAsync(Invitations), "name=\"id\" value=\"(?<id>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["id"]
            .Value;
        var wrong = await coordinator.PostAsync(
            Invitations,
            Invitations,
            ("id", id),
            ("country", "ES"),
            ("module", ""),
            ("email", "<nobody>"),
            ("language", "es")
        );
        Assert.Contains("value=\"<nobody>\"", wrong.Page, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-module\"", wrong.Page, StringComparison.Ordinal);
        await coordinator.PostAsync(Invitations, Invitations, ("id", id), ("country", "ES"), ("module", "ecommerce"), ("email", Invited), ("language", "es"));

        var link = await LinkAsync(Invited, "/join/[\\w-]+");
        using var office = PageSession.Nobody(_platform.Host.Address);
        var form = await office.GetAsync(link);
        Assert.Contains("lang=\"es\"", form, StringComparison.Ordinal);
        (string, string)[] written =
        [
            ("name.es", "Oficina <Municipal> de Consumo"),
            ("informal-title", "Municipal Consumer Office"),
            ("languages", "es"),
            ("email", Invited),
            ("person-email", Invited),
            ("person-language", "es"),
        ];
        var incomplete = await office.PostAsync(link, link, written);
        Assert.Contains("href=\"#f-user-name\"", incomplete.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"Oficina <Municipal> de Consumo\"", incomplete.Page, StringComparison.Ordinal);
        var done = await office.PostAsync(link, link, [.. written, ("person-name", "Teresa Gil"), ("user-name", "teresa.gil")]);
        Assert.EndsWith("?done=true", done.Address, StringComparison.Ordinal);
        Assert.Contains("lang=\"es\"", done.Page, StringComparison.Ordinal);
        await office.GetAsync(link, HttpStatusCode.NotFound);
        await office.GetAsync($"{link}?done=true"); // A used link still shows the confirmation; an invented one does not.
        await office.GetAsync("/join/anything?done=true", HttpStatusCode.NotFound);

        Assert.Equal($"{Invitations}/{id}", await LinkAsync("nuria.castano", $"{Invitations}/[0-9a-f-]+"));
        var page = $"{Invitations}/{id}";
        Assert.Contains("Oficina <Municipal> de Consumo", await coordinator.GetAsync(page), StringComparison.Ordinal);
        var unasked = await coordinator.PostAsync(page, $"{page}?handler=Ask", ("question", " "));
        Assert.Contains("href=\"#f-question\"", unasked.Page, StringComparison.Ordinal);
        var validated = await coordinator.PostAsync(page, $"{page}?handler=Validate");
        Assert.Matches("^/authorities/[0-9a-f-]{36}/mandates\\?module=ecommerce$", validated.Address);
        Assert.Contains("Teresa Gil", validated.Page, StringComparison.Ordinal);
        Assert.StartsWith("/account/", await LinkAsync(Invited, "/account/[\\w-]+"), StringComparison.Ordinal);
        using var stranger = await PageSession.SignInAsync(_platform.Host.Address, "carmen.ruiz");
        await stranger.GetAsync(Invitations, HttpStatusCode.NotFound);
        await stranger.GetAsync(page, HttpStatusCode.NotFound);
        Assert.DoesNotContain("/join/", _platform.Host.Output, StringComparison.Ordinal);
    }

    private async Task<string> LinkAsync(string to, string pattern)
    {
        var box = Path.Combine(_platform.Host.DataDirectory, "mail");
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            foreach (var file in Directory.Exists(box) ? Directory.EnumerateFiles(box, "*.eml") : [])
            {
                var mail = await MimeMessage.LoadAsync(file);
                var found = Regex.Match(mail.TextBody ?? "", $"http://localhost:5080(?<path>{pattern})", RegexOptions.None, TimeSpan.FromSeconds(1));
                if (found.Success && mail.To.ToString().Contains(to, StringComparison.Ordinal))
                    return found.Groups["path"].Value;
            }

            Assert.True(patience.Elapsed < Patience, "No mail arrived: " + _platform.Host.Output);
        }
    }
}
