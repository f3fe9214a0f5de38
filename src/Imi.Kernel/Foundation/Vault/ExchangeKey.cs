namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// The key of one exchange or one data subject's request, wrapped by the platform's key ring. If the key is deleted, the content is lost
/// permanently.
/// </summary>
public sealed class ExchangeKey
{
    private ExchangeKey() { }

    internal ExchangeKey(Guid exchangeId, byte[] wrapped)
    {
        ExchangeId = exchangeId;
        Wrapped = wrapped;
    }

    /// <summary>The id of the exchange or of the data subject's request.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The wrapped AES-256 key.</summary>
    public byte[] Wrapped { get; internal set; } = [];

    /// <summary>
    /// The id of the key of the ring that wraps a key: it follows the four header bytes of everything that Data Protection protects. Queries
    /// translate this method to SQL.
    /// </summary>
    internal static byte[] RingKeyOf(byte[] wrapped) => wrapped[RingKeyStart..(RingKeyStart + RingKeyLength)];

    /// <summary>The offset of the ring key's id in a wrapped key.</summary>
    internal const int RingKeyStart = 4;

    /// <summary>The length of the ring key's id in bytes.</summary>
    internal const int RingKeyLength = 16;
}
