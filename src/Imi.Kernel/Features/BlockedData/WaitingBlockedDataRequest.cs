using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>A request about hidden data that waits for a decision, with the exchange that it concerns. <paramref name="AskedAt"/> is UTC.</summary>
public sealed record WaitingBlockedDataRequest(
    Guid ExchangeId,
    string? Number,
    string Module,
    string Procedure,
    BlockedDataRequestKind Kind,
    BlockedDataGround Ground,
    DateTime AskedAt
);
