using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>
/// An action of retention that failed because the database changed an unexpected number of rows. It was rolled back, the ledger has no
/// entry of it, and the next run tries again.
/// </summary>
public sealed class ErasureFault
{
    private ErasureFault() { }

    internal ErasureFault(Guid concernedId, LedgerAction action, DateTime at)
    {
        ConcernedId = concernedId;
        Action = action;
        Since = at;
    }

    /// <summary>The identifier of the exchange or of the former user.</summary>
    public Guid ConcernedId { get; private set; }

    /// <summary>The action that is due.</summary>
    public LedgerAction Action { get; private set; }

    /// <summary>When it first failed, UTC.</summary>
    public DateTime Since { get; private set; }
}

/// <summary>Thrown if an action changes another number of rows than the ledger would record.</summary>
internal sealed class ErasureMismatchException(LedgerAction action, int due, int changed) : Exception($"{action}: {due} were due, {changed} were changed.");

/// <summary>The result of one step of a sweep.</summary>
/// <param name="Due">The number of exchanges or users that were due; fewer than the limit if no more are due.</param>
/// <param name="Done">The number for which the action succeeded.</param>
internal readonly record struct ErasureStep(int Due, int Done);
