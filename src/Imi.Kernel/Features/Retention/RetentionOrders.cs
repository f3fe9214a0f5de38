using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>What retention shall do.</summary>
public sealed record RetentionOrder
{
    /// <summary>The day for which it runs; null for today. Never a later one.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether somebody answers for the clock being right, although it has gone on by more than a month since the last run.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>How many exchanges each transaction takes; null for as many as leave others no longer than a second to wait.</summary>
    public int? BatchSize { get; init; }
}

/// <summary>How far retention is.</summary>
/// <param name="Step">What it does: <c>settle</c>, <c>warn</c>, <c>hide</c>, <c>delete</c>, <c>drafts</c>, <c>users</c>.</param>
/// <param name="Done">To how many exchanges or users.</param>
/// <param name="Total">How many there were to do at the beginning.</param>
public sealed record RetentionProgress(string Step, int Done, int Total);

/// <summary>What a run of retention came to.</summary>
/// <param name="Day">The day for which it ran.</param>
/// <param name="Counts">What it did.</param>
/// <param name="Failure">Why it ended early: a text's key below <c>retention.failures</c>; null where it did not.</param>
public sealed record RetentionReport(DateOnly Day, RetentionCounts Counts, string? Failure)
{
    /// <summary>The exchanges and former users to which nothing was done, because the database changed another number of rows than it should have.</summary>
    public IReadOnlyList<Guid> Stopped { get; init; } = [];
}

/// <summary>What is due on a day, and what comes.</summary>
/// <param name="Deed">What is to be done.</param>
/// <param name="Module">The module; none for former users.</param>
/// <param name="Count">To how many exchanges or users.</param>
public sealed record RetentionDue(LedgerAction Deed, string Module, int Count);

/// <summary>How retention stands.</summary>
/// <param name="LastDay">The last day for which it ran; null before the first time.</param>
/// <param name="Entries">How many entries the ledger has.</param>
/// <param name="HeadHash">The last entry's hash: noted elsewhere, it proves later that the ledger is the same.</param>
/// <param name="BrokenAt">The first entry that does not fit; null where the ledger is whole.</param>
/// <param name="Due">What is due today.</param>
/// <param name="Held">How many exchanges are kept from deletion.</param>
public sealed record RetentionStatus(DateOnly? LastDay, long Entries, string HeadHash, long? BrokenAt, IReadOnlyList<RetentionDue> Due, int Held);
