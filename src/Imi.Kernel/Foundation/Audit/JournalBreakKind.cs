namespace Imi.Kernel.Foundation.Audit;

/// <summary>The ways in which the journal can be broken.</summary>
public enum JournalBreakKind
{
    /// <summary>An entry is missing.</summary>
    Missing,

    /// <summary>An entry was changed: its content does not match its hash.</summary>
    Changed,

    /// <summary>An entry does not contain the hash of the previous one: it was replaced or inserted.</summary>
    Unchained,

    /// <summary>The chain does not end at its head: entries were removed from its end or added to it.</summary>
    OtherHead,

    /// <summary>The chain does not pass through a signed head: earlier entries and all hashes after them were rewritten.</summary>
    OtherThanSigned,

    /// <summary>A line in the file of signed heads was changed or is out of order.</summary>
    Forged,
}
