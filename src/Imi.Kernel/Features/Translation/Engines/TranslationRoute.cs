namespace Imi.Kernel.Features.Translation.Engines;

/// <summary>How texts get from one language to another: one step, or two through a third language.</summary>
/// <param name="Steps">The engines with their pairs, in order.</param>
internal sealed record TranslationRoute(IReadOnlyList<(IMachineTranslator Engine, LanguagePair Pair)> Steps)
{
    private const int SegmentsOfSubmission = 50;

    /// <summary>The language through which it leads; null for a direct translation.</summary>
    public string? Via => Steps.Count > 1 ? Steps[0].Pair.Target : null;

    /// <summary>The names of the engines, each once.</summary>
    public IReadOnlyList<string> Engines => [.. Steps.Select(step => step.Engine.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The most segments of a batch.</summary>
    public int MostSegments => Steps.Min(step => step.Engine is IImmediateTranslator engine ? engine.SegmentsAtOnce : SegmentsOfSubmission);

    /// <summary>The most characters of a batch. An engine on the route takes it in one submission also if a translation is longer than the original.</summary>
    public int LongestBatch =>
        Steps.Select(step => step.Engine).OfType<IDeferredTranslator>().Select(engine => engine.LongestSubmission / 2).Prepend(int.MaxValue).Min();
}
