using Imi.Kernel.Foundation.Audit;

namespace Imi.Kernel.Features.DueCalendar;

/// <summary>Explains the journal entries about calendars in a report on processing.</summary>
internal sealed class CalendarMeaning : IJournalMeaning
{
    public string? PurposeOf(JournalEntry entry) =>
        entry.What is CalendarService.Made or CalendarService.Removed
            ? "Internal handling of exchanges by the person (Regulation (EU) No 1024/2012, Article 13)"
            : null;

    public IReadOnlyList<string>? DataOf(JournalEntry entry) => null;
}
