using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>The number of exchanges or former users on which an action of retention is due.</summary>
/// <param name="Action">The action.</param>
/// <param name="Module">The module; empty for former users.</param>
/// <param name="Count">The number of exchanges or users.</param>
public sealed record RetentionDue(LedgerAction Action, string Module, int Count);
