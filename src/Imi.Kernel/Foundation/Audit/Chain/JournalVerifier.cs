namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>Verifies the journal's chain entry by entry, and that it passes through the signed heads.</summary>
internal sealed class JournalVerifier(long entries, string hash, IReadOnlyList<SignedHead> heads)
{
    private int _nextHead;
    private JournalBreak? _broken;

    /// <summary>The sequence number of the last entry that was verified.</summary>
    public long Entries { get; private set; } = entries;

    /// <summary>The hash of the last entry that was verified.</summary>
    public string Hash { get; private set; } = hash;

    /// <summary>Verifies the next entries, up to the first break.</summary>
    /// <returns>Whether all entries are valid.</returns>
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

    /// <summary>The result of the verification so far.</summary>
    /// <param name="end">A break at the end of the chain, reported if there is no earlier one; null for none.</param>
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
            // If an entry and all later hashes were rewritten, the change lies between this head and the previous one.
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
