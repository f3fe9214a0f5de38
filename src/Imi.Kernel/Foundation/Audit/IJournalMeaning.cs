namespace Imi.Kernel.Foundation.Audit;

/// <summary>Explains the journal entries that a feature writes, for the report by Regulation (EU) No 1024/2012, Article 17(3). Found by convention.</summary>
public interface IJournalMeaning
{
    /// <summary>For what purpose personal data were processed; null for entries of others.</summary>
    string? PurposeOf(JournalEntry entry);

    /// <summary>Which personal data were processed; null to leave that to the kind of entry.</summary>
    IReadOnlyList<string>? DataOf(JournalEntry entry);
}
