namespace Imi.Kernel.Features.Retention;

/// <summary>
/// An exchange that a legal hold keeps from deletion, placed at <paramref name="At"/> (UTC), to be reviewed by <paramref name="ReviewOn"/>.
/// </summary>
public sealed record HeldExchange(Guid ExchangeId, string? Number, HoldGround Ground, DateTime At, DateOnly ReviewOn);
