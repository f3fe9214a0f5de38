using Imi.Kernel.Features.Translation;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A translation engine that marks each segment with the target language, counts, and fails on request.</summary>
internal sealed class StandInEngine(params string[] pairs) : IImmediateTranslator
{
    public string Name { get; init; } = "Stand-in";

    public bool IsOfUnion { get; init; }

    public int LongestSegment => 10_000;

    public int SegmentsAtOnce { get; init; } = 50;

    /// <summary>How many segments each call had.</summary>
    public List<int> Calls { get; } = [];

    /// <summary>All segments that it received.</summary>
    public List<string> Received { get; } = [];

    /// <summary>The fault of every call; null if it translates.</summary>
    public TranslationFault? Fault { get; set; }

    /// <summary>What it makes of a segment; null marks the segment with the target language.</summary>
    public Func<string, string>? Answer { get; init; }

    /// <summary>What happens while it translates.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public ValueTask<IReadOnlySet<LanguagePair>> PairsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlySet<LanguagePair>>(
            pairs.Select(pair => pair.Split('-')).Select(parts => new LanguagePair(parts[0], parts[1])).ToHashSet()
        );

    public async Task<IReadOnlyList<string>> TranslateAsync(LanguagePair pair, IReadOnlyList<string> segments, CancellationToken cancellationToken)
    {
        Received.AddRange(segments);
        Calls.Add(segments.Count);
        if (Meanwhile is not null)
            await Meanwhile();
        return Fault is { } fault
            ? throw new TranslationFaultException(fault, "as the test wishes")
            : [.. segments.Select(text => Answer?.Invoke(text) ?? $"[{pair.Target}] {text}")];
    }
}
