using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Tests that people correct and rate a translation on its page, without JavaScript and with a real engine.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class TranslationPageTests(DemonstrationPlatform platform)
{
    [SkippableFact]
    public async Task A_sentence_is_corrected_and_rated_on_its_page_and_what_was_typed_is_kept()
    {
        Apertium.SkipWhereMissing();
        var exchange = await TranslatedAsync();
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var page = Link().Match(await carmen.GetAsync(exchange)).Value;
        var form = Form().Match(await carmen.GetAsync(page));
        var (segment, seen) = (form.Groups["segment"].Value, form.Groups["seen"].Value);
        var correct = $"{page}&handler=Correct";

        var (empty, _) = await carmen.PostAsync(page, correct, Fields(segment, seen, "  "));
        Assert.Contains($"id=\"c-{segment}-error\"", empty, StringComparison.Ordinal);
        var (corrected, address) = await carmen.PostAsync(page, correct, Fields(segment, seen, "Una traducción <b>mejor</b>."));
        Assert.Equal(page, address);
        Assert.Contains("Una traducción <b>mejor</b>.", corrected, StringComparison.Ordinal);
        Assert.Contains("Corregida por: ", corrected, StringComparison.Ordinal);
        Assert.Contains("orregida", await carmen.GetAsync(exchange), StringComparison.Ordinal);

        // The same page in another window is stale now.
        var (conflict, _) = await carmen.PostAsync(page, correct, Fields(segment, seen, "Otra traducción."));
        Assert.Equal(HttpStatusCode.Conflict, carmen.LastStatus);
        Assert.Contains("Otra traducción.</textarea>", conflict, StringComparison.Ordinal);
        Assert.Contains("Una traducción <b>mejor</b>.</div>", conflict, StringComparison.Ordinal);

        var (rated, _) = await carmen.PostAsync(page, $"{page}&handler=Rate", ("language", "es"), ("segment", segment), ("rating", "good"));
        Assert.Single(Pressed().Matches(rated));
        seen = Form().Match(rated).Groups["seen"].Value;
        var (back, _) = await carmen.PostAsync(page, $"{page}&handler=TakeBack", ("language", "es"), ("segment", segment), ("seen", seen));
        Assert.DoesNotContain("Corregida por: ", back, StringComparison.Ordinal);

        // A sentence that is no longer there: the text is shown again.
        var (gone, _) = await carmen.PostAsync(page, correct, Fields("0123456789abcdef", seen, "Sin destino."));
        Assert.Contains("Sin destino.", gone, StringComparison.Ordinal);
        Assert.Contains("no está en el intercambio", gone, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Strangers_find_no_page_and_policy_officers_see_the_figures()
    {
        Apertium.SkipWhereMissing();
        var exchange = await TranslatedAsync();
        using var nikos = await PageSession.SignInAsync(platform.Host.Address, "nikos.ioannou");
        using var marie = await PageSession.SignInAsync(platform.Host.Address, "marie.lefevre");

        await nikos.GetAsync($"{exchange}/translation?text=0123456789abcdef", HttpStatusCode.NotFound);
        await nikos.GetAsync("/translations/counts", HttpStatusCode.NotFound);
        Assert.Matches("(?s)italien → espagnol.*Apertium.*Évaluées comme bonnes", await marie.GetAsync("/translations/counts"));
        Assert.Contains("/translations/counts", await marie.GetAsync("/modules"), StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Fields(string segment, string seen, string text) =>
        [("language", "es"), ("segment", segment), ("seen", seen), ("translation", text), ("submission", Guid.CreateVersion7().ToString("N"))];

    /// <summary>Translates an Italian request into Spanish.</summary>
    /// <returns>Its address.</returns>
    private async Task<string> TranslatedAsync()
    {
        var spain = await platform.ApiAsync("carmen.ruiz", "es");
        var list = await spain.GetFromJsonAsync<JsonElement>("exchanges?view=all&limit=100");
        var request = list.GetProperty("items")
            .EnumerateArray()
            .Single(item => item.GetProperty("about").GetString()!.Contains("Viaggi Costa Dorada", StringComparison.Ordinal))
            .GetProperty("id")
            .GetGuid();
        using var asked = await spain.PostAsync($"exchanges/{request}/translations?target=es", null);
        asked.EnsureSuccessStatusCode();
        return $"/exchanges/{request}";
    }

    [GeneratedRegex("/exchanges/[0-9a-f-]+/translation\\?text=[0-9a-f]{16}", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(
        "name=\"segment\" value=\"(?<segment>[0-9a-f]{16})\"><input type=\"hidden\" name=\"seen\" value=\"(?<seen>[0-9a-f]{16})\"",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Form();

    [GeneratedRegex("aria-pressed=\"true\"", RegexOptions.None, 1000)]
    private static partial Regex Pressed();
}
