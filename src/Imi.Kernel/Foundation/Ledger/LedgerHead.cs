namespace Imi.Kernel.Foundation.Ledger;

/// <summary>Where the ledger ends and when retention last ran: locked by whoever sweeps, so that two never do the same at once.</summary>
public sealed class LedgerHead
{
    private LedgerHead() { }

    /// <summary>Always 1: there is one ledger.</summary>
    public int Id { get; private set; }

    /// <summary>The last entry's place.</summary>
    public long Sequence { get; private set; }

    /// <summary>The last entry's hash.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The last day for which retention ran; null before the first time.</summary>
    public DateOnly? LastDay { get; private set; }
}
