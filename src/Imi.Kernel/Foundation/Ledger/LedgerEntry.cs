namespace Imi.Kernel.Foundation.Ledger;

/// <summary>
/// An entry of the ledger of blocking and deletion. It contains no content and reveals none. Append-only; each entry contains the hash of the
/// previous one.
/// </summary>
public sealed class LedgerEntry
{
    private LedgerEntry() { }

    internal LedgerEntry(long sequence, DateTime at, Guid concernedId, LedgerAction action, string rule, string previousHash, string hash)
    {
        Sequence = sequence;
        At = at;
        ConcernedId = concernedId;
        Action = action;
        Rule = rule;
        PreviousHash = previousHash;
        Hash = hash;
    }

    /// <summary>The position in the chain, from 1 without gaps.</summary>
    public long Sequence { get; private set; }

    /// <summary>When it happened, UTC to the millisecond.</summary>
    public DateTime At { get; private set; }

    /// <summary>The id of the exchange, user or file.</summary>
    public Guid ConcernedId { get; private set; }

    /// <summary>What was done.</summary>
    public LedgerAction Action { get; private set; }

    /// <summary>
    /// The day on which the action was due, such as <c>due 2026-09-02</c>, or on which the user's data are to be deleted, such as
    /// <c>delete 2027-03-01</c>; empty for files.
    /// </summary>
    public string Rule { get; private set; } = "";

    /// <summary>The hash of the previous entry; 64 zeros for the first entry.</summary>
    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 over this entry and the previous hash, in lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";
}
