using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>The result of a run of retention.</summary>
/// <param name="Day">The day for which it ran.</param>
/// <param name="Counts">What it did, in numbers.</param>
/// <param name="Failure">Why it failed or is incomplete: a text key below <c>retention.failures</c>; null if it succeeded.</param>
public sealed record RetentionReport(DateOnly Day, RetentionCounts Counts, string? Failure)
{
    /// <summary>The exchanges and former users whose action failed because the database changed an unexpected number of rows.</summary>
    public IReadOnlyList<Guid> Stopped { get; init; } = [];
}
