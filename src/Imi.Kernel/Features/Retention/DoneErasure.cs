using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>Something that retention did to an exchange.</summary>
public sealed record DoneErasure(Guid ExchangeId, string? Number, LedgerAction Action, DateTime At, string Rule);
