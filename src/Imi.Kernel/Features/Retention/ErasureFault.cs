using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>
/// Something that is due and could not be done: the database changed another number of rows than it should have. Nothing of it stayed,
/// the ledger has no entry of it, and it is tried again with the next run.
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

    /// <summary>The exchange, or the former user.</summary>
    public Guid ConcernedId { get; private set; }

    /// <summary>What is due.</summary>
    public LedgerAction Action { get; private set; }

    /// <summary>When it failed first, UTC.</summary>
    public DateTime Since { get; private set; }
}

/// <summary>The statements of a action changed another number of rows than the ledger would record.</summary>
internal sealed class ErasureMismatchException(LedgerAction action, int due, int changed) : Exception($"{action}: {due} were due, {changed} were changed.");

/// <summary>What one step of a sweep came to.</summary>
/// <param name="Looked">How many were due; fewer than asked for where no more are.</param>
/// <param name="Done">To how many it was done.</param>
internal readonly record struct ErasureStep(int Looked, int Done);
