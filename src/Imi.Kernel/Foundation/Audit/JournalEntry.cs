namespace Imi.Kernel.Foundation.Audit;

/// <summary>An entry of the journal: who did or viewed what and when. Append-only; each entry contains the hash of the previous one.</summary>
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

    /// <summary>The position in the chain, from 1 without gaps.</summary>
    public long Sequence { get; private set; }

    /// <summary>When it happened, UTC to the millisecond.</summary>
    public DateTime At { get; private set; }

    /// <summary>The user who acted; null for the platform itself.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The authority on whose behalf the user acted, or which the action concerns; null for none.</summary>
    public Guid? AuthorityId { get; private set; }

    /// <summary>The exchange; null if the action concerns none.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>What was done: <c>view</c>, <c>act:accept</c>, <c>message</c>, <c>attach</c>, <c>download</c>, <c>sign-in</c> ...</summary>
    public string What { get; private set; } = "";

    /// <summary>Further detail, never content of an exchange.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>The hash of the previous entry; 64 zeros for the first entry.</summary>
    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 over this entry and the previous hash, in lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";
}
