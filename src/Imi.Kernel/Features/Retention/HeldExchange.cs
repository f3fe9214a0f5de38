namespace Imi.Kernel.Features.Retention;

/// <summary>An exchange that is kept from deletion.</summary>
public sealed record HeldExchange(Guid ExchangeId, string? Number, HoldGround Ground, DateTime At, DateOnly ReviewOn);
