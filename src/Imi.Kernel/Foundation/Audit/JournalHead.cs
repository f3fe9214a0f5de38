namespace Imi.Kernel.Foundation.Audit;

/// <summary>The end of the journal's chain. Each append locks it, so that entries have one order.</summary>
public sealed class JournalHead
{
    private JournalHead() { }

    internal JournalHead(int id, string hash)
    {
        Id = id;
        Hash = hash;
    }

    /// <summary>Always 1, as there is one chain.</summary>
    public int Id { get; private set; }

    /// <summary>The sequence number of the last entry; 0 if there is none.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the last entry; 64 zeros if there is none.</summary>
    public string Hash { get; private set; } = "";

    internal void EndWith(long sequence, string hash) => (Sequence, Hash) = (sequence, hash);
}
