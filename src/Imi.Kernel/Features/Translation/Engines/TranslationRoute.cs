namespace Imi.Kernel.Features.Translation.Engines;

/// <summary>How texts get from one language to another: one step, or two through a third language.</summary>
/// <param name="Steps">The engines with their pairs, in order.</param>
internal sealed record TranslationRoute(IReadOnlyList<(IMachineTranslator Engine, LanguagePair Pair)> Steps)
{
    /// <summary>The language through which it leads; null for a direct translation.</summary>
    public string? Via => Steps.Count > 1 ? Steps[0].Pair.Target : null;

    /// <summary>The names of the engines, each once.</summary>
    public IReadOnlyList<string> Engines => [.. Steps.Select(step => step.Engine.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Translates segments step by step.</summary>
    /// <exception cref="TranslationFaultException">An engine did not translate them.</exception>
    public async Task<IReadOnlyList<string>> TranslateAsync(IReadOnlyList<string> segments, CancellationToken cancellationToken)
    {
        var texts = segments;
        foreach (var (engine, pair) in Steps)
        {
            var translated = await engine.TranslateAsync(pair, texts, cancellationToken);
            if (translated.Count != texts.Count)
                throw new TranslationFaultException(
                    TranslationFault.Nonsense,
                    $"{engine.Name} returned {translated.Count} segments for {texts.Count} ({pair})."
                );
            texts = translated;
        }

        return texts;
    }
}
