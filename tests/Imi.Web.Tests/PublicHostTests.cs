using System.Net;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Tests that the platform serves only its public address and binds its cookies to that host.</summary>
public sealed class PublicHostTests
{
    [Fact]
    public async Task Cookies_are_bound_to_the_public_host_HTTPS_is_enforced_and_other_hosts_are_refused()
    {
        await using var host = new PlatformProcess(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Imi__PublicAddress"] = "https://imi.example",
                ["Imi__Mail__Host"] = "127.0.0.1",
                ["Imi__Mail__Port"] = "9",
            }
        );
        await host.StartAsync();
        foreach (var proxy in (string?[])["https", null]) // null: the proxy sends no header or is not trusted.
        {
            using var page = await AskAsync(host, "/sign-in", "imi.example", proxy);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
            Assert.StartsWith("__Host-imi-antiforgery=", cookie, StringComparison.Ordinal);
            foreach (var attribute in (string[])["; secure", "; path=/", "; httponly", "; samesite="])
                Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("max-age=31536000", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        }

        using var redirect = await AskAsync(host, "/inbox?view=drafts", "imi.example:8443", "https");
        Assert.Equal("/sign-in?returnUrl=%2Finbox%3Fview%3Ddrafts", redirect.Headers.Location!.OriginalString);
        foreach (var other in (string[])["evil.example", "localhost", "imi.example.evil.example", "127.0.0.1"])
        {
            foreach (var address in (string[])["/inbox", "/sign-in", "/api/v1/exchanges", "/nowhere"])
            {
                using var refused = await AskAsync(host, address, other, "https");
                Assert.Equal((other, address, HttpStatusCode.BadRequest), (other, address, refused.StatusCode));
                Assert.Null(refused.Headers.Location);
            }

            using var probe = await AskAsync(host, "/health/live", other, null);
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        }
    }

    /// <summary>Sends a request with another host name, as a proxy or an attacker does.</summary>
    internal static async Task<HttpResponseMessage> AskAsync(PlatformProcess host, string address, string named, string? proto)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Address + address) { Headers = { Host = named } };
        if (proto is not null)
            request.Headers.Add("X-Forwarded-Proto", proto);
        return await http.SendAsync(request);
    }
}
