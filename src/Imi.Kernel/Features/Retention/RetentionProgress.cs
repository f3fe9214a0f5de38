namespace Imi.Kernel.Features.Retention;

/// <summary>The progress of a run of retention.</summary>
/// <param name="Step">The current step: <c>warn</c>, <c>hide</c>, <c>delete</c>, <c>drafts</c> or <c>users</c>.</param>
/// <param name="Done">The number of exchanges or users that this step has processed.</param>
/// <param name="Total">The number that was due when the step began.</param>
public sealed record RetentionProgress(string Step, int Done, int Total);
