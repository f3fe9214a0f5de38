namespace Imi.Kernel.Foundation.Audit;

/// <summary>What checking the journal found.</summary>
/// <param name="Entries">How many entries were found right, from the first on.</param>
/// <param name="HeadHash">The last right entry's hash: noted elsewhere, it proves later that the journal up to there is the same.</param>
/// <param name="Break">The first thing found wrong; null where the journal is whole.</param>
public sealed record JournalVerdict(long Entries, string HeadHash, JournalBreak? Break)
{
    /// <summary>Whether the journal is whole.</summary>
    public bool IsWhole => Break is null;

    /// <summary>Through how many signed heads the chain has to pass.</summary>
    public int Signed { get; init; }

    /// <summary>The last entry that a signed head covers: what comes after it could be changed or cut off by who administers the database; 0 where none does.</summary>
    public long SignedUpTo { get; init; }

    /// <summary>When the last head was signed, UTC; null where none was.</summary>
    public DateTime? SignedAt { get; init; }

    /// <summary>How many entries no signed head covers.</summary>
    public long Unsigned => Math.Max(0, Entries - SignedUpTo);

    /// <summary>When the first of them was written, UTC; null where all are covered.</summary>
    public DateTime? UnsignedSince { get; init; }

    /// <summary>The fingerprints of keys that signed heads and are not known; those heads prove nothing.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];

    /// <summary>Whether there are entries and no signed head at all: the file was removed, or nothing was ever signed.</summary>
    public bool AreHeadsMissing => Signed == 0 && UnknownKeys.Count == 0 && Entries > 0;

    /// <summary>Whether the journal is whole and proven: nothing is broken, and its heads are there and signed by known keys.</summary>
    public bool IsProven => IsWhole && UnknownKeys.Count == 0 && !AreHeadsMissing;

    /// <summary>How many signed heads name entries that were lost when a database was restored, as somebody answered for.</summary>
    public int LostSigned { get; init; }
}

/// <summary>The first thing wrong with the journal.</summary>
/// <param name="Sequence">The entry's place.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Until">The last entry that may be meant, where it cannot be told which; null where it can.</param>
public sealed record JournalBreak(long Sequence, JournalBreakKind Kind, long? Until = null);
