using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>An action that retention took on an exchange, from the erasure ledger. <paramref name="At"/> is UTC.</summary>
public sealed record DoneErasure(Guid ExchangeId, string? Number, LedgerAction Action, DateTime At, string Rule);
