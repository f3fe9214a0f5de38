namespace Imi.Kernel.Features.Retention;

/// <summary>The status of retention and of the erasure ledger.</summary>
/// <param name="LastDay">The last day for which it ran; null before the first run.</param>
/// <param name="Entries">The number of entries in the ledger.</param>
/// <param name="HeadHash">The last entry's hash. A copy outside the platform later proves that the ledger was not changed.</param>
/// <param name="BrokenAt">The number of the first entry that breaks the hash chain; null if the chain is intact.</param>
/// <param name="Due">What is due today.</param>
/// <param name="Held">The number of exchanges under a legal hold.</param>
public sealed record RetentionStatus(DateOnly? LastDay, long Entries, string HeadHash, long? BrokenAt, IReadOnlyList<RetentionDue> Due, int Held);
