using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>What a run of retention came to.</summary>
/// <param name="Day">The day for which it ran.</param>
/// <param name="Counts">What it did.</param>
/// <param name="Failure">Why it ended early: a text's key below <c>retention.failures</c>; null where it did not.</param>
public sealed record RetentionReport(DateOnly Day, RetentionCounts Counts, string? Failure)
{
    /// <summary>The exchanges and former users to which nothing was done, because the database changed another number of rows than it should have.</summary>
    public IReadOnlyList<Guid> Stopped { get; init; } = [];
}
