namespace Imi.Kernel.Exchanges;

/// <summary>A person's last look at an exchange: what came later is unread.</summary>
public sealed class ReadMark
{
    private ReadMark() { }

    internal ReadMark(Guid userId, Guid exchangeId, DateTime at)
    {
        UserId = userId;
        ExchangeId = exchangeId;
        At = at;
    }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }
}
