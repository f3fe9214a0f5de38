using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imi.Testing;

/// <summary>
/// Stands in for eTranslation in both versions: takes requests with the right credentials, and sends answers when the test says so. It translates nothing: it
/// puts the target language before each line.
/// </summary>
public sealed class ETranslationServer : IAsyncDisposable
{
    /// <summary>The application that it knows.</summary>
    public const string Application = "Imi_Test";

    /// <summary>The password of the application.</summary>
    public const string Password = "s3cret-password";

    private readonly HttpClient _client = new();
    private WebApplication? _app;

    /// <summary>The address of the server.</summary>
    public string Address => _app!.Urls.First();

    /// <summary>The bodies of the requests in order of receipt.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = [];

    /// <summary>Answers a request for a translation in another way; null to take it.</summary>
    public Func<HttpContext, Task>? AnswerInstead { get; set; }

    /// <summary>Whether each request is answered at once, as often as this says; 0 to wait for the test.</summary>
    public int AnswersAtOnce { get; set; }

    /// <summary>Starts the server.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/getDomains", () => Domains(new { name = "General text" }));
        _app.MapGet("/get-domains", () => Domains(new { name = "General text", languagePairs = (string[])["EN-ES", "EN-DE", "EL-ES"] }));
        _app.MapPost("/askTranslate", context => TakeAsync(context, IsBasic, number => new { requestId = number }));
        _app.MapPost("/translate", context => TakeAsync(context, IsDigest, number => number));
        await _app.StartAsync();
    }

    /// <summary>The text of a request as the server would translate it.</summary>
    public static string Translated(JsonElement request)
    {
        var target = request.GetProperty("targetLanguages")[0].GetString()!.ToLowerInvariant();
        return string.Join('\n', request.GetProperty("textToTranslate").GetString()!.Split('\n').Select(line => $"[{target}] {line}"));
    }

    /// <summary>Sends the answer to a request of version 2.</summary>
    public Task<HttpResponseMessage> AnswerAsync(JsonElement request, object answer) =>
        _client.PostAsync(
            request.GetProperty("notifications").GetProperty("success").GetProperty("http").GetString(),
            new StringContent(JsonSerializer.Serialize(answer), Encoding.UTF8, "application/json")
        );

    /// <summary>Sends the answer of version 2 to a request, as often as said.</summary>
    public async Task AnswerAsync(JsonElement request, int times = 1)
    {
        for (var time = 0; time < times; time++)
            (
                await AnswerAsync(
                    request,
                    new
                    {
                        requestId = 1,
                        externalReference = Reference(request),
                        translatedText = Translated(request),
                    }
                )
            ).Dispose();
    }

    /// <summary>The address for the answer to a request of version 2.</summary>
    public static Uri AddressOf(JsonElement request) => new(request.GetProperty("deliveries").GetProperty("http").GetString()!);

    /// <summary>The file of a request of version 2.</summary>
    public static byte[] FileOf(JsonElement request) => request.GetProperty("documentToTranslate").GetProperty("content").GetBytesFromBase64();

    /// <summary>The answer of version 2 to a request for the translation of a file.</summary>
    public static byte[] FileAnswer(JsonElement request, byte[] translated) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                requestId = 1,
                sourceLanguage = request.GetProperty("sourceLanguage").GetString(),
                targetLanguage = request.GetProperty("targetLanguages")[0].GetString(),
                externalReference = Reference(request),
                result = translated,
            }
        );

    /// <summary>The reference of a request of version 2.</summary>
    public static string Reference(JsonElement request) => request.GetProperty("callerInformation").GetProperty("externalReference").GetString()!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private static IResult Domains(object general) => Results.Json(new Dictionary<string, object> { ["GEN"] = general });

    private async Task TakeAsync(HttpContext context, Func<HttpContext, bool> isKnown, Func<int, object> answer)
    {
        if (!isKnown(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Digest realm=\"eTranslation\", nonce=\"0123456789\", qop=\"auth\", algorithm=MD5";
            return;
        }

        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var request = document.RootElement.Clone();
        Requests.Enqueue(request);
        if (AnswerInstead is not null)
        {
            await AnswerInstead(context);
            return;
        }

        await context.Response.WriteAsJsonAsync(answer(Requests.Count));
        if (AnswersAtOnce > 0)
            _ = Task.Run(() => AnswerAsync(request, AnswersAtOnce));
    }

    private static bool IsBasic(HttpContext context) =>
        context.Request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Application}:{Password}"))}";

    private static bool IsDigest(HttpContext context)
    {
        var values = Regex
            .Matches($"{context.Request.Headers.Authorization}", @"(\w+)=""?([^"",]*)", RegexOptions.NonBacktracking)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
        if (!values.TryGetValue("response", out var response))
            return false;
        var (person, call) = (Md5($"{Application}:eTranslation:{Password}"), Md5($"POST:{values["uri"]}"));
        return response == Md5($"{person}:0123456789:{values["nc"]}:{values["cnonce"]}:auth:{call}");
    }

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
