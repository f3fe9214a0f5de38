namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// The key of one exchange, or of one data subject's request, wrapped by the platform's key ring. Without this row its content is
/// lost for good.
/// </summary>
public sealed class ExchangeKey
{
    private ExchangeKey() { }

    internal ExchangeKey(Guid exchangeId, byte[] wrapped)
    {
        ExchangeId = exchangeId;
        Wrapped = wrapped;
    }

    /// <summary>The exchange, or the request.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The AES-256 key, wrapped.</summary>
    public byte[] Wrapped { get; internal set; } = [];

    /// <summary>Which key of the ring wraps it: it stands behind the four bytes with which everything begins that the ring wraps. Databases know it too.</summary>
    internal static byte[] RingKeyOf(byte[] wrapped) => wrapped[RingKeyStart..(RingKeyStart + RingKeyLength)];

    /// <summary>Where it stands.</summary>
    internal const int RingKeyStart = 4;

    /// <summary>How long it is.</summary>
    internal const int RingKeyLength = 16;
}
