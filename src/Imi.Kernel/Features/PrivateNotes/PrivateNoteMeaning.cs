using Imi.Kernel.Foundation.Audit;

namespace Imi.Kernel.Features.PrivateNotes;

/// <summary>Explains the journal entries about private notes in a report on processing.</summary>
internal sealed class PrivateNoteMeaning : IJournalMeaning
{
    public string? PurposeOf(JournalEntry entry) =>
        entry.What is PrivateNoteService.Added or PrivateNoteService.Removed
            ? "Internal handling of the exchange by the authority (Regulation (EU) No 1024/2012, Article 13)"
            : null;

    public IReadOnlyList<string>? DataOf(JournalEntry entry) => null;
}
