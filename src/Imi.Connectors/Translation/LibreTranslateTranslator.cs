using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors.Translation;

/// <summary>Translates with a server of LibreTranslate, several lines in a request.</summary>
internal sealed class LibreTranslateTranslator : ImmediateEngine
{
    private const int LinesInARequest = 25;
    private readonly TranslationEngineSettings _settings;
    private readonly EngineServer _server;

    public LibreTranslateTranslator(TranslationEngineSettings settings, HttpClient client, TimeProvider time, ILogger<LibreTranslateTranslator> logger)
        : base(settings, time, logger)
    {
        _settings = settings;
        _server = new EngineServer(client, Fault);
    }

    /// <inheritdoc/>
    public override int LongestSegment => _settings.CharacterLimit;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<EngineCodes>> OfferedAsync(CancellationToken cancellationToken) =>
        _server.ReadAsync<IReadOnlyList<EngineCodes>>(
            "languages",
            null,
            answer =>
                [
                    .. from language in answer.EnumerateArray()
                    from target in language.GetProperty("targets").EnumerateArray()
                    select new EngineCodes(language.GetProperty("code").GetString() ?? "", target.GetString() ?? ""),
                ],
            cancellationToken
        );

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<string>> TranslateLinesAsync(
        EngineCodes codes,
        IReadOnlyList<string> lines,
        CancellationToken cancellationToken
    )
    {
        var translated = new List<string>(lines.Count);
        while (translated.Count < lines.Count)
        {
            var request = Request(lines, translated.Count);
            var answer = await _server.ReadAsync(
                "translate",
                JsonContent.Create(new Body(request, codes.Source, codes.Target, "text", _settings.ApiKey)),
                answer => answer.GetProperty("translatedText").EnumerateArray().Select(text => text.GetString() ?? throw new FormatException()).ToList(),
                cancellationToken
            );
            if (answer.Count != request.Count)
                throw Fault(TranslationFault.Nonsense, $"answered {answer.Count} lines to {request.Count}");
            translated.AddRange(answer);
        }

        return translated;
    }

    /// <summary>Takes the next lines that fit into a request, at least one.</summary>
    private List<string> Request(IReadOnlyList<string> lines, int start)
    {
        var request = new List<string>();
        var length = 0;
        for (var index = start; index < lines.Count && request.Count < LinesInARequest; index++)
        {
            length += lines[index].Length;
            if (request.Count > 0 && length > _settings.CharacterLimit)
                break;
            request.Add(lines[index]);
        }

        return request;
    }

    private sealed record Body(
        [property: JsonPropertyName("q")] IReadOnlyList<string> Texts,
        [property: JsonPropertyName("source")] string Source,
        [property: JsonPropertyName("target")] string Target,
        [property: JsonPropertyName("format")] string Format,
        [property: JsonPropertyName("api_key"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApiKey
    );
}
