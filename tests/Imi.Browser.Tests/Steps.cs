using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Calendar;
using Microsoft.Playwright;
using Xunit;

namespace Imi.Browser.Tests;

/// <summary>Steps that several browser tests share.</summary>
internal static partial class Steps
{
    private const int MostSteps = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("IMI_SCREENSHOTS");

    /// <summary>Today in Brussels.</summary>
    public static DateOnly Today => DeadlineCalendar.Today(TimeProvider.System);

    /// <summary>The reply-by date that the tests enter.</summary>
    public static DateOnly Wanted { get; } = DeadlineCalendar.Today(TimeProvider.System).AddDays(60);

    /// <summary>Drafts a complete request for measures in Spanish and opens its review.</summary>
    /// <returns>The exchange's address.</returns>
    public static async Task<string> DraftRequestAsync(IPage page, bool javaScript)
    {
        await page.GotoAsync("/exchanges/new");
        await AssertPageAsync(page, "es", javaScript);
        await page.CheckAsync("input[name=choice][value$='|ecommerce|request']");
        await page.PressAsync("main form button[type=submit]");
        await page.FillAsync("#search", "προστασιας");
        await page.PressAsync("button[name=go][value=search].ecl-button");
        await page.CheckAsync("label.choice:has-text('Consumer Protection Service') input");
        await AssertPageAsync(page, "es", javaScript);
        await NextAsync(page);
        await page.SelectOptionAsync("#f-excludedField select", "none");
        await NextAsync(page);
        await page.CheckAsync("[name='a.operatorKnown'][value=yes]");
        await page.FillAsync("#f-providerName", "Aurora Digital Trading Ltd <script>alert(1)</script>");
        await page.SelectOptionAsync("#f-establishmentCountry", "CY");
        await page.CheckAsync("[name='a.establishmentCertain'][value=yes]");
        await page.FillAsync("#f-webAddresses", "https://aurora-deals.example\nhttps://aurora-ofertas.example");
        await NextAsync(page);
        await page.FillAsync("#f-serviceDescription", "Venta en línea de cosméticos.");
        await AnswerAsync(page, ("serviceCategory", "marketplace"));
        await NextAsync(page);
        await page.CheckAsync("[name='a.ground'][value=consumers]");
        await page.CheckAsync("[name='a.harm'][value=prejudices]");
        await page.FillAsync("#f-facts", "Descuentos inexistentes; no entrega los pedidos.");
        await page.FillAsync("#f-rulesInfringed", "Directiva 2005/29/CE.");
        await AssertPageAsync(page, "es", javaScript);
        await NextAsync(page);
        await page.CheckAsync("[name='a.measures.0.kind'][value=cease]");
        await page.FillAsync("#f-measures-0-description", "Ordenar el cese.");
        await page.PressAsync("button[name=add][value=measures]");
        await page.CheckAsync("[name='a.measures.1.kind'][value=inform]");
        await page.FillAsync("#f-measures-1-description", "Informar del responsable.");
        await page.FillAsync("#f-proportionality", "No hay medio menos gravoso.");
        await NextAsync(page);
        await page.FillAsync("#f-replyBy", Wanted.ToString("yyyy-MM-dd", null));
        await page.CheckAsync("[name='a.urgent'][value=no]");
        await page.PressAsync("button[name=go][value=review]");
        Assert.Contains("proceedings", await page.GetAttributeAsync("#errors a", "href"), StringComparison.Ordinal);
        await AssertPageAsync(page, "es", javaScript);
        await page.PressAsync("#errors a");
        await page.CheckAsync("[name='a.proceedings'][value=no]");
        await NextAsync(page);
        return new Uri(page.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
    }

    /// <summary>Begins a draft, fills in its form step by step and opens its review.</summary>
    /// <param name="page">The sender's page.</param>
    /// <param name="procedure">The procedure, as <c>module|procedure</c>.</param>
    /// <param name="recipient">Words of the recipient's name; null for a broadcast, which determines its recipients.</param>
    /// <param name="answers">Pairs of field and answer; one pair per answer for fields with several answers.</param>
    /// <returns>The exchange's address.</returns>
    public static async Task<string> DraftAsync(IPage page, string procedure, string? recipient, params (string Field, string Answer)[] answers)
    {
        await page.GotoAsync("/exchanges/new");
        await page.CheckAsync($"input[name=choice][value$='|{procedure}']");
        await page.PressAsync("main form button[type=submit]");
        if (recipient is not null)
        {
            await page.FillAsync("#search", recipient);
            await page.PressAsync("button[name=go][value=search].ecl-button");
            await page.CheckAsync("label.choice input");
            await NextAsync(page);
        }

        return await CompleteAsync(page, answers);
    }

    /// <summary>Fills in the form of a draft from its current step on and opens its review.</summary>
    /// <returns>The exchange's address.</returns>
    public static async Task<string> CompleteAsync(IPage page, params (string Field, string Answer)[] answers)
    {
        for (var step = 0; await page.Locator(".final").CountAsync() == 0; step++)
        {
            Assert.True(step < MostSteps, $"The step does not accept its answers: {page.Url}");
            await AnswerAsync(page, answers);
            await NextAsync(page);
        }

        return new Uri(page.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
    }

    /// <summary>Takes the primary action in the review of a draft.</summary>
    /// <returns>The exchange's number.</returns>
    public static async Task<string> SendAsync(IPage page)
    {
        await page.PressAsync(".final button.ecl-button--primary");
        return NumberShape().Match(await page.InnerTextAsync("h1")).Value;
    }

    /// <summary>Takes an action with these answers.</summary>
    public static async Task ActAsync(IPage page, string exchange, string action, params (string Field, string Answer)[] answers)
    {
        await page.GotoAsync($"{exchange}/act/{action}");
        await AnswerAsync(page, answers);
        await SubmitAsync(page);
    }

    /// <summary>Fills in those of the fields that the page contains; an authority is selected by words of its name.</summary>
    public static async Task AnswerAsync(IPage page, params (string Field, string Answer)[] answers)
    {
        foreach (var (field, answer) in answers)
        {
            var input = page.Locator($"#f-{field.Replace('.', '-')}");
            if (await input.CountAsync() == 0)
                continue;
            switch (await input.EvaluateAsync<string>("one => one.tagName"))
            {
                case "FIELDSET" when await input.Locator("select").CountAsync() > 0:
                    await input.Locator("select").SelectOptionAsync(answer);
                    break;
                case "FIELDSET":
                    await page.CheckAsync($"[name='a.{field}'][value='{answer}']");
                    break;
                case "SELECT":
                    var isValue = await input.Locator($"option[value='{answer}']").CountAsync() > 0;
                    await input.SelectOptionAsync(
                        isValue ? answer : (await input.Locator("option", new LocatorLocatorOptions { HasText = answer }).First.GetAttributeAsync("value"))!
                    );
                    break;
                default:
                    await input.FillAsync(answer);
                    break;
            }
        }
    }

    /// <summary>Clicks and waits until the resulting page is parsed completely, because counts on an incomplete page are too low.</summary>
    public static async Task PressAsync(this ILocator what)
    {
        await what.ClickAsync();
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < Patience; await Task.Delay(20))
        {
            try
            {
                if (await what.Page.EvaluateAsync<bool>("() => document.readyState !== 'loading'"))
                    return;
            }
            catch (PlaywrightException)
            {
                // The navigation destroyed the page during the call.
            }
        }

        Assert.Fail($"{what.Page.Url} did not load.");
    }

    /// <inheritdoc cref="PressAsync(ILocator)"/>
    public static Task PressAsync(this IPage page, string selector) => page.Locator(selector).First.PressAsync();

    /// <summary>Formats a day for an input field.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", null);

    /// <summary>Opens the next step of a draft.</summary>
    public static Task NextAsync(IPage page) => page.PressAsync("button[name=go][value=next].ecl-button");

    /// <summary>Submits the form of an action.</summary>
    public static Task SubmitAsync(IPage page) => page.PressAsync("main form.narrow button.ecl-button--primary");

    /// <summary>Asserts that the page is in this language, lacks no text and is accessible. Takes screenshots if IMI_SCREENSHOTS is set.</summary>
    /// <remarks>axe needs timers, which never fire without JavaScript; such pages are checked only for language and texts.</remarks>
    public static async Task AssertPageAsync(
        IPage page,
        string? language,
        bool withAxe = true,
        [CallerMemberName] string story = "",
        [CallerLineNumber] int line = 0
    )
    {
        if (language is not null)
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
        Assert.DoesNotMatch(TextKey(), await page.InnerTextAsync("body"));
        if (!withAxe)
            return;
        await Accessibility.CheckAsync(page);
        if (Pictures is not null)
            await PictureAsync(page, $"{story}-{line}");
    }

    /// <summary>Takes screenshots of a page at two widths.</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Pictures!);
        foreach (var width in (int[])[400, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.ScreenshotAsync(
                new PageScreenshotOptions
                {
                    Path = Path.Combine(Pictures!, $"{name}-{await page.GetAttributeAsync("html", "lang")}-{width}.png"),
                    FullPage = true,
                }
            );
        }
    }

    [GeneratedRegex("[A-Z]+-[A-Z]-[0-9]{4}-[0-9]{6}", RegexOptions.None, 1000)]
    internal static partial Regex NumberShape();

    [GeneratedRegex(
        @"\b(web|words|kernel-actions|exchange|validation|access|rules|countries|languages|mail|procedures|forms|blocks|authoring|mandates|guidance|retention|inactive|requests|subjects|special|rectification|simple-view)\.[a-z][a-z-]+\b",
        RegexOptions.None,
        1000
    )]
    private static partial Regex TextKey();
}
