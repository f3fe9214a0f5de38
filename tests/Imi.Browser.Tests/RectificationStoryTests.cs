using Imi.Kernel.Foundation.Calendar;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests that an authority corrects contested data and that the other side sees only the new version.</summary>
[Collection(SharedPlatforms.Requests)]
public class RectificationStoryTests(RunningPlatform platform)
{
    private const string Wrong = "Aurora Digital Trading Ltd";
    private const string Right = "Aurora Digital Services Ltd";

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Contested_data_are_corrected_and_the_earlier_version_is_no_longer_shown(bool javaScript)
    {
        var carmen = await platform.SignInAsync("carmen.ruiz", javaScript: javaScript);
        var exchange = await DraftRequestAsync(carmen, javaScript);
        var number = await SendAsync(carmen);
        await carmen.FillAsync("#text", "El representante es Giorgos Antoniou.");
        await carmen.PressAsync("form[action$='=Message'] button");

        var lucia = await platform.SignInAsync("lucia.navarro", javaScript: javaScript);
        await lucia.GotoAsync("/data-protection/requests");
        await lucia.CheckAsync("input[name=kind][value=Rectification]");
        await lucia.FillAsync("#f-receivedOn", Iso(DeadlineCalendar.Today(TimeProvider.System)));
        await lucia.FillAsync("#f-name", "Giorgos Antoniou");
        await lucia.FillAsync("#f-wish", "Mi empresa se llama de otra manera.");
        await lucia.PressAsync("main form button[type=submit]");
        var request = new Uri(lucia.Url).AbsolutePath;
        await lucia.FillAsync("#f-number", number);
        await lucia.PressAsync("form[action$='=Attach'] button");
        await AssertPageAsync(lucia, "es", javaScript);

        await carmen.GotoAsync(exchange);
        Assert.Contains("DSR-", await carmen.InnerTextAsync("main .note.warn"), StringComparison.Ordinal);
        await carmen.PressAsync($"a[href='{exchange}/rectify/']");
        await AssertPageAsync(carmen, "es", javaScript);
        Assert.Equal(0, await carmen.Locator("#f-replyBy").CountAsync());
        await carmen.FillAsync("#f-providerName", Right);
        await carmen.Locator("#f-request input").Nth(1).CheckAsync();
        await SubmitAsync(carmen);
        Assert.Equal("#f-reason", await carmen.GetAttributeAsync("#errors a", "href"));
        await AssertPageAsync(carmen, "es", javaScript);
        await carmen.FillAsync("#f-reason", "El nombre se tomó de otra ficha.");
        await SubmitAsync(carmen);
        await AssertPageAsync(carmen, "es", javaScript);
        Assert.DoesNotContain(Wrong, await carmen.ContentAsync(), StringComparison.Ordinal);
        await carmen.PressAsync("#messages a[href*='/rectify/']");
        await carmen.FillAsync("#f-text", "El representante es otra persona.");
        await carmen.FillAsync("#f-reason", "Se indicó a la persona equivocada.");
        await SubmitAsync(carmen);

        var eleni = await platform.SignInAsync("eleni.georgiou", javaScript: javaScript);
        await eleni.GotoAsync("/notices");
        Assert.Contains(number, await eleni.InnerTextAsync("main"), StringComparison.Ordinal);
        foreach (var page in (string[])[exchange, $"{exchange}/print"])
        {
            await eleni.GotoAsync(page);
            var seen = await eleni.InnerTextAsync("body");
            Assert.Contains(Right, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(Wrong, seen, StringComparison.Ordinal);
            Assert.DoesNotContain("Antoniou", seen, StringComparison.Ordinal);
            Assert.Contains("DSR-", seen, StringComparison.Ordinal);
            await AssertPageAsync(eleni, "el", javaScript);
        }

        await eleni.GotoAsync(exchange);
        Assert.Equal(0, await eleni.Locator("a[href*='/rectify/']").CountAsync());
        Assert.Equal(404, (await eleni.GotoAsync($"{exchange}/rectify"))!.Status);
        await lucia.GotoAsync(request);
        await AssertPageAsync(lucia, "es", javaScript);
        Assert.Equal(404, (await carmen.GotoAsync($"{exchange}/rectify/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}"))!.Status);
    }
}
