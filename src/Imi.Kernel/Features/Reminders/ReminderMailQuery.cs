using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Reminders.Escalation;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Reminders;

/// <summary>Reads the reminders that mails of the outbox report. Contains no content of exchanges.</summary>
public sealed class ReminderMailQuery(ImiDbContext database, ReminderOccasionQuery occasions)
{
    /// <summary>Reads the reminders of mails to people and mailboxes, the oldest first.</summary>
    /// <param name="mails">The identifiers of mails in the outbox.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<IReadOnlyList<ReminderLine>> ReadAsync(IReadOnlyCollection<Guid> mails, CancellationToken cancellationToken)
    {
        var toPeople = await PeopleQuery(database, mails).ToListAsync(cancellationToken);
        var toMailboxes = await MailboxesQuery(database, mails).ToListAsync(cancellationToken);
        var ids = toPeople.Select(one => one.ExchangeId).Concat(toMailboxes.Select(one => one.Reminder.ExchangeId)).Distinct().ToList();
        var exchanges = await occasions.OfAsync(ids, cancellationToken);
        var reminders = (await RemindersQuery(database, ids).ToListAsync(cancellationToken)).ToLookup(one =>
            (one.ExchangeId, ReminderPolicy.EventOf(one.Step), one.At)
        );
        return
        [
            .. from one in toPeople
            where exchanges.ContainsKey(one.ExchangeId)
            from reminder in reminders[(one.ExchangeId, one.Event, one.At)]
            select new ReminderLine(one.MailId, one.Name, one.Address, one.Language, one.IsWatched, exchanges[one.ExchangeId], reminder),
            .. from one in toMailboxes
            where exchanges.ContainsKey(one.Reminder.ExchangeId)
            let isWatched = one.Reminder.Step == ReminderStep.National
            select new ReminderLine(one.MailId, one.Name, one.Address, "", isWatched, exchanges[one.Reminder.ExchangeId], one.Reminder),
        ];
    }

    /// <summary>The reminders to people that no mail of their own reports.</summary>
    internal static IQueryable<RemindedByMail> PeopleQuery(ImiDbContext database, IReadOnlyCollection<Guid> mails)
    {
        var events = KernelActions.Reminders.ToList();
        return from mail in database.Set<OutboxMail>()
            where mails.Contains(mail.Id)
            join user in database.Set<ImiUser>() on mail.UserId equals user.Id
            join notice in database.Set<Notice>() on user.Id equals notice.UserId
            where
                notice.At >= mail.CreatedAt
                && notice.ExchangeId != null
                && events.Contains(notice.Action)
                && !database.Set<OutboxMail>().Any(alone => alone.UserId == user.Id && alone.Kind == MailKind.Notice && alone.SubjectId == notice.Id)
            orderby notice.Id
            select new RemindedByMail(mail.Id, user.Name, user.Email, user.Language, notice.ExchangeId!.Value, notice.Action, notice.At, !notice.NeedsAction);
    }

    internal static IQueryable<RemindedMailbox> MailboxesQuery(ImiDbContext database, IReadOnlyCollection<Guid> mails) =>
        from mail in database.Set<OutboxMail>()
        where mails.Contains(mail.Id) && mail.UserId == null
        join authority in database.Set<Authority>() on mail.SubjectId equals authority.Id
        join reminder in database.Set<Reminder>() on authority.Id equals reminder.ToAuthorityId
        where reminder.At >= mail.CreatedAt && (reminder.Step == ReminderStep.Mailbox || reminder.Step == ReminderStep.National)
        orderby reminder.At, reminder.ExchangeId
        select new RemindedMailbox(mail.Id, authority.InformalTitle, authority.Email, reminder);

    internal static IQueryable<Reminder> RemindersQuery(ImiDbContext database, IReadOnlyCollection<Guid> exchanges) =>
        database.Set<Reminder>().AsNoTracking().Where(one => exchanges.Contains(one.ExchangeId));
}

/// <summary>A reminder to a person in a mail of the outbox.</summary>
internal sealed record RemindedByMail(Guid MailId, string Name, string Address, string Language, Guid ExchangeId, string Event, DateTime At, bool IsWatched);

/// <summary>A reminder to the mailbox of an authority in a mail of the outbox.</summary>
internal sealed record RemindedMailbox(Guid MailId, string Name, string Address, Reminder Reminder);
