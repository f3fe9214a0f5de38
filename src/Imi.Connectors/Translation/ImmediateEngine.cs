using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors.Translation;

/// <summary>An engine that answers a call with the translation.</summary>
internal abstract class ImmediateEngine(TranslationEngineSettings settings, TimeProvider time, ILogger logger)
    : TranslationEngine(settings, time, logger),
        IImmediateTranslator
{
    /// <inheritdoc/>
    public virtual int SegmentsAtOnce => 50;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> TranslateAsync(LanguagePair pair, IReadOnlyList<string> segments, CancellationToken cancellationToken)
    {
        Check(segments);
        var codes = await CodesAsync(pair, cancellationToken);
        var source = new SegmentLines(segments);
        if (source.Lines.Count == 0)
            return segments;
        var lines = await WithinAsync(limit => TranslateLinesAsync(codes, source.Lines, limit), cancellationToken);
        return lines.Count == source.Lines.Count
            ? source.Join(lines)
            : throw Fault(TranslationFault.Nonsense, $"answered {lines.Count} lines to {source.Lines.Count}");
    }

    /// <summary>Translates lines of text, each with at least one letter and without control characters.</summary>
    /// <exception cref="TranslationFaultException">The engine did not translate them.</exception>
    protected abstract Task<IReadOnlyList<string>> TranslateLinesAsync(EngineCodes codes, IReadOnlyList<string> lines, CancellationToken cancellationToken);
}
