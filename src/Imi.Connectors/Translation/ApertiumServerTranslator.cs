using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors.Translation;

/// <summary>Translates with a server of Apertium (<c>apertium-apy</c>), one request for each line.</summary>
internal sealed class ApertiumServerTranslator : ImmediateEngine
{
    /// <summary>The server translates a pair's requests one after another; with more at a time it cuts texts into smaller parts.</summary>
    private const int RequestsAtATime = 2;

    private readonly EngineServer _server;

    public ApertiumServerTranslator(TranslationEngineSettings settings, HttpClient client, TimeProvider time, ILogger<ApertiumServerTranslator> logger)
        : base(settings, time, logger)
    {
        _server = new EngineServer(client, Fault);
    }

    /// <summary>The server cuts a text into ten parts at most, each of at least 500 characters, and drops the rest.</summary>
    public override int LongestSegment => 5_000;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<EngineCodes>> OfferedAsync(CancellationToken cancellationToken) =>
        _server.ReadAsync<IReadOnlyList<EngineCodes>>(
            "listPairs",
            null,
            answer =>
                [
                    .. answer
                        .GetProperty("responseData")
                        .EnumerateArray()
                        .Select(pair => new EngineCodes(
                            pair.GetProperty("sourceLanguage").GetString() ?? "",
                            pair.GetProperty("targetLanguage").GetString() ?? ""
                        )),
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
        var translated = new string[lines.Count];
        await Parallel.ForAsync(
            0,
            lines.Count,
            new ParallelOptions { MaxDegreeOfParallelism = RequestsAtATime, CancellationToken = cancellationToken },
            async (index, stop) => translated[index] = await TranslateLineAsync(codes, lines[index], stop)
        );
        return translated;
    }

    private async Task<string> TranslateLineAsync(EngineCodes codes, string line, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["langpair"] = $"{codes.Source}|{codes.Target}",
                ["q"] = ApertiumShield.Cover(line),
                ["markUnknown"] = "no",
                ["deformat"] = "txt",
                ["reformat"] = "txt",
            }
        );
        var answer = await _server.ReadAsync(
            "translate",
            form,
            answer => answer.GetProperty("responseData").GetProperty("translatedText").GetString() ?? throw new FormatException(),
            cancellationToken
        );
        return ApertiumShield.Uncover(answer, line);
    }
}
