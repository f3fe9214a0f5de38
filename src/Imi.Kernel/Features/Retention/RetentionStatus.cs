namespace Imi.Kernel.Features.Retention;

/// <summary>How retention stands.</summary>
/// <param name="LastDay">The last day for which it ran; null before the first time.</param>
/// <param name="Entries">How many entries the ledger has.</param>
/// <param name="HeadHash">The last entry's hash: noted elsewhere, it proves later that the ledger is the same.</param>
/// <param name="BrokenAt">The first entry that does not fit; null where the ledger is whole.</param>
/// <param name="Due">What is due today.</param>
/// <param name="Held">How many exchanges are kept from deletion.</param>
public sealed record RetentionStatus(DateOnly? LastDay, long Entries, string HeadHash, long? BrokenAt, IReadOnlyList<RetentionDue> Due, int Held);
