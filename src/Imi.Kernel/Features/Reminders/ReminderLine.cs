using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Reminders;

/// <summary>One reminder in the reminders of a day.</summary>
/// <param name="MailId">The mail.</param>
/// <param name="Name">The name of the person; for a mailbox the title of the authority.</param>
/// <param name="Address">The e-mail address.</param>
/// <param name="Language">The language of the person, by BCP 47; empty for a mailbox.</param>
/// <param name="IsWatched">Whether others have to act, and the recipient looks after them.</param>
/// <param name="Reminded">The exchange as it is when the mail is composed.</param>
/// <param name="Reminder">The reminder.</param>
internal sealed record ReminderLine(Guid MailId, string Name, string Address, string Language, bool IsWatched, RemindedExchange Reminded, Reminder Reminder);
