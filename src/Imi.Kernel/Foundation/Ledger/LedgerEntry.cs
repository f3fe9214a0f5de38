namespace Imi.Kernel.Foundation.Ledger;

/// <summary>One entry of the ledger of what retention did to an exchange or to what is held about a user: no content, and none can be told from it. Append-only, each chained to the one before.</summary>
public sealed class LedgerEntry
{
    private LedgerEntry()
    {
    }

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

/// <summary>What retention does to exchanges, and to what is held about users; and what people do to files.</summary>
public enum LedgerAction
{
    /// <summary>The personal data were hidden.</summary>
    Hidden,

    /// <summary>The key was destroyed and the content deleted.</summary>
    Deleted,

    /// <summary>A draft that was never sent was removed.</summary>
    DraftRemoved,

    /// <summary>Somebody ceased to be a user: what is held about them was blocked.</summary>
    UserEnded,

    /// <summary>What was held about a former user was deleted.</summary>
    UserDeleted,

    /// <summary>A file was removed from a draft.</summary>
    FileRemoved,

    /// <summary>A file was withdrawn after sending: its bytes were destroyed.</summary>
    FileWithdrawn,
}

/// <summary>Where the ledger ends and when retention last ran: locked by whoever sweeps, so that two never do the same at once.</summary>
public sealed class LedgerHead
{
    private LedgerHead()
    {
    }

    /// <summary>Always 1: there is one ledger.</summary>
    public int Id { get; private set; }

    /// <summary>The last entry's place.</summary>
    public long Sequence { get; private set; }

    /// <summary>The last entry's hash.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The last day for which retention ran; null before the first time.</summary>
    public DateOnly? LastDay { get; private set; }
}
