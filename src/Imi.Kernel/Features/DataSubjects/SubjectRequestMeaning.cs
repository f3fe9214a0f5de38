using Imi.Kernel.Foundation.Audit;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Explains the journal entries about data subjects' requests in a report on processing.</summary>
internal sealed class SubjectRequestMeaning : IJournalMeaning
{
    public string? PurposeOf(JournalEntry entry) => IsOwn(entry) ? "Answer to a data subject (Regulation (EU) No 1024/2012, Articles 18 to 20)" : null;

    public IReadOnlyList<string>? DataOf(JournalEntry entry) => IsOwn(entry) ? ["what is held on a data subject"] : null;

    private static bool IsOwn(JournalEntry entry) => entry.What.StartsWith(SubjectRequestService.JournalPrefix, StringComparison.Ordinal);
}
