using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Simulates a person who uses the pages in a browser without JavaScript: cookies, forms, antiforgery tokens.</summary>
internal sealed partial class PageSession : IDisposable
{
    private readonly HttpClient _http;

    private PageSession(string address)
        : this(new HttpClientHandler { AllowAutoRedirect = true }, address) { }

    private PageSession(HttpMessageHandler handler, string address) =>
        _http = new HttpClient(handler) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Creates a session without a sign-in.</summary>
    public static PageSession Nobody(string address) => new(address);

    /// <summary>Creates a session without a sign-in that uses HTTPS through a proxy in front of the platform.</summary>
    public static PageSession ThroughProxy(string address, string publicAddress) => new(new HttpsProxy(address), publicAddress);

    /// <summary>Signs in as a person of the demonstration network.</summary>
    public static async Task<PageSession> SignInAsync(string address, string userName)
    {
        var session = new PageSession(address);
        await session.GetAsync("/sign-in");
        await session.PostAsync("/sign-in", "/sign-in", ("user", userName), ("userName", userName));
        return session;
    }

    /// <summary>The waiting time in the last answer to a form; null if it has none.</summary>
    public TimeSpan? LastWait { get; private set; }

    /// <summary>The status of the last answer to a form.</summary>
    public HttpStatusCode LastStatus { get; private set; }

    /// <summary>Returns a page with its HTML entities decoded.</summary>
    public async Task<string> GetAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await _http.GetAsync(address);
        Assert.Equal(expected, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Downloads a file.</summary>
    public Task<byte[]> DownloadAsync(string address) => _http.GetByteArrayAsync(address);

    /// <summary>Sends a form of a page with its antiforgery token.</summary>
    /// <returns>The page after all redirects, and its address.</returns>
    public Task<(string Page, string Address)> PostAsync(string page, string action, params (string Name, string Value)[] fields) =>
        SendAsync(page, action, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Uploads a file with a form.</summary>
    public async Task<(string Page, string Address)> UploadAsync(string page, string field, byte[] bytes, string name = "area.zip")
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(bytes), field, name } };
        return await SendAsync(page, page, content);
    }

    /// <summary>Uploads several files with one form.</summary>
    public async Task<(string Page, string Address)> UploadAllAsync(string page, string action, string field, params (string Name, byte[] Content)[] files)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
            content.Add(new ByteArrayContent(bytes), field, name);
        return await SendAsync(page, action, content);
    }

    /// <summary>Returns an answer with its headers; the caller must dispose it.</summary>
    public Task<HttpResponseMessage> AnswerAsync(string address) => _http.GetAsync(address);

    /// <summary>Opens a stream of events, and reads it while it comes.</summary>
    public Task<Stream> StreamAsync(string address) => _http.GetStreamAsync(address);

    public void Dispose() => _http.Dispose();

    private async Task<(string Page, string Address)> SendAsync(string page, string action, HttpContent content)
    {
        var token = Token().Match(await _http.GetStringAsync(page)).Groups["token"].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        if (content is MultipartFormDataContent multipart)
        {
            multipart.Add(new StringContent(token), "__RequestVerificationToken");
            request.Content = multipart;
        }
        else
        {
            request.Content = new StringContent(
                $"{await content.ReadAsStringAsync()}&__RequestVerificationToken={Uri.EscapeDataString(token)}",
                null,
                "application/x-www-form-urlencoded"
            );
        }

        using var response = await _http.SendAsync(request);
        LastWait = response.Headers.RetryAfter?.Delta;
        var text = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        LastStatus = response.StatusCode;
        Assert.True(
            response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict,
            $"{(int)response.StatusCode} {action}: {text}"
        );
        return (text, response.RequestMessage!.RequestUri!.PathAndQuery);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
