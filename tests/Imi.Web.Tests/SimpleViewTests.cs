using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Tests the simple view: what it shows, that it forbids nothing, and how to switch it.</summary>
[Collection(OnePlatform.Name)]
public sealed class SimpleViewTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task One_click_switches_to_the_simple_view_and_another_one_back()
    {
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        Assert.Contains(
            "href=\"/exchanges/new\" aria-current",
            (await officer.GetAsync("/exchanges/new")).Replace("aria-current=\"page\"", "aria-current", StringComparison.Ordinal),
            StringComparison.Ordinal
        );

        var (start, address) = await officer.PostAsync("/profile", "/view", ("simple", "true"), ("returnUrl", "/"));
        Assert.Equal("/", address);
        Assert.Contains("<ol class=\"todo\">", start, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"search\"", start, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav class=\"tabs\"", start, StringComparison.Ordinal);

        // The simple view hides pages but forbids none, and the next sign-in keeps it.
        foreach (var hidden in (string[])["/inbox?view=all", "/exchanges/new", "/authorities", "/notices", "/my-authority"])
            await officer.GetAsync(hidden);
        using var again = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        Assert.Contains("<ol class=\"todo\">", await again.GetAsync("/"), StringComparison.Ordinal);

        Assert.Equal("/profile", (await officer.PostAsync("/", "/view", ("simple", "false"), ("returnUrl", "/profile"))).Address);
        Assert.Contains("<nav class=\"tabs\"", await again.GetAsync("/"), StringComparison.Ordinal);
        await again.PostAsync("/profile", "/profile?handler=Prefer", ("language", "el"), ("notices", "true"));
        Assert.DoesNotContain("name=\"simple\" value=\"true\" checked", await again.GetAsync("/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_search_for_an_authority_to_forward_to_keeps_the_input()
    {
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        var row = (await officer.GetAsync("/inbox")).Split("<tr ").First(row => row.Contains("Aurora", StringComparison.Ordinal));
        var exchange = Regex.Match(row, "/exchanges/[0-9a-f-]{36}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        var page = $"{exchange}/act/forward";
        var all = await officer.GetAsync(page);
        Assert.Contains("Ραδιοτηλεόρασης", all, StringComparison.Ordinal);

        var (found, address) = await officer.PostAsync(page, page, ("find", "0"), ("search", "securities"), ("a.reason", "Bonds, not <goods>."));
        Assert.StartsWith(page, address, StringComparison.Ordinal);
        Assert.Contains("Κεφαλαιαγοράς", found, StringComparison.Ordinal);
        Assert.Contains("Bonds, not <goods>.", found, StringComparison.Ordinal);
        Assert.True(found.Split("<option").Length < all.Split("<option").Length);
        Assert.Contains("act/accept", await officer.GetAsync(exchange), StringComparison.Ordinal); // The request was not forwarded.
    }

    [Fact]
    public async Task The_view_changes_only_for_signed_in_people_and_never_redirects_to_another_site()
    {
        using var nobody = PageSession.Nobody(platform.Host.Address);
        Assert.Contains("/sign-in", (await nobody.PostAsync("/sign-in", "/view", ("simple", "true"))).Address, StringComparison.Ordinal);
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        Assert.Equal("/inbox", (await officer.PostAsync("/profile", "/view", ("simple", "false"), ("returnUrl", "https://elsewhere.example/"))).Address);
    }
}
