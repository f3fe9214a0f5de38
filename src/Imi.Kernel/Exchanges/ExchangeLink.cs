namespace Imi.Kernel.Exchanges;

/// <summary>A link between two exchanges, visible from both.</summary>
public sealed class ExchangeLink
{
    private ExchangeLink() { }

    internal ExchangeLink(Guid fromId, Guid toId, LinkKind kind)
    {
        FromId = fromId;
        ToId = toId;
        Kind = kind;
    }

    /// <summary>The exchange from which the link was made; the earlier one if the other is a part or copy of it.</summary>
    public Guid FromId { get; private set; }

    /// <summary>The exchange to which it links.</summary>
    public Guid ToId { get; private set; }

    /// <summary>The kind of the link.</summary>
    public LinkKind Kind { get; private set; }
}
