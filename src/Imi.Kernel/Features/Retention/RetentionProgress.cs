namespace Imi.Kernel.Features.Retention;

/// <summary>How far retention is.</summary>
/// <param name="Step">What it does: <c>settle</c>, <c>warn</c>, <c>hide</c>, <c>delete</c>, <c>drafts</c>, <c>users</c>.</param>
/// <param name="Done">To how many exchanges or users.</param>
/// <param name="Total">How many there were to do at the beginning.</param>
public sealed record RetentionProgress(string Step, int Done, int Total);
