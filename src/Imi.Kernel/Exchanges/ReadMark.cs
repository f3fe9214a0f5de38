namespace Imi.Kernel.Exchanges;

/// <summary>The time at which a person last opened an exchange. Later changes count as unread.</summary>
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

    /// <summary>When the person last opened it, UTC.</summary>
    public DateTime At { get; private set; }
}
