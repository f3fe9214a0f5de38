namespace Imi.Kernel.Exchanges;

/// <summary>An allocator's assignment of an exchange to a person of the authority.</summary>
public sealed class Assignment
{
    private Assignment() { }

    internal Assignment(Guid exchangeId, Guid authorityId, Guid userId)
    {
        ExchangeId = exchangeId;
        AuthorityId = authorityId;
        UserId = userId;
    }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The person's authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }
}
