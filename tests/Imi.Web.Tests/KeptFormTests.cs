using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Tests that input survives the end of a session and is never shown to another person.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class KeptFormTests(DemonstrationPlatform platform) : IDisposable
{
    private const string Typed = "typed while the session ended: κείμενο";
    private readonly CookieContainer _cookies = new();
    private HttpClient? _browser;

    private HttpClient Browser =>
        _browser ??= new HttpClient(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = new Uri(platform.Host.Address) };

    [Theory]
    [InlineData("carmen.ruiz", true)]
    [InlineData("klaus.weber", false)]
    public async Task Input_sent_after_the_session_ended_is_restored_only_to_its_author(string whoSignsIn, bool comesBack)
    {
        await SignInAsync("carmen.ruiz", []);
        var form = HiddenFields(await Browser.GetStringAsync("/exchanges/new"));
        _cookies.GetCookies(Browser.BaseAddress!)["imi-session"]!.Expired = true;

        var signIn = await PostAsync("/exchanges/new", [.. form, new("choice", Typed)]);

        var page = await SignInAsync(whoSignsIn, HiddenFields(signIn).Where(field => field.Key == "Kept"));
        Assert.Equal(comesBack, page.Contains(Typed, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nobody's", 100)]
    [InlineData("forged", 100)]
    [InlineData("too large", 300_000)]
    public async Task Input_with_a_missing_or_forged_author_and_large_input_are_not_kept(string whose, int length)
    {
        await SignInAsync("carmen.ruiz", []);
        var form = HiddenFields(await Browser.GetStringAsync("/exchanges/new")).Where(field => whose == "too large" || field.Key != "__Person").ToList();
        if (whose == "forged")
            form.Add(new("__Person", Guid.CreateVersion7().ToString()));
        _cookies.GetCookies(Browser.BaseAddress!)["imi-session"]!.Expired = true;

        Assert.DoesNotContain(
            HiddenFields(await PostAsync("/exchanges/new", [.. form, new("choice", new string('x', length))])),
            field => field is { Key: "Kept", Value.Length: > 0 }
        );
    }

    [Fact]
    public async Task A_form_that_is_too_large_or_malformed_is_refused_with_its_own_status()
    {
        await SignInAsync("carmen.ruiz", []);

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await StatusAsync(new StringContent($"text={new string('x', 5_000_000)}", null, "application/x-www-form-urlencoded"))
        );
        using var broken = new StringContent("no parts");
        broken.Headers.Remove("Content-Type");
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=edge");
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(broken));
    }

    public void Dispose() => _browser?.Dispose();

    private async Task<HttpStatusCode> StatusAsync(HttpContent content)
    {
        using var response = await Browser.PostAsync("/exchanges/new", content);
        return response.StatusCode;
    }

    private async Task<string> SignInAsync(string userName, IEnumerable<KeyValuePair<string, string>> more)
    {
        var form = HiddenFields(await Browser.GetStringAsync("/sign-in")).Where(field => field.Key == "__RequestVerificationToken").Take(1);
        return await PostAsync("/sign-in", [.. form, .. more, new("userName", userName)]);
    }

    private async Task<string> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Origin", platform.Host.Address);
        using var response = await Browser.SendAsync(request);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.True(response.IsSuccessStatusCode, page);
        return page;
    }

    private static List<KeyValuePair<string, string>> HiddenFields(string page) =>
        [
            .. Hidden()
                .Matches(page)
                .Select(field => KeyValuePair.Create(field.Groups["name"].Value, field.Groups["value"].Value))
                .DistinctBy(field => field.Key),
        ];

    [GeneratedRegex("<input( name=\"(?<name>[^\"]+)\"| type=\"hidden\"| value=\"(?<value>[^\"]*)\")+", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
