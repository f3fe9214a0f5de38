namespace Imi.Kernel.Foundation.Ledger;

/// <summary>The end of the ledger and the day of the last retention run. Each sweep locks it, so that only one runs at a time.</summary>
public sealed class LedgerHead
{
    private LedgerHead() { }

    /// <summary>Always 1, as there is one ledger.</summary>
    public int Id { get; private set; }

    /// <summary>The sequence number of the last entry; 0 if there is none.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the last entry; 64 zeros if there is none.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The last day for which retention ran; null before the first run.</summary>
    public DateOnly? LastDay { get; private set; }
}
