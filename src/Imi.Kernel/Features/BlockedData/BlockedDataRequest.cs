namespace Imi.Kernel.Features.BlockedData;

/// <summary>
/// A request about the personal data of an exchange, made by one person and decided by a second: to read them although they are
/// hidden, or to delete them early (Regulation (EU) No 1024/2012, Article 14(3) and (5)).
/// </summary>
public sealed class BlockedDataRequest
{
    private BlockedDataRequest() { }

    internal BlockedDataRequest(
        Guid id,
        Guid exchangeId,
        BlockedDataRequestKind kind,
        BlockedDataGround ground,
        int days,
        byte[] reasonCipher,
        Guid askedById,
        Guid authorityId,
        DateTime at
    )
    {
        Id = id;
        ExchangeId = exchangeId;
        Kind = kind;
        Ground = ground;
        Days = days;
        ReasonCipher = reasonCipher;
        AskedById = askedById;
        AuthorityId = authorityId;
        AskedAt = at;
    }

    /// <summary>The identifier, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>Whether it asks for unblocking or for early deletion.</summary>
    public BlockedDataRequestKind Kind { get; private set; }

    /// <summary>The legal ground.</summary>
    public BlockedDataGround Ground { get; private set; }

    /// <summary>The number of days for which the data are to be read; 0 for an early deletion.</summary>
    public int Days { get; private set; }

    /// <summary>The justification, encrypted with the exchange's key.</summary>
    public byte[] ReasonCipher { get; private set; } = [];

    /// <summary>The person who asks.</summary>
    public Guid AskedById { get; private set; }

    /// <summary>The authority in whose name the person asks.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When the request was made, UTC.</summary>
    public DateTime AskedAt { get; private set; }

    /// <summary>Whether it was granted; null before the decision.</summary>
    public bool? IsGranted { get; private set; }

    /// <summary>The person who decided; null before the decision.</summary>
    public Guid? DecidedById { get; private set; }

    /// <summary>When it was decided, UTC; null before the decision.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>The explanation of the decision, encrypted with the exchange's key; empty if there is none.</summary>
    public byte[] AnswerCipher { get; private set; } = [];

    /// <summary>The last day on which the data may be read, or the day of deletion; null unless the request was granted.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>When the unblocking ended and the timeline recorded it, UTC; null before.</summary>
    public DateTime? EndedAt { get; private set; }

    internal void Decide(bool isGranted, DateOnly? until, byte[] answerCipher, Guid by, DateTime at)
    {
        IsGranted = isGranted;
        Until = until;
        AnswerCipher = answerCipher;
        DecidedById = by;
        DecidedAt = at;
    }

    internal void End(DateTime at) => EndedAt = at;
}
