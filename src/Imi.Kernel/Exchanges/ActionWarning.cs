namespace Imi.Kernel.Exchanges;

/// <summary>What an action would end although it is not done.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many of it; 0 where it is not counted.</param>
/// <param name="Day">The last day that is to come; null where it is none.</param>
public sealed record ActionWarning(ActionWarningKind Kind, int Count, DateOnly? Day);
