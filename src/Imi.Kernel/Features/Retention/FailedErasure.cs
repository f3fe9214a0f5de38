using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>An action of retention that is due on an exchange and failed. <paramref name="Since"/> is the time of the first failure, UTC.</summary>
public sealed record FailedErasure(Guid ExchangeId, string? Number, LedgerAction Action, DateTime Since);
