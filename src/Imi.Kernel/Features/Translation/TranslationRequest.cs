namespace Imi.Kernel.Features.Translation;

/// <summary>
/// A request to translate an exchange, or one of its files, into a language that is not finished. One node claims it at a time; after a fault it is tried
/// again later. It does not say who asked: the journal does.
/// </summary>
public sealed class TranslationRequest
{
    private TranslationRequest() { }

    internal TranslationRequest(TranslationScope scope, DateTime now) =>
        (ExchangeId, Language, FileId, RequestedAt, NotBefore) = (scope.Exchange, scope.Language, scope.File, now, now);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The target language, as a BCP 47 tag.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The file; the empty id for the texts of the exchange.</summary>
    public Guid FileId { get; private set; }

    /// <summary>When it was requested first, UTC.</summary>
    public DateTime RequestedAt { get; private set; }

    /// <summary>The time before which no node works on it, UTC: the wait after a fault, or for the answer of an engine.</summary>
    public DateTime NotBefore { get; private set; }

    /// <summary>Until when a node works on it, UTC; null if none does. If the node dies, another one continues then.</summary>
    public DateTime? ClaimedUntil { get; private set; }

    /// <summary>How often a node has begun to work on it since sentences were stored last.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed; null if it did not.</summary>
    public TranslationFault? Fault { get; private set; }

    /// <summary>The texts of the exchange or the file, and the language.</summary>
    internal TranslationScope Scope => new(ExchangeId, Language, FileId);

    /// <summary>Ends the work for now.</summary>
    internal void Release(DateTime notBefore, TranslationFault? fault) => (NotBefore, Fault, ClaimedUntil) = (notBefore, fault, null);

    /// <summary>Makes it due again, because somebody asked again or texts were added meanwhile.</summary>
    internal void Renew(DateTime now) => (NotBefore, Attempts, Fault) = (now, 0, null);
}
