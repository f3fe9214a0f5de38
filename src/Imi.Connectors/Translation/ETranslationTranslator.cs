using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Texts;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors.Translation;

/// <summary>
/// Translates with the Commission's eTranslation. It takes a text of at most 5,000 characters and sends the translation later to an address of the platform.
/// Version 2 has HTTP Basic and JSON answers, version 1 HTTP Digest and answers as forms.
/// </summary>
internal sealed class ETranslationTranslator : TranslationEngine, IDocumentTranslator
{
    /// <summary>The most characters of a text (<c>textToTranslate</c>).</summary>
    private const int LongestText = 5_000;

    private const int Priority = 5;

    /// <summary>The largest document in bytes (error -20046 for a larger one).</summary>
    private const long LargestFile = 20L * 1024 * 1024;

    /// <summary>The formats that the platform sends. eTranslation takes more.</summary>
    private static readonly HashSet<string> Formats = new([".docx", ".xlsx", ".pptx", ".odt", ".txt", ".pdf"], StringComparer.Ordinal);

    private readonly TranslationEngineSettings _settings;
    private readonly DeferredEngineSettings _own;
    private readonly ILogger _logger;
    private readonly EngineServer _server;

    public ETranslationTranslator(TranslationEngineSettings settings, HttpClient client, TimeProvider time, ILogger<ETranslationTranslator> logger)
        : base(settings, time, logger)
    {
        _settings = settings;
        _own = settings.Deferred!;
        _logger = logger;
        if (!IsFirst)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_own.Application}:{settings.ApiKey}"))
            );
        _server = new EngineServer(client, Fault);
    }

    /// <inheritdoc/>
    public override int LongestSegment => LongestText;

    /// <inheritdoc/>
    public int LongestSubmission => LongestText;

    /// <inheritdoc/>
    public TimeSpan AnswerTime => _own.AnswerTime;

    /// <inheritdoc/>
    public IReadOnlySet<string> DocumentExtensions => _own.Documents && !IsFirst ? Formats : new HashSet<string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public long LargestDocument => LargestFile;

    private bool IsFirst => _settings.Kind == TranslationEngineKind.ETranslation1;

    /// <inheritdoc/>
    public async Task SubmitAsync(LanguagePair pair, IReadOnlyList<string> segments, string reference, Uri answerTo, CancellationToken cancellationToken)
    {
        Check(segments);
        var codes = await CodesAsync(pair, cancellationToken);
        var text = CodeWords.Encode(string.Join('\n', segments.Select(segment => segment.ReplaceLineEndings(" "))));
        if (text.Length > LongestText)
            throw Fault(TranslationFault.Nonsense, $"takes at most {LongestText} characters, but the segments have {text.Length}");
        var body = IsFirst ? FirstBody(codes, text, reference, answerTo) : SecondBody(codes, text, reference, answerTo);
        await WithinAsync(
            limit => _server.ReadAsync(IsFirst ? "translate" : "askTranslate", JsonContent.Create(body), TakenBy, limit, ErrorIn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task SubmitDocumentAsync(
        LanguagePair pair,
        string extension,
        ReadOnlyMemory<byte> content,
        string reference,
        Uri answerTo,
        CancellationToken cancellationToken
    )
    {
        var codes = await CodesAsync(pair, cancellationToken);
        var format = extension.TrimStart('.');
        var body = new
        {
            callerInformation = new { externalReference = reference },
            documentToTranslate = new
            {
                content = Convert.ToBase64String(content.Span),
                format,
                fileName = $"document.{format}", // The name of a file can name a person.
            },
            sourceLanguage = codes.Source.ToUpperInvariant(),
            targetLanguages = new[] { codes.Target.ToUpperInvariant() },
            domain = _own.Domain,
            notifications = new { success = new { http = answerTo }, failure = new { http = answerTo } },
            deliveries = new { http = answerTo },
        };
        await WithinAsync(limit => _server.ReadAsync("askTranslate", JsonContent.Create(body), TakenBy, limit, ErrorIn), cancellationToken);
    }

    /// <inheritdoc/>
    public DocumentAnswer? ReadDocument(EngineMessage message, string reference)
    {
        if (!message.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || FieldsOf(message) is not { } fields)
            return DocumentAnswer.Failed(TranslationFault.Nonsense);
        if (First(fields, "externalReference") is { } other && other != reference)
            return null;
        if (First(fields, "errorCode") is { } code)
            return DocumentAnswer.Failed(FaultOf(code));
        if (!fields.TryGetValue("result", out var result))
            return null; // A notice without the file.
        try
        {
            return new DocumentAnswer(Convert.FromBase64String(result));
        }
        catch (FormatException)
        {
            return DocumentAnswer.Failed(TranslationFault.Nonsense);
        }
    }

    /// <inheritdoc/>
    public EngineAnswer? Read(EngineMessage message, string reference)
    {
        var fields = FieldsOf(message);
        if (fields is null)
            return EngineAnswer.Failed(TranslationFault.Nonsense);
        if (First(fields, "externalReference", "external-reference") is { } other && other != reference)
            return null;
        if (First(fields, "errorCode", "error-code") is { } code)
            return EngineAnswer.Failed(FaultOf(code));

        var text = First(fields, "translatedText", "translated-text") ?? (fields.TryGetValue("result", out var result) ? Decoded(result) : null);
        return text is null ? null : new EngineAnswer([.. CodeWords.Decode(text).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')]);
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<EngineCodes>> OfferedAsync(CancellationToken cancellationToken) =>
        _server.ReadAsync<IReadOnlyList<EngineCodes>>(
            IsFirst ? "get-domains" : "getDomains",
            null,
            answer =>
                answer.TryGetProperty(_own.Domain, out var domain) ? PairsOf(domain) : throw Fault(TranslationFault.Refused, $"has no domain {_own.Domain}"),
            cancellationToken,
            ErrorIn
        );

    /// <summary>Reads the pairs of a domain. Where the engine does not list them, it translates between all languages of the network.</summary>
    private static IReadOnlyList<EngineCodes> PairsOf(JsonElement domain) =>
        domain.ValueKind == JsonValueKind.Object && domain.TryGetProperty("languagePairs", out var pairs)
            ?
            [
                .. pairs
                    .EnumerateArray()
                    .Select(pair => (pair.GetString() ?? "").ToLowerInvariant().Split('-'))
                    .Where(pair => pair.Length == 2)
                    .Select(pair => new EngineCodes(pair[0], pair[1])),
            ]
            : [.. from source in Languages.All from target in Languages.All where source != target select new EngineCodes(source, target)];

    private TranslationFault FaultOf(string code)
    {
        var (kind, reason) = ETranslationErrors.Of(int.TryParse(code, out var number) ? number : 0);
        _logger.LogWarning("The translation engine {Name} did not translate: error {Code}, {Reason}", Name, number, reason);
        return kind;
    }

    private object SecondBody(EngineCodes codes, string text, string reference, Uri answerTo) =>
        new
        {
            callerInformation = new { externalReference = reference },
            textToTranslate = text,
            sourceLanguage = codes.Source.ToUpperInvariant(),
            targetLanguages = new[] { codes.Target.ToUpperInvariant() },
            domain = _own.Domain,
            notifications = new { success = new { http = answerTo }, failure = new { http = answerTo } },
            deliveries = new { http = answerTo },
        };

    private object FirstBody(EngineCodes codes, string text, string reference, Uri answerTo) =>
        new
        {
            priority = Priority,
            externalReference = reference,
            callerInformation = new { application = _own.Application },
            textToTranslate = text,
            sourceLanguage = codes.Source.ToUpperInvariant(),
            targetLanguages = new[] { codes.Target.ToUpperInvariant() },
            domain = _own.Domain,
            requesterCallback = answerTo,
            errorCallback = answerTo,
        };

    /// <summary>Reads the number of an accepted request, or throws the error.</summary>
    private long TakenBy(JsonElement answer)
    {
        if (ErrorIn(answer) is { } error)
            throw error;
        return answer.ValueKind == JsonValueKind.Number ? answer.GetInt64() : long.Parse(answer.GetProperty("requestId").ToString());
    }

    private TranslationFaultException? ErrorIn(JsonElement answer)
    {
        var code = answer switch
        {
            { ValueKind: JsonValueKind.Number } when answer.TryGetInt32(out var number) => number,
            { ValueKind: JsonValueKind.Object } when answer.TryGetProperty("errorCode", out var error) && int.TryParse(error.ToString(), out var number) =>
                number,
            _ => 0,
        };
        if (code >= 0)
            return null;
        var (kind, reason) = ETranslationErrors.Of(code);
        return Fault(kind, $"answered with error {code}: {reason}");
    }

    /// <summary>Returns the values of a form, or those of a JSON object; null if the message is something else.</summary>
    private static IReadOnlyDictionary<string, string>? FieldsOf(EngineMessage message)
    {
        if (message.Body.Length == 0)
            return message.Fields;
        try
        {
            using var json = JsonDocument.Parse(message.Body);
            return json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString(), StringComparer.Ordinal);
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string? First(IReadOnlyDictionary<string, string> fields, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (fields.TryGetValue(name, out var value) && value.Length > 0)
                return value;
        }

        return null;
    }

    /// <summary>Decodes a result, which is base64 for deliveries. A text that is not base64 of UTF-8 stays as it is.</summary>
    private static string Decoded(string result)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(result));
        }
        catch (Exception plain) when (plain is FormatException or DecoderFallbackException)
        {
            return result;
        }
    }
}
