using System.Net;
using System.Text;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Imi.Web.Tests;

/// <summary>Tests that every request body is limited and never written to disk in clear, not even during receipt.</summary>
public sealed class BodyLimitTests
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Larger than what the framework's form reader keeps in memory by default.</summary>
    private const int Length = 200_000;

    /// <summary>The endpoints whose limit differs from that of forms: files, tables, archives.</summary>
    private static readonly Dictionary<string, long> Otherwise = new(StringComparer.Ordinal)
    {
        ["exchanges/{id:guid}/files"] = 61 * Megabyte,
        ["api/v1/exchanges/{id:guid}/attachments"] = 260L * Megabyte,
        ["authorities/import"] = 32 * Megabyte,
        ["authorities/import-mandates"] = 32 * Megabyte,
        ["translation-answers/{id:guid}/{secret}"] = 256 * 1024,
        ["translation-answers/{id:guid}/{secret}/file"] = 29 * Megabyte,
        ["modules/upload"] = 10 * Imi.Kernel.Definitions.Authoring.ModuleArchive.MostBytes,
    };

    private readonly string _mark = $"canary{Random.Shared.NextInt64():x16}";
    private readonly string _temporary = Directory.CreateTempSubdirectory("imi-bodies-").FullName;
    private readonly DemonstrationPlatform _platform;

    public BodyLimitTests() =>
        _platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TMPDIR"] = _temporary,
                ["ASPNETCORE_TEMP"] = _temporary,
                ["DOTNET_EnableDiagnostics"] = "0",
            }
        );

    [Fact]
    public async Task Every_endpoint_limits_its_body_and_only_files_tables_and_archives_have_a_special_limit()
    {
        var endpoints = await EndpointsAsync();
        Assert.True(endpoints.Count > 40, string.Join(" ", endpoints.Select(RouteOf)));
        Assert.Empty(endpoints.Where(one => one.Metadata.GetMetadata<BodyLimitAttribute>() is null).Select(RouteOf));
        Assert.Empty(
            endpoints
                .Where(one =>
                    one.Metadata.GetMetadata<RequestFormLimitsAttribute>() is not null
                    || one.Metadata.GetMetadata<RequestSizeLimitAttribute>() is not null
                    || one.Metadata.GetMetadata<DisableRequestSizeLimitAttribute>() is not null
                )
                .Select(RouteOf)
        );
        var otherwise = endpoints
            .Where(one => RouteOf(one).StartsWith("api/", StringComparison.Ordinal) ? LimitOf(one) > 5 * Megabyte : LimitOf(one) != BodyLimits.Form)
            .ToDictionary(RouteOf, LimitOf, StringComparer.Ordinal);
        Assert.Equal(Otherwise.OrderBy(one => one.Key, StringComparer.Ordinal), otherwise.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_request_body_is_written_in_clear_to_a_file_with_or_without_a_session()
    {
        await _platform.InitializeAsync();
        using var created = new FileSystemWatcher(_temporary) { IncludeSubdirectories = true };
        var written = new System.Collections.Concurrent.ConcurrentQueue<string>();
        created.Created += (_, file) => written.Enqueue(file.Name ?? "?");
        created.EnableRaisingEvents = true;
        var routes = (await EndpointsAsync()).Select(RouteOf).Where(route => route is not ("sign-out" or "error")).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (userName, hasSession) in ((string?, bool)[])[("nuria.castano", true), ("nuria.castano", false), (null, false)])
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
            {
                BaseAddress = new Uri(_platform.Host.Address),
                Timeout = TimeSpan.FromSeconds(60),
            };
            var (cookies, token, person) = userName is null ? ("", "", "") : await SignedInAsync(userName);
            using var api = await _platform.ApiAsync(hasSession ? userName : null);
            foreach (var route in routes)
            {
                foreach (var body in Bodies(token, person))
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(route)) { Content = new HalfFirst(body) };
                    request.Headers.Add("Origin", _platform.Host.Address);
                    if (hasSession)
                        request.Headers.Add("Cookie", cookies);
                    if (route.StartsWith("api/", StringComparison.Ordinal))
                        request.Headers.Authorization = api.DefaultRequestHeaders.Authorization;
                    await SendAsync(client, request);
                }
            }
        }

        await _platform.Host.KillAsync();
        Assert.DoesNotContain(written, name => Path.GetFileName(name).StartsWith("ASPNETCORE", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([], Imi.Testing.Disk.FilesWith(Encoding.UTF8.GetBytes(_mark), _temporary, _platform.Host.DataDirectory));
        Assert.DoesNotContain(_mark, _platform.Host.Output, StringComparison.Ordinal);
        await _platform.DisposeAsync();
        Directory.Delete(_temporary, recursive: true);
    }

    /// <summary>Sends a request; the server may answer before it has received the whole body.</summary>
    private static async Task SendAsync(HttpClient client, HttpRequestMessage request)
    {
        try
        {
            using var response = await client.SendAsync(request);
            Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server had answered and closed the connection.
        }
    }

    private IEnumerable<HttpContent> Bodies(string token, string person)
    {
        var typed = string.Concat(Enumerable.Repeat(_mark + " ", Length / (_mark.Length + 1)));
        KeyValuePair<string, string>[] fields = [new("canary", typed), new("__RequestVerificationToken", token), new("__Person", person)];
        yield return new FormUrlEncodedContent(fields);
        var multipart = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            multipart.Add(new StringContent(value), name);
        foreach (var name in (string[])["file", "table", "archive"])
            multipart.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(typed)), name, $"{name}.csv");
        yield return multipart;
        yield return new StringContent($"{{\"canary\":\"{typed}\"}}", Encoding.UTF8, "application/json");
    }

    private async Task<(string Cookies, string Token, string Person)> SignedInAsync(string userName)
    {
        var jar = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = jar }) { BaseAddress = new Uri(_platform.Host.Address) };
        var signIn = Fields(await browser.GetStringAsync("/sign-in"), "__RequestVerificationToken");
        using var signedIn = await browser.PostAsync(
            "/sign-in",
            new FormUrlEncodedContent([new("userName", userName), new("__RequestVerificationToken", signIn)])
        );
        var page = await browser.GetStringAsync("/help");
        var cookies = string.Join("; ", jar.GetCookies(browser.BaseAddress!).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        return (cookies, Fields(page, "__RequestVerificationToken"), Fields(page, "__Person"));
    }

    private static string Fields(string page, string name) =>
        System.Text.RegularExpressions.Regex.Match(
            page,
            $"<input[^>]*name=\"{name}\"[^>]*value=\"(?<value>[^\"]+)\"",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        )
            is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups["value"].Value)
            : throw new InvalidOperationException($"The page has no field {name}.");

    private static string AddressOf(string route) =>
        "/"
        + string.Join(
            '/',
            route
                .Split('/')
                .Select(part =>
                    !part.StartsWith('{') ? part
                    : part.Contains("guid", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString()
                    : "send"
                )
        );

    private static string RouteOf(Endpoint endpoint) => ((RouteEndpoint)endpoint).RoutePattern.RawText!.Trim('/');

    private static long LimitOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<BodyLimitAttribute>()!.MostBytes;

    /// <summary>Returns all endpoints of the host that accept a body.</summary>
    private static async Task<IReadOnlyList<Endpoint>> EndpointsAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imi-endpoints-").FullName;
        try
        {
            await using var app = WebHost.Build(["--environment", "Development", "--applicationName", "Imi.Web", $"--Imi:DataDirectory={folder}"]).App;
            var endpoints = new List<Endpoint>();
            foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
            {
                if (
                    endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods }
                    && methods.All(method => method is "GET" or "HEAD" or "DELETE" or "OPTIONS")
                )
                    continue;
                if (
                    endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not { } page
                    || page.HandlerMethods.Any(handler => HttpMethods.IsPost(handler.HttpMethod))
                )
                    endpoints.Add(endpoint);
            }

            return endpoints;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A body whose second half is sent after the first half was flushed.</summary>
    private sealed class HalfFirst : HttpContent
    {
        private readonly HttpContent _content;

        public HalfFirst(HttpContent content)
        {
            _content = content;
            foreach (var header in content.Headers)
                Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var bytes = await _content.ReadAsByteArrayAsync();
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await stream.FlushAsync();
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }
    }
}
