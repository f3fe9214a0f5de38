namespace Imi.Kernel.Features.Retention;

/// <summary>A legal hold: keeps an exchange's content from deletion while a court or an auditor needs it. Its personal data are hidden all the same.</summary>
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

    /// <summary>The identifier, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The ground for the hold.</summary>
    public HoldGround Ground { get; private set; }

    /// <summary>The reason in words, encrypted with the exchange's key.</summary>
    public byte[] ReasonCipher { get; private set; } = [];

    /// <summary>The person who placed it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The authority in whose name it was placed.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When it was placed, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The day by which the authority must review it.</summary>
    public DateOnly ReviewOn { get; internal set; }

    /// <summary>When it was lifted, UTC; null while it is in force.</summary>
    public DateTime? EndedAt { get; internal set; }
}
