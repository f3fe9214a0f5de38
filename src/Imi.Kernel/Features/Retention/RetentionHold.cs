namespace Imi.Kernel.Features.Retention;

/// <summary>Keeps an exchange's content from deletion while a court or an auditor needs it. Its personal data are hidden all the same.</summary>
public sealed class RetentionHold
{
    private RetentionHold() { }

    internal RetentionHold(Guid id, Guid exchangeId, HoldGround ground, byte[] reasonCipher, Guid userId, Guid authorityId, DateTime at, DateOnly reviewOn)
    {
        Id = id;
        ExchangeId = exchangeId;
        Ground = ground;
        ReasonCipher = reasonCipher;
        UserId = userId;
        AuthorityId = authorityId;
        At = at;
        ReviewOn = reviewOn;
    }

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>Who needs it.</summary>
    public HoldGround Ground { get; private set; }

    /// <summary>The reason in words, encrypted with the exchange's key.</summary>
    public byte[] ReasonCipher { get; private set; } = [];

    /// <summary>Who placed it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>In which authority's name.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The day by which it is to be looked at again.</summary>
    public DateOnly ReviewOn { get; internal set; }

    /// <summary>When it was lifted, UTC; null while it stands.</summary>
    public DateTime? EndedAt { get; internal set; }
}
