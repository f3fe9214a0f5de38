using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Tests requests for which a page has no handler, and unknown addresses.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class PageRequestTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task A_page_refuses_methods_and_handlers_that_it_does_not_have()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(platform.Host.Address) };
        var token = await SignInAsync(http);
        string[] pages = [.. AccessWalk.Pages().Select(door => door.Route).Concat(AccessWalk.Open).Distinct(StringComparer.Ordinal).Select(AddressOf)];
        Assert.True(pages.Length > 40, string.Join(' ', pages));
        var (wrong, before) = (new List<string>(), platform.Host.Output.Length);
        foreach (var page in pages)
        {
            foreach (var method in (string[])["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
                await ExpectAsync(method, page, HttpStatusCode.MethodNotAllowed);
            await ExpectAsync("GET", $"{page}?handler=Nonsense", HttpStatusCode.NotFound);
            await ExpectAsync("HEAD", $"{page}?handler=Nonsense", HttpStatusCode.NotFound);
            await ExpectAsync("POST", $"{page}?handler=Nonsense", HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.DoesNotMatch("WRN|ERR|FTL", platform.Host.Output[before..]);

        async Task ExpectAsync(string method, string address, params HttpStatusCode[] expected)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (method == "POST")
                request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            using var answer = await http.SendAsync(request);
            if (!expected.Contains(answer.StatusCode))
                wrong.Add($"{method} {address}: {(int)answer.StatusCode}");
            if (answer.StatusCode == HttpStatusCode.MethodNotAllowed && answer.Content.Headers.Allow.Count == 0)
                wrong.Add($"{method} {address}: 405 without Allow");
        }
    }

    [Fact]
    public async Task Unknown_addresses_and_forms_sent_to_the_error_page_log_no_warning()
    {
        using var http = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
        var before = platform.Host.Output.Length;
        foreach (
            var address in (string[])
                ["/no-such-page", "/exchanges/no-id", "/css/no-such.css", "/api/v1/no-such", "/join/no-such-link", $"/authorities/{Guid.CreateVersion7()}"]
        )
            await http.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/no-such-page")).StatusCode);
        using var form = new FormUrlEncodedContent([new("a", "b")]);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("/error", form)).StatusCode);
        Assert.DoesNotMatch("WRN|ERR|FTL", platform.Host.Output[before..]);
    }

    private static async Task<string> SignInAsync(HttpClient http)
    {
        using var form = new FormUrlEncodedContent([
            new("userName", "carmen.ruiz"),
            new("__RequestVerificationToken", Token().Match(await http.GetStringAsync("/sign-in")).Groups["token"].Value),
        ]);
        (await http.PostAsync("/sign-in", form)).Dispose();
        return Token().Match(await http.GetStringAsync("/profile")).Groups["token"].Value;
    }

    private static string AddressOf(string route) => Parameter().Replace(route, found => AccessWalk.Fitting(found.Value));

    [GeneratedRegex("\\{[^}]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
