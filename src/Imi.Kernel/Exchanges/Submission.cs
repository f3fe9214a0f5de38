namespace Imi.Kernel.Exchanges;

/// <summary>Something sent with a submission id: the same one twice is done once.</summary>
public sealed class Submission
{
    private Submission() { }

    internal Submission(Guid userId, string key, Guid? exchangeId, string fingerprint, string result, DateTime at)
    {
        UserId = userId;
        Key = key;
        ExchangeId = exchangeId;
        Fingerprint = fingerprint;
        Result = result;
        At = at;
    }

    /// <summary>Who sent it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The SHA-256 of the form's submission id, or of the API's Idempotency-Key, in hexadecimal: callers may put anything into theirs.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The exchange, or the data subject's request, that it concerns: it is deleted together with that.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>What was asked, so that a key used for something else is refused.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>What was answered, as JSON: an identity or a revision, never content.</summary>
    public string Result { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }
}
