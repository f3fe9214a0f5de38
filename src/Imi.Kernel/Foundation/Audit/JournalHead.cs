namespace Imi.Kernel.Foundation.Audit;

/// <summary>Where the chain ends: locked by whoever appends, so that entries have one order.</summary>
public sealed class JournalHead
{
    private JournalHead() { }

    internal JournalHead(int id, string hash)
    {
        Id = id;
        Hash = hash;
    }

    /// <summary>Always 1: there is one chain.</summary>
    public int Id { get; private set; }

    /// <summary>The last entry's place.</summary>
    public long Sequence { get; private set; }

    /// <summary>The last entry's hash.</summary>
    public string Hash { get; private set; } = "";
}
