namespace Imi.Kernel.Features.Retention;

/// <summary>The input for a legal hold.</summary>
/// <param name="Ground">The ground for the hold.</param>
/// <param name="Reason">The reason in words; required.</param>
/// <param name="ReviewOn">The day by which to review the hold, within a year; null is reported as an error.</param>
public sealed record NewHold(HoldGround Ground, string Reason, DateOnly? ReviewOn);
