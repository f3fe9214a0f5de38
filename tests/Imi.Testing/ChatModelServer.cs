using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imi.Testing;

/// <summary>
/// Stands in for a server with an OpenAI-compatible chat endpoint. Its model translates nothing: it repeats each text in capitals, and gives the answers that
/// a test sets.
/// </summary>
public sealed class ChatModelServer : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>The address of the server, with the version of the interface.</summary>
    public string Address => $"{_app!.Urls.First()}/v1";

    /// <summary>The bodies of the requests in order of receipt.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = [];

    /// <summary>The header <c>Authorization</c> of each call; null where there was none.</summary>
    public ConcurrentQueue<string?> Authorizations { get; } = [];

    /// <summary>What the model makes of a text.</summary>
    public Func<string, string> Translate { get; set; } = text => text.ToUpperInvariant();

    /// <summary>Answers a request in another way; null to translate.</summary>
    public Func<HttpContext, Task>? AnswerInstead { get; set; }

    /// <summary>Starts the server.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet(
            "/v1/models",
            (HttpContext context) =>
            {
                Authorizations.Enqueue(context.Request.Headers.Authorization);
                return Results.Json(new { data = new[] { new { id = "our-model" } } });
            }
        );
        _app.MapPost("/v1/chat/completions", AnswerAsync);
        await _app.StartAsync();
    }

    /// <summary>Returns the answer of a model that writes something.</summary>
    public static object Completion(string content, string finish = "stop", string? refusal = null) =>
        new
        {
            choices = new[]
            {
                new
                {
                    index = 0,
                    finish_reason = finish,
                    message = new
                    {
                        role = "assistant",
                        content,
                        refusal,
                    },
                },
            },
        };

    /// <summary>Returns the text that a request asks to translate.</summary>
    public static string TextOf(JsonElement request)
    {
        using var message = JsonDocument.Parse(request.GetProperty("messages")[1].GetProperty("content").GetString()!);
        return message.RootElement.GetProperty("text").GetString()!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var request = document.RootElement.Clone();
        Requests.Enqueue(request);
        Authorizations.Enqueue(context.Request.Headers.Authorization);
        if (AnswerInstead is not null)
        {
            await AnswerInstead(context);
            return;
        }

        await context.Response.WriteAsJsonAsync(Completion(JsonSerializer.Serialize(new { translation = Translate(TextOf(request)) })));
    }
}
