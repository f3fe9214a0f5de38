using Microsoft.Playwright;
using Xunit;

namespace Imi.Browser.Tests;

/// <summary>Takes screenshots of the pages at two widths and in several languages for visual review.</summary>
[Trait("Category", "Screenshots")]
[Collection(SharedPlatforms.Requests)]
public class ScreenshotTests(RunningPlatform platform)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("IMI_SCREENSHOTS");

    [SkippableTheory]
    [InlineData("eleni.georgiou", "el", 1280)]
    [InlineData("eleni.georgiou", "el", 400)]
    [InlineData("eleni.georgiou", "en", 1280)]
    [InlineData("eleni.georgiou", "en", 400)]
    public async Task Every_page_of_an_officer_is_captured(string person, string language, int width)
    {
        Skip.If(Folder is null, "Pictures are taken by ./build.sh screenshots.");
        var page = await platform.SignInAsync(person, width);
        await ChooseAsync(page, language);
        foreach (var (name, address) in Pages())
        {
            await page.GotoAsync(address);
            await ShootAsync(page, $"{name}-{language}-{width}");
        }

        await page.GotoAsync("/inbox?view=all");
        await page.Locator("table.list tbody tr", new PageLocatorOptions { HasText = "Aurora" }).Locator("a").First.PressAsync();
        await ShootAsync(page, $"exchange-{language}-{width}");
        var exchange = new Uri(page.Url).AbsolutePath;
        foreach (var step in (string[])["act/accept", "act/refuse", "print", "files", "why"])
        {
            await page.GotoAsync($"{exchange}/{step}");
            await ShootAsync(page, $"exchange-{step.Replace('/', '-')}-{language}-{width}");
        }
    }

    [SkippableTheory]
    [InlineData("el", 1280)]
    [InlineData("de", 400)]
    public async Task The_simple_view_is_captured(string language, int width)
    {
        Skip.If(Folder is null, "Pictures are taken by ./build.sh screenshots.");
        var page = await platform.SignInAsync("eleni.georgiou", width);
        await ChooseAsync(page, language);
        await page.PressAsync("form[action='/view'] button");
        await page.GotoAsync("/");
        await ShootAsync(page, $"simple-start-{language}-{width}");
        await page.PressAsync("ol.todo a");
        await ShootAsync(page, $"simple-exchange-{language}-{width}");
        await page.GotoAsync($"{new Uri(page.Url).AbsolutePath}/act/forward");
        await ShootAsync(page, $"simple-forward-{language}-{width}");
        await page.PressAsync("form[action='/view'] button");
    }

    [SkippableTheory]
    [InlineData("carmen.ruiz", "es", 1280)]
    [InlineData("carmen.ruiz", "es", 400)]
    [InlineData("carmen.ruiz", "de", 1280)]
    [InlineData("carmen.ruiz", "fr", 1280)]
    public async Task Every_step_of_a_draft_is_captured(string person, string language, int width)
    {
        Skip.If(Folder is null, "Pictures are taken by ./build.sh screenshots.");
        var page = await platform.SignInAsync(person, width);
        await ChooseAsync(page, language);
        await page.GotoAsync("/inbox");
        await ShootAsync(page, $"inbox-sender-{language}-{width}");
        await page.GotoAsync("/exchanges/new");
        await ShootAsync(page, $"new-{language}-{width}");
        await page.CheckAsync("input[name=choice][value$='|ecommerce|request']");
        await page.PressAsync("main form button[type=submit]");
        var draft = new Uri(page.Url).AbsolutePath;
        foreach (var step in (string[])["recipient", "provider", "service", "grounds", "measures", "timing", "review"])
        {
            await page.GotoAsync($"{draft}?step={step}");
            await ShootAsync(page, $"draft-{step}-{language}-{width}");
        }
    }

    [SkippableTheory]
    [InlineData("nathalie.lambert", "fr", 1280)]
    [InlineData("nathalie.lambert", "de", 400)]
    [InlineData("helena.lindqvist", "en", 1280)]
    [InlineData("helena.lindqvist", "el", 400)]
    public async Task Notifications_are_captured(string person, string language, int width)
    {
        Skip.If(Folder is null, "Pictures are taken by ./build.sh screenshots.");
        var page = await platform.SignInAsync(person, width);
        await ChooseAsync(page, language);
        await page.GotoAsync("/inbox?view=all");
        await ShootAsync(page, $"notifications-{language}-{width}");
        foreach (var (name, about) in ((string, string)[])[("closed", "Parfumhuis"), ("open", "Streamline")])
        {
            await page.GotoAsync("/inbox?view=all");
            var row = page.Locator("table.list tbody tr", new PageLocatorOptions { HasText = about }).Filter(new LocatorFilterOptions { HasText = "ECOM-N" });
            if (await row.CountAsync() == 0)
                continue;
            await row.Locator("a").First.PressAsync();
            await ShootAsync(page, $"notification-{name}-{language}-{width}");
            var address = new Uri(page.Url).AbsolutePath;
            foreach (var step in (string[])["act/modify-after-closure", "act/ask-to-refrain", "act/comment", "print"])
            {
                await page.GotoAsync($"{address}/{step}");
                if (page.Url.EndsWith(step, StringComparison.Ordinal))
                    await ShootAsync(page, $"notification-{name}-{step.Replace('/', '-')}-{language}-{width}");
            }
        }
    }

    [SkippableTheory]
    [InlineData("carmen.ruiz", "en", 1280)]
    [InlineData("carmen.ruiz", "es", 400)]
    [InlineData("lucia.navarro", "de", 1280)]
    [InlineData("lucia.navarro", "el", 400)]
    public async Task Hidden_exchanges_are_captured(string person, string language, int width)
    {
        Skip.If(Folder is null, "Pictures are taken by ./build.sh screenshots.");
        var page = await platform.SignInAsync(person, width);
        await ChooseAsync(page, language);
        await page.GotoAsync("/data-protection");
        await ShootAsync(page, $"data-protection-{person}-{language}-{width}");
        await page.GotoAsync("/exchanges/inactive");
        await ShootAsync(page, $"inactive-{person}-{language}-{width}");
        await page.PressAsync("table.list a");
        await ShootAsync(page, $"hidden-exchange-{person}-{language}-{width}");
    }

    [SkippableTheory]
    [InlineData("es", 1280)]
    [InlineData("el", 400)]
    public async Task The_pages_of_a_coordinator_are_captured(string language, int width)
    {
        Skip.If(Folder is null, "Pictures are taken by ./build.sh screenshots.");
        var page = await platform.SignInAsync("nuria.castano", width);
        await ChooseAsync(page, language);
        await page.GotoAsync("/authorities?country=ES");
        await page.PressAsync("table.list a:has-text('Dirección General de Consumo')");
        var authority = new Uri(page.Url).AbsolutePath;
        foreach (
            var address in (string[])
                [
                    "/authorities/register",
                    "/authorities/invitations",
                    "/authorities/import",
                    "/authorities/review",
                    authority,
                    $"{authority}/entry",
                    $"{authority}/mandates?module=ecommerce",
                    $"{authority}/officers",
                    $"{authority}/deactivation",
                ]
        )
        {
            await page.GotoAsync(address);
            await ShootAsync(
                page,
                $"coordinator-{address.Split('?')[0].Split('/')[^1][..Math.Min(12, address.Split('?')[0].Split('/')[^1].Length)]}-{language}-{width}"
            );
        }
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task The_pages_before_sign_in_are_captured(int width)
    {
        Skip.If(Folder is null, "Pictures are taken by ./build.sh screenshots.");
        var page = await platform.OpenAsync(width);
        foreach (
            var (name, address) in ((string, string)[])
                [
                    ("sign-in", "/sign-in"),
                    ("forgotten", "/account/forgotten"),
                    ("link-closed", "/account/no-link"),
                    ("help", "/help"),
                    ("privacy", "/privacy"),
                    ("accessibility", "/accessibility"),
                    ("not-found", "/nothing-here"),
                ]
        )
        {
            await page.GotoAsync(address);
            await ShootAsync(page, $"{name}-en-{width}");
        }
    }

    private static IEnumerable<(string Name, string Address)> Pages() =>
        [
            ("inbox", "/inbox"),
            ("inbox-waiting", "/inbox?view=waiting"),
            ("inbox-closed", "/inbox?view=closed"),
            ("inbox-empty", "/inbox?view=drafts"),
            ("inbox-all", "/inbox?view=all"),
            ("authorities", "/authorities"),
            ("authorities-country", "/authorities?country=ES"),
            ("my-authority", "/my-authority"),
            ("profile", "/profile"),
            ("profile-sign-in", "/profile/sign-in"),
            ("profile-calendar", "/profile/calendar"),
            ("notices", "/notices"),
            ("health", "/health"),
        ];

    private static async Task ChooseAsync(IPage page, string language)
    {
        await page.PressAsync("details.menu summary");
        await page.PressAsync($"button[name=language][value={language}]");
        await page.WaitForLoadStateAsync();
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder!);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder!, $"{name}.png"), FullPage = true });
    }
}
