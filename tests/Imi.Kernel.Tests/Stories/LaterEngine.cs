using System.Text;
using Imi.Kernel.Features.Translation;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A translation engine that takes segments and answers when the test says so, with one line for each segment.</summary>
internal sealed class LaterEngine(params string[] pairs) : IDeferredTranslator
{
    public string Name => "Later";

    public bool IsOfUnion => true;

    public int LongestSegment => 10_000;

    public int LongestSubmission => 10_000;

    public TimeSpan AnswerTime { get; } = TimeSpan.FromHours(1);

    /// <summary>All submissions that it received.</summary>
    public List<(LanguagePair Pair, IReadOnlyList<string> Segments, Uri Address)> Received { get; } = [];

    /// <summary>The fault of every call; null if it takes the segments.</summary>
    public TranslationFault? Fault { get; set; }

    public ValueTask<IReadOnlySet<LanguagePair>> PairsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlySet<LanguagePair>>(
            pairs.Select(pair => pair.Split('-')).Select(parts => new LanguagePair(parts[0], parts[1])).ToHashSet()
        );

    public Task SubmitAsync(LanguagePair pair, IReadOnlyList<string> segments, string reference, Uri answerTo, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
            throw new TranslationFaultException(fault, "as the test wishes");
        Received.Add((pair, segments, answerTo));
        return Task.CompletedTask;
    }

    public EngineAnswer? Read(EngineMessage message, string reference)
    {
        var body = Encoding.UTF8.GetString(message.Body.Span);
        return body == "sorry" ? EngineAnswer.Failed(TranslationFault.Busy) : new EngineAnswer(body.Split('\n'));
    }

    /// <summary>The right answer to a submission.</summary>
    public string AnswerTo(int submission) =>
        string.Join('\n', Received[submission].Segments.Select(segment => $"[{Received[submission].Pair.Target}] {segment}"));
}
