namespace Imi.Kernel.Vault;

/// <summary>The key of one exchange, wrapped by the platform's key ring. Without this row its content is lost for good.</summary>
public sealed class ExchangeKey
{
    private ExchangeKey()
    {
    }

    internal ExchangeKey(Guid exchangeId, byte[] wrapped)
    {
        ExchangeId = exchangeId;
        Wrapped = wrapped;
    }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The AES-256 key, wrapped.</summary>
    public byte[] Wrapped { get; private set; } = [];
}
