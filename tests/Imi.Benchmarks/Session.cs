using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Benchmarks;

/// <summary>Signs in people of the demonstration as a browser does.</summary>
internal static partial class Session
{
    /// <summary>Creates a client with the session of a person.</summary>
    public static async Task<HttpClient> SignInAsync(Uri address, string userName)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        await SignInAsync(http, userName);
        return http;
    }

    /// <summary>Signs a person in on an existing client.</summary>
    public static async Task SignInAsync(HttpClient http, string userName)
    {
        var page = await http.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent([new("userName", userName), TokenOf(page)]);
        using var response = await http.PostAsync("/sign-in", form);
        response.EnsureSuccessStatusCode();
        if (response.RequestMessage!.RequestUri!.AbsolutePath != "/inbox")
            throw new InvalidOperationException($"{userName} could not sign in.");
    }

    /// <summary>Gets the antiforgery field of a page, to post with its form.</summary>
    public static KeyValuePair<string, string> TokenOf(string page) =>
        new("__RequestVerificationToken", WebUtility.HtmlDecode(Token().Match(page).Groups["token"].Value));

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
