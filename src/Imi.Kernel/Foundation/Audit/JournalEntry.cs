namespace Imi.Kernel.Foundation.Audit;

/// <summary>One entry of the journal: who did or saw what, when. Append-only; each carries the hash of the one before.</summary>
public sealed class JournalEntry
{
    private JournalEntry() { }

    internal JournalEntry(
        long sequence,
        DateTime at,
        Guid? userId,
        Guid? authorityId,
        Guid? exchangeId,
        string what,
        string detail,
        string previousHash,
        string hash
    )
    {
        Sequence = sequence;
        At = at;
        UserId = userId;
        AuthorityId = authorityId;
        ExchangeId = exchangeId;
        What = what;
        Detail = detail;
        PreviousHash = previousHash;
        Hash = hash;
    }

    /// <summary>Its place in the chain, from 1 without gaps.</summary>
    public long Sequence { get; private set; }

    /// <summary>When, UTC, to the millisecond.</summary>
    public DateTime At { get; private set; }

    /// <summary>Who; null for the platform itself.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>In which authority's name; null for none.</summary>
    public Guid? AuthorityId { get; private set; }

    /// <summary>The exchange; null where it concerns none.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>What: <c>view</c>, <c>act:accept</c>, <c>message</c>, <c>attach</c>, <c>download</c>, <c>sign-in</c> ...</summary>
    public string What { get; private set; } = "";

    /// <summary>More of it, never content of the case.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>The hash of the entry before; 64 zeros for the first.</summary>
    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 over this entry and the previous hash, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";
}
