using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests a request for measures from Spain to Cyprus, each side in its own language, and the accessibility of all pages.</summary>
[Collection(SharedPlatforms.Requests)]
public class StoryTests(RunningPlatform platform)
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_travels_from_Spain_to_Cyprus_and_back_in_two_languages(bool javaScript)
    {
        var spain = await platform.SignInAsync("carmen.ruiz", javaScript: javaScript);
        var exchange = await DraftRequestAsync(spain, javaScript);
        await spain.PressAsync(".final button.ecl-button--primary");
        await AssertPageAsync(spain, "es", javaScript);
        var number = (await spain.InnerTextAsync("h1")).Split(' ').First(word => word.StartsWith("ECOM-R-", StringComparison.Ordinal));

        var allocator = await platform.SignInAsync("andreas.christou", javaScript: javaScript);
        Assert.Contains(number, await allocator.InnerTextAsync("table.list"), StringComparison.Ordinal);
        await allocator.GotoAsync($"{exchange}/act/allocate");
        await allocator.GetByLabel("Eleni Georgiou").CheckAsync();
        await SubmitAsync(allocator);

        var cyprus = await platform.SignInAsync("eleni.georgiou", javaScript: javaScript);
        await cyprus.GotoAsync(exchange);
        await AssertPageAsync(cyprus, "el", javaScript);
        await cyprus.GotoAsync($"{exchange}/act/accept");
        await AssertPageAsync(cyprus, "el", javaScript);
        await cyprus.FillAsync("#f-replyBy", Wanted.AddDays(10).ToString("yyyy-MM-dd", null));
        await SubmitAsync(cyprus);

        await spain.GotoAsync($"{exchange}/act/agree-date");
        await SubmitAsync(spain);

        await cyprus.GotoAsync($"{exchange}/act/reply");
        await cyprus.CheckAsync("[name='a.competent'][value=yes]");
        await cyprus.CheckAsync("[name='a.outcome'][value=measures-taken]");
        await cyprus.CheckAsync("[name='a.measuresTaken'][value=cease]");
        await cyprus.FillAsync("#f-description", "Διατάξαμε την παύση της πρακτικής και την επιστροφή των χρημάτων.");
        await AssertPageAsync(cyprus, "el", javaScript);
        await SubmitAsync(cyprus);

        await spain.GotoAsync(exchange);
        Assert.Contains("Διατάξαμε την παύση", await spain.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es", javaScript);
        await spain.GotoAsync($"{exchange}/act/ask-additional-information");
        await spain.FillAsync("#f-question", "¿Desde qué fecha es efectiva la orden?");
        await spain.FillAsync("#f-reason", "La necesitamos para informar a los consumidores.");
        await spain.FillAsync("#f-replyBy", Wanted.AddDays(20).ToString("yyyy-MM-dd", null));
        await SubmitAsync(spain);

        await cyprus.GotoAsync($"{exchange}/act/answer-additional-information");
        await cyprus.FillAsync("#f-information", "Η απόφαση ισχύει από την πρώτη του μηνός.");
        await SubmitAsync(cyprus);

        await spain.GotoAsync($"{exchange}/act/close");
        await SubmitAsync(spain);
        Assert.Equal(3, await spain.Locator("main .error").CountAsync());
        await AssertPageAsync(spain, "es", javaScript);
        foreach (var (field, answer) in ((string, string)[])[("assessment", "adequate"), ("timeliness", "positive"), ("effort", "positive")])
            await spain.CheckAsync($"[name='a.{field}'][value={answer}]");
        await SubmitAsync(spain);

        // What is left are the follow-up questions, which can be answered before they are asked.
        Assert.Equal(1, await spain.Locator(".turn .acts a[href$='/act/report-service']").CountAsync());
        await cyprus.GotoAsync($"{exchange}/act/report-measures");
        await cyprus.CheckAsync("[name='a.measures'][value=in-force]");
        await cyprus.FillAsync("#f-asOf", Today.ToString("yyyy-MM-dd", null));
        await SubmitAsync(cyprus);
        Assert.Equal(0, await cyprus.Locator(".turn .acts").CountAsync());
        await cyprus.GotoAsync($"{exchange}/print");
        await AssertPageAsync(cyprus, "el", javaScript);
    }

    [SkippableTheory]
    [InlineData("carmen.ruiz")]
    [InlineData("nikos.ioannou")]
    public async Task Every_page_is_accessible_and_loads_without_errors(string person)
    {
        var page = await platform.SignInAsync(person);
        var faults = new ConcurrentQueue<string>();
        page.PageError += (_, error) => faults.Enqueue($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Url.EndsWith("/nothing-here", StringComparison.Ordinal))
                faults.Enqueue($"{response.Url}: {response.Status}");
        };
        foreach (
            var address in (string[])
                [
                    "/inbox",
                    "/inbox?view=closed",
                    "/inbox?view=attention",
                    "/exchanges/inactive",
                    "/exchanges/new",
                    "/authorities?country=CY",
                    "/my-authority",
                    "/profile",
                    "/profile/calendar",
                    "/notices",
                    "/health",
                    "/help",
                    "/accessibility",
                    "/privacy",
                    "/nothing-here",
                ]
        )
        {
            await page.GotoAsync(address);
            await AssertPageAsync(page, null);
        }

        await page.GotoAsync("/authorities");
        await page.PressAsync("table.list tbody a");
        await AssertPageAsync(page, null);
        await page.GotoAsync("/inbox?view=all");
        await page.PressAsync("table.list tbody tr:last-child a");
        await AssertPageAsync(page, null);
        await page.GotoAsync($"{new Uri(page.Url).AbsolutePath}/why");
        await AssertPageAsync(page, null);
        await page.GotoAsync("/inbox?view=drafts");
        if (await page.Locator("table.list tbody a").CountAsync() > 0)
        {
            await page.PressAsync("table.list tbody a");
            await NextAsync(page);
        }

        Assert.True(faults.IsEmpty, string.Join(Environment.NewLine, faults));
    }
}
