namespace Imi.Kernel.Exchanges;

/// <summary>The record of a submission and its result, so that a repeated submission takes effect only once.</summary>
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

    /// <summary>The person who sent it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>
    /// The SHA-256 of the form's submission id, or of the API's Idempotency-Key, in hexadecimal; hashed because callers choose the key freely.
    /// </summary>
    public string Key { get; private set; } = "";

    /// <summary>The exchange or data subject's request that it concerns and with which it is deleted; null for none.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>A hash of the submitted operation, so that a key cannot be reused for another one.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>The result as JSON: an id or a revision, never content.</summary>
    public string Result { get; private set; } = "";

    /// <summary>When it was sent, UTC.</summary>
    public DateTime At { get; private set; }
}
