using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>Something that is due to an exchange and could not be done.</summary>
public sealed record FailedErasure(Guid ExchangeId, string? Number, LedgerAction Action, DateTime Since);
