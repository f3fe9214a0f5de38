namespace Imi.Kernel.Foundation.Ledger;

/// <summary>One entry of the ledger of what retention did to an exchange or to what is held about a user: no content, and none can be told from it. Append-only, each chained to the one before.</summary>
public sealed class LedgerEntry
{
    private LedgerEntry() { }

    internal LedgerEntry(long sequence, DateTime at, Guid concernedId, LedgerAction deed, string rule, string previousHash, string hash)
    {
        Sequence = sequence;
        At = at;
        ConcernedId = concernedId;
        Deed = deed;
        Rule = rule;
        PreviousHash = previousHash;
        Hash = hash;
    }

    /// <summary>Its place in the chain, from 1 without gaps.</summary>
    public long Sequence { get; private set; }

    /// <summary>When, UTC, to the millisecond.</summary>
    public DateTime At { get; private set; }

    /// <summary>The exchange, the user, or the file.</summary>
    public Guid ConcernedId { get; private set; }

    /// <summary>What was done to it.</summary>
    public LedgerAction Deed { get; private set; }

    /// <summary>By which rule: the day on which it was due, such as <c>due 2026-09-02</c>.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>The hash of the entry before; 64 zeros for the first.</summary>
    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 over this entry and the previous hash, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";
}
