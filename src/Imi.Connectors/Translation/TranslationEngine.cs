using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors.Translation;

/// <summary>What all engines have in common: the time limit, and the pairs, which are asked for from time to time.</summary>
internal abstract class TranslationEngine(TranslationEngineSettings settings, TimeProvider time, ILogger logger) : IMachineTranslator, IDisposable
{
    private static readonly TimeSpan PairsLast = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AbsenceLasts = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _asking = new(1);
    private Answer? _answer;

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public bool IsOfUnion => settings.IsOfUnion;

    /// <inheritdoc/>
    public abstract int LongestSegment { get; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlySet<LanguagePair>> PairsAsync(CancellationToken cancellationToken) => (await AnswerAsync(cancellationToken)).Tags;

    /// <inheritdoc/>
    public void Dispose()
    {
        _asking.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the engine for its pairs of languages.</summary>
    /// <exception cref="TranslationFaultException">It does not answer.</exception>
    protected abstract Task<IReadOnlyList<EngineCodes>> OfferedAsync(CancellationToken cancellationToken);

    /// <summary>Returns the engine's codes for a pair.</summary>
    /// <exception cref="TranslationFaultException">It does not answer or does not translate the pair.</exception>
    protected async Task<EngineCodes> CodesAsync(LanguagePair pair, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(cancellationToken);
        if (answer.Pairs.TryGetValue(pair, out var codes))
            return codes;
        throw answer.IsThere ? Fault(TranslationFault.Refused, $"does not translate {pair}") : Fault(TranslationFault.Unreachable, "does not answer");
    }

    /// <summary>Throws if the port's caller sends a segment that no engine takes.</summary>
    protected void Check(IReadOnlyList<string> segments)
    {
        if (segments.Any(segment => segment.Length == 0 || segment.Length > LongestSegment))
            throw new ArgumentException($"A segment is empty or longer than {LongestSegment} characters.", nameof(segments));
    }

    /// <summary>Creates a fault whose message begins with the engine's name.</summary>
    protected TranslationFaultException Fault(TranslationFault kind, string what, Exception? cause = null) =>
        new(kind, $"The translation engine {Name} {what}.", cause);

    /// <summary>Ends work that takes longer than the engine's time limit.</summary>
    protected async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            return await work(limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fault(TranslationFault.Unreachable, $"did not answer within {settings.Timeout.TotalSeconds:0} seconds", late);
        }
    }

    private async ValueTask<Answer> AnswerAsync(CancellationToken cancellationToken)
    {
        if (IsFresh(_answer))
            return _answer!;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            return IsFresh(_answer) ? _answer! : _answer = await AskAsync(cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    private bool IsFresh(Answer? answer) => answer is not null && time.GetUtcNow() - answer.At < (answer.IsThere ? PairsLast : AbsenceLasts);

    /// <summary>Asks for the pairs. The log has one line when the engine begins or ceases to answer.</summary>
    private async Task<Answer> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pairs = EngineLanguages.Known(await WithinAsync(OfferedAsync, cancellationToken));
            if (_answer?.IsThere != true)
                logger.LogInformation("The translation engine {Name} translates {Count} pairs of the network's languages", Name, pairs.Count);
            return new Answer(time.GetUtcNow(), IsThere: true, pairs);
        }
        catch (TranslationFaultException away)
        {
            if (_answer?.IsThere != false)
                logger.LogError("{Reason} It translates nothing until it answers.", away.Message);
            return new Answer(time.GetUtcNow(), IsThere: false, new Dictionary<LanguagePair, EngineCodes>());
        }
    }

    private sealed record Answer(DateTimeOffset At, bool IsThere, IReadOnlyDictionary<LanguagePair, EngineCodes> Pairs)
    {
        public IReadOnlySet<LanguagePair> Tags { get; } = Pairs.Keys.ToHashSet();
    }
}
