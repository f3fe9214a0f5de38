using System.Net;

namespace Imi.Web.Tests;

/// <summary>
/// Simulates a browser that uses HTTPS and the proxy that terminates it: the platform receives plain requests with the public host and
/// <c>X-Forwarded-Proto</c>; cookies are kept as for HTTPS.
/// </summary>
internal sealed class HttpsProxy(string platform) : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private const int MostRedirects = 10;
    private readonly CookieContainer _cookies = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        for (var (method, content, redirects) = (request.Method, request.Content, 0); ; redirects++)
        {
            using var forwarded = new HttpRequestMessage(method, new Uri(new Uri(platform), asked.PathAndQuery)) { Content = content };
            forwarded.Headers.Host = asked.Authority;
            forwarded.Headers.Add("X-Forwarded-Proto", "https");
            if (_cookies.GetCookieHeader(asked) is { Length: > 0 } cookies)
                forwarded.Headers.Add("Cookie", cookies);
            var response = await base.SendAsync(forwarded, cancellationToken);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                _cookies.SetCookies(asked, cookie);
            response.RequestMessage!.RequestUri = asked;
            if (response.StatusCode is not HttpStatusCode.Found || response.Headers.Location is not { } location || redirects == MostRedirects)
                return response;
            (asked, method, content) = (new Uri(asked, location), HttpMethod.Get, null);
        }
    }
}
