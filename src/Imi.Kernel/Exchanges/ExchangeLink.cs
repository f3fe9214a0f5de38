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

    /// <summary>The exchange that was linked.</summary>
    public Guid FromId { get; private set; }

    /// <summary>The exchange to which it was linked.</summary>
    public Guid ToId { get; private set; }

    /// <summary>The kind of the link.</summary>
    public LinkKind Kind { get; private set; }
}
