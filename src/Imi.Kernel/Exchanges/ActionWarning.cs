namespace Imi.Kernel.Exchanges;

/// <summary>A warning that an action leaves something unfinished.</summary>
/// <param name="Kind">The kind of the warning.</param>
/// <param name="Count">The number of open parts or missing replies; 0 for other kinds.</param>
/// <param name="Day">The last day of the state, for <see cref="ActionWarningKind.BeforeLastDay"/>; null for other kinds.</param>
public sealed record ActionWarning(ActionWarningKind Kind, int Count, DateOnly? Day);
