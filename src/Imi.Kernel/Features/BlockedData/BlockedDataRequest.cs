namespace Imi.Kernel.Features.BlockedData;

/// <summary>
/// Something that one person asks about an exchange's personal data and a second one decides: to read them although they are
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

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>What is asked.</summary>
    public BlockedDataRequestKind Kind { get; private set; }

    /// <summary>On which ground of the law.</summary>
    public BlockedDataGround Ground { get; private set; }

    /// <summary>For how many days the data are to be read; 0 where nothing is to be read.</summary>
    public int Days { get; private set; }

    /// <summary>The justification, encrypted with the exchange's key.</summary>
    public byte[] ReasonCipher { get; private set; } = [];

    /// <summary>Who asks.</summary>
    public Guid AskedById { get; private set; }

    /// <summary>In which authority's name.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime AskedAt { get; private set; }

    /// <summary>Whether it was granted; null while nobody has decided.</summary>
    public bool? IsGranted { get; private set; }

    /// <summary>Who decided; null while nobody has.</summary>
    public Guid? DecidedById { get; private set; }

    /// <summary>When it was decided, UTC; null while it is not.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>What whoever decided said about it, encrypted with the exchange's key; empty for nothing.</summary>
    public byte[] AnswerCipher { get; private set; } = [];

    /// <summary>The last day on which the data may be read; null where they may not.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>When the reading ended and the parties were told, UTC; null while it has not.</summary>
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
