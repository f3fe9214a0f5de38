using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>A request that waits for a data-protection officer's decision.</summary>
public sealed record WaitingBlockedDataRequest(
    Guid ExchangeId,
    string? Number,
    string Module,
    string Procedure,
    BlockedDataRequestKind Kind,
    BlockedDataGround Ground,
    DateTime AskedAt
);
