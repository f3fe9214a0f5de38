using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>What is due on a day, and what comes.</summary>
/// <param name="Action">What is to be done.</param>
/// <param name="Module">The module; none for former users.</param>
/// <param name="Count">To how many exchanges or users.</param>
public sealed record RetentionDue(LedgerAction Action, string Module, int Count);
