using System.Net;

namespace Imi.Web.Tests;

/// <summary>The light mode at the pages: what it shows, that it forbids nothing, and that one click changes it.</summary>
[Collection(OnePlatform.Name)]
public sealed class LightTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task One_click_shows_only_what_the_person_must_do_and_one_click_everything_again()
    {
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        Assert.Contains("href=\"/exchanges/new\" aria-current", (await officer.GetAsync("/exchanges/new")).Replace("aria-current=\"page\"", "aria-current", StringComparison.Ordinal), StringComparison.Ordinal);

        var (start, address) = await officer.PostAsync("/profile", "/view", ("light", "true"), ("returnUrl", "/"));
        Assert.Equal("/", address);
        Assert.Contains("<ol class=\"todo\">", start, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"search\"", start, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav class=\"tabs\"", start, StringComparison.Ordinal);

        // What is hidden is not forbidden: every address works, and the next sign-in remembers.
        foreach (var hidden in (string[])["/inbox?view=all", "/exchanges/new", "/authorities", "/notices", "/my-authority"])
            await officer.GetAsync(hidden);
        using var again = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        Assert.Contains("<ol class=\"todo\">", await again.GetAsync("/"), StringComparison.Ordinal);

        Assert.Equal("/profile", (await officer.PostAsync("/", "/view", ("light", "false"), ("returnUrl", "/profile"))).Address);
        Assert.Contains("<nav class=\"tabs\"", await again.GetAsync("/"), StringComparison.Ordinal);
        await again.PostAsync("/profile", "/profile?handler=Prefer", ("language", "en"), ("notices", "true"));
        Assert.DoesNotContain("name=\"light\" value=\"true\" checked", await again.GetAsync("/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_changes_the_view_without_a_page_of_theirs_and_nobody_is_sent_elsewhere()
    {
        using var nobody = PageSession.Nobody(platform.Host.Address);
        Assert.Contains("/sign-in", (await nobody.PostAsync("/sign-in", "/view", ("light", "true"))).Address, StringComparison.Ordinal);
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        Assert.Equal("/inbox", (await officer.PostAsync("/profile", "/view", ("light", "false"), ("returnUrl", "https://elsewhere.example/"))).Address);
    }
}
