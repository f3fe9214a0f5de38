namespace Imi.Kernel.Retention;

/// <summary>One entry of the ledger of what retention did to an exchange or to what is held about a user: no content, and none can be told from it. Append-only, each chained to the one before.</summary>
public sealed class LedgerEntry
{
    private LedgerEntry()
    {
    }

    internal LedgerEntry(long sequence, DateTime at, Guid concernedId, LedgerDeed deed, string rule, string previousHash, string hash)
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
    public LedgerDeed Deed { get; private set; }

    /// <summary>By which rule: the day on which it was due, such as <c>due 2026-09-02</c>.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>The hash of the entry before; 64 zeros for the first.</summary>
    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 over this entry and the previous hash, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";
}

/// <summary>What retention does to exchanges, and to what is held about users; and what people do to files.</summary>
public enum LedgerDeed
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

/// <summary>A run of retention that did something, or failed.</summary>
public sealed class RetentionRun
{
    private RetentionRun()
    {
    }

    internal RetentionRun(Guid id, DateTime startedAt, DateOnly day, RetentionCounts counts, string failure)
    {
        Id = id;
        StartedAt = startedAt;
        Day = day;
        (Warned, Hidden, Deleted, Drafts, Users) = (counts.Warned, counts.Hidden, counts.Deleted, counts.Drafts, counts.Users);
        Failure = failure;
    }

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>The day for which it ran.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>How many exchanges' parties were warned.</summary>
    public int Warned { get; private set; }

    /// <summary>How many exchanges' personal data were hidden.</summary>
    public int Hidden { get; private set; }

    /// <summary>How many exchanges' content was deleted.</summary>
    public int Deleted { get; private set; }

    /// <summary>How many drafts were removed.</summary>
    public int Drafts { get; private set; }

    /// <summary>How many former users' data were deleted.</summary>
    public int Users { get; private set; }

    /// <summary>Why it ended early: a text's key below <c>retention.failures</c>; empty where it did not.</summary>
    public string Failure { get; private set; } = "";
}
