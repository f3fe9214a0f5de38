namespace Imi.Kernel.Features.Retention;

/// <summary>A hold to be placed.</summary>
/// <param name="Ground">Who needs the content.</param>
/// <param name="Reason">The reason in words.</param>
/// <param name="ReviewOn">The day by which it is to be looked at again; null is told as missing.</param>
public sealed record NewHold(HoldGround Ground, string Reason, DateOnly? ReviewOn);
