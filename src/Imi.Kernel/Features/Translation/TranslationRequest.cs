namespace Imi.Kernel.Features.Translation;

/// <summary>
/// A request to translate an exchange into a language that is not finished. One node claims it at a time; after a fault it is tried again later. It does not
/// say who asked: the journal does.
/// </summary>
public sealed class TranslationRequest
{
    private TranslationRequest() { }

    internal TranslationRequest(Guid exchangeId, string language, DateTime now) =>
        (ExchangeId, Language, RequestedAt, NotBefore) = (exchangeId, language, now, now);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The target language, as a BCP 47 tag.</summary>
    public string Language { get; private set; } = "";

    /// <summary>When it was requested first, UTC.</summary>
    public DateTime RequestedAt { get; private set; }

    /// <summary>The time before which no node works on it, UTC: a claim or the wait after a fault.</summary>
    public DateTime NotBefore { get; private set; }

    /// <summary>How often a node has begun to work on it.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed; null if it did not.</summary>
    public TranslationFault? Fault { get; private set; }

    internal void Postpone(DateTime until, TranslationFault fault) => (NotBefore, Fault) = (until, fault);

    /// <summary>Makes it due again, because somebody asked again or texts were added meanwhile.</summary>
    internal void Renew(DateTime now) => (NotBefore, Attempts, Fault) = (now, 0, null);
}
