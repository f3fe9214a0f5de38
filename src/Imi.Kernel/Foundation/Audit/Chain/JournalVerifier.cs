namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>A walk along the journal's chain, entry after entry, through the signed heads on its way.</summary>
internal sealed class JournalVerifier(long entries, string hash, IReadOnlyList<SignedHead> heads)
{
    private int _nextHead;
    private JournalBreak? _broken;

    /// <summary>The last right entry's place.</summary>
    public long Entries { get; private set; } = entries;

    /// <summary>The last right entry's hash.</summary>
    public string Hash { get; private set; } = hash;

    /// <summary>Goes along entries.</summary>
    /// <returns>Whether all are right.</returns>
    public bool Pass(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            _broken = BreakOf(entry);
            if (_broken is not null)
                return false;
            (Entries, Hash) = (entry.Sequence, entry.Hash);
        }

        return true;
    }

    /// <summary>What the walk found.</summary>
    /// <param name="end">What is wrong at the end of the chain; null for nothing.</param>
    public JournalVerdict Verdict(JournalBreak? end = null) => new(Entries, Hash, _broken ?? Beyond() ?? end);

    private JournalBreak? BreakOf(JournalEntry entry)
    {
        if (entry.Sequence != Entries + 1)
            return new JournalBreak(Entries + 1, JournalBreakKind.Missing);
        if (entry.PreviousHash != Hash)
            return new JournalBreak(entry.Sequence, JournalBreakKind.Unchained);
        if (!JournalChain.IsRight(entry))
            return new JournalBreak(entry.Sequence, JournalBreakKind.Changed);
        for (; _nextHead < heads.Count && heads[_nextHead].Sequence <= entry.Sequence; _nextHead++)
        {
            // What was rewritten with all hashes after it is somewhere between two signed heads.
            if (heads[_nextHead].Sequence == entry.Sequence && heads[_nextHead].Hash != entry.Hash)
                return new JournalBreak(_nextHead == 0 ? 1 : heads[_nextHead - 1].Sequence + 1, JournalBreakKind.OtherThanSigned, entry.Sequence);
        }

        return null;
    }

    private JournalBreak? Beyond() =>
        _nextHead < heads.Count && heads[_nextHead].Sequence > Entries
            ? new JournalBreak(Entries + 1, JournalBreakKind.Missing, heads[_nextHead].Sequence)
            : null;
}
