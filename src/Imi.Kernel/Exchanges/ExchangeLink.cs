namespace Imi.Kernel.Exchanges;

/// <summary>A link between two exchanges; it is seen from both sides.</summary>
public sealed class ExchangeLink
{
    private ExchangeLink() { }

    internal ExchangeLink(Guid fromId, Guid toId, LinkKind kind)
    {
        FromId = fromId;
        ToId = toId;
        Kind = kind;
    }

    /// <summary>The exchange that was linked.</summary>
    public Guid FromId { get; private set; }

    /// <summary>The exchange that it was linked to.</summary>
    public Guid ToId { get; private set; }

    /// <summary>Why.</summary>
    public LinkKind Kind { get; private set; }
}
