namespace Imi.Kernel.Foundation.Audit;

/// <summary>The result of verifying the journal.</summary>
/// <param name="Entries">The sequence number up to which the entries were verified.</param>
/// <param name="HeadHash">The hash of that entry: a copy kept elsewhere later proves that the journal up to there is unchanged.</param>
/// <param name="Break">The first break; null if the journal is whole.</param>
public sealed record JournalVerdict(long Entries, string HeadHash, JournalBreak? Break)
{
    /// <summary>Whether no break was found.</summary>
    public bool IsWhole => Break is null;

    /// <summary>The number of signed heads that were checked against the chain.</summary>
    public int Signed { get; init; }

    /// <summary>The last entry that a signed head covers; 0 if none does. A database administrator could change or remove later entries.</summary>
    public long SignedUpTo { get; init; }

    /// <summary>When the last head was signed, UTC; null if there is none.</summary>
    public DateTime? SignedAt { get; init; }

    /// <summary>The number of entries that no signed head covers.</summary>
    public long Unsigned => Math.Max(0, Entries - SignedUpTo);

    /// <summary>When the first entry without a signed head was written, UTC; null if all are covered.</summary>
    public DateTime? UnsignedSince { get; init; }

    /// <summary>The fingerprints of unknown keys that signed heads; those heads prove nothing.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];

    /// <summary>Whether there are entries but no signed heads: the file was removed, or nothing was signed yet.</summary>
    public bool AreHeadsMissing => Signed == 0 && UnknownKeys.Count == 0 && Entries > 0;

    /// <summary>Whether the journal is whole, its signed heads exist and known keys signed all of them.</summary>
    public bool IsProven => IsWhole && UnknownKeys.Count == 0 && !AreHeadsMissing;

    /// <summary>The number of signed heads whose entries were lost when the database was restored, as an operator confirmed.</summary>
    public int LostSigned { get; init; }
}

/// <summary>The first break in the journal.</summary>
/// <param name="Sequence">The sequence number of the entry.</param>
/// <param name="Kind">The kind of break.</param>
/// <param name="Until">The last entry that may be affected if the exact one is unknown; null if it is known.</param>
public sealed record JournalBreak(long Sequence, JournalBreakKind Kind, long? Until = null);
