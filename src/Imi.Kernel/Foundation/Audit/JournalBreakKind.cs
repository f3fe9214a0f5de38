namespace Imi.Kernel.Foundation.Audit;

/// <summary>What can be wrong with the journal.</summary>
public enum JournalBreakKind
{
    /// <summary>An entry was removed.</summary>
    Missing,

    /// <summary>An entry was changed: its hash is another.</summary>
    Changed,

    /// <summary>An entry does not carry the hash of the one before: it was exchanged or inserted.</summary>
    Unchained,

    /// <summary>The chain ends elsewhere than its head says: entries were removed from or added to its end.</summary>
    OtherHead,

    /// <summary>The chain does not pass through a signed head: entries before it were written anew, with all hashes.</summary>
    OtherThanSigned,

    /// <summary>A line of the signed heads was changed, or stands out of its order.</summary>
    Forged,
}
