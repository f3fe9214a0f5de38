using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imi.Testing;

/// <summary>
/// Stands in for a server of LibreTranslate. It translates nothing: it puts the target language before each text, and gives the answers that a test sets.
/// </summary>
public sealed class LibreTranslateServer : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>The address of the server.</summary>
    public string Address => _app!.Urls.First();

    /// <summary>Further languages that it translates, into English only.</summary>
    public IReadOnlyList<string> MoreSources { get; init; } = [];

    /// <summary>The bodies of the requests in order of receipt.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = [];

    /// <summary>Answers a request for a translation in another way; null to translate.</summary>
    public Func<HttpContext, Task>? AnswerInstead { get; set; }

    /// <summary>Starts the server.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet(
            "/languages",
            () =>
                Results.Json(
                    MoreSources
                        .Append("ja")
                        .Select(code => new { code, targets = new[] { "en" } })
                        .Prepend(new { code = "en", targets = new[] { "de", "el", "en", "ja", "pb" } })
                )
        );
        _app.MapPost("/translate", TranslateAsync);
        await _app.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private async Task TranslateAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var request = document.RootElement.Clone();
        Requests.Enqueue(request);
        if (AnswerInstead is not null)
        {
            await AnswerInstead(context);
            return;
        }

        var target = request.GetProperty("target").GetString();
        await context.Response.WriteAsJsonAsync(
            new { translatedText = request.GetProperty("q").EnumerateArray().Select(text => $"{target}:{text.GetString()}") }
        );
    }
}
