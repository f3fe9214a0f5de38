using System.Security.Cryptography;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Reminders.Escalation;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Features.Reminders;

/// <summary>
/// Reminds people of what they have to do, and those above them as long as nothing is done (Regulation (EU) No 1024/2012, Article 14(7)). Runs can be
/// repeated, interrupted and overlap on several nodes: each reminder is sent once, in the transaction that records it.
/// </summary>
public sealed class ReminderService(ImiDbContext database, ExchangeTransactions transactions, TimeProvider time, ILogger<ReminderService> log)
{
    private const int Batch = 100;

    /// <summary>Sends every reminder that is due. An exchange that cannot be loaded keeps no other from being reminded.</summary>
    /// <returns>The number of exchanges of which somebody was reminded.</returns>
    /// <exception cref="JobProblemException">Some exchanges failed; the log names them. The next run tries them again.</exception>
    public async Task<int> RemindAsync(CancellationToken cancellationToken)
    {
        var today = DeadlineCalendar.Today(time);
        var (reminded, failed, last) = (0, 0, new DueReminder(Guid.Empty, DateOnly.MinValue));
        while (true)
        {
            var due = await DueQuery(database, today, last).Take(Batch).ToListAsync(cancellationToken);
            foreach (var one in due)
            {
                try
                {
                    var outcome = await transactions.ChangeAsPlatformAsync(one.Id, (change, stop) => RemindAsync(change, today, stop), cancellationToken);
                    reminded += outcome.IsDone && outcome.Value ? 1 : 0;
                }
                catch (Exception fault) when (fault is InvalidOperationException or DbUpdateException)
                {
                    log.LogError(fault, "Nobody could be reminded of exchange {Exchange}", one.Id);
                    failed++;
                }
            }

            if (due.Count < Batch)
                return failed == 0 ? reminded : throw new JobProblemException("reminders-failed");
            last = due[^1];
        }
    }

    internal static IQueryable<DueReminder> DueQuery(ImiDbContext database, DateOnly today, DueReminder after) =>
        database
            .Set<Exchange>()
            .Where(exchange =>
                exchange.RemindFrom <= today && (exchange.RemindFrom > after.Day || (exchange.RemindFrom == after.Day && exchange.Id.CompareTo(after.Id) > 0))
            )
            .OrderBy(exchange => exchange.RemindFrom)
            .ThenBy(exchange => exchange.Id)
            .Select(exchange => new DueReminder(exchange.Id, exchange.RemindFrom!.Value));

    internal static IQueryable<Reminder> SentQuery(ImiDbContext database, Guid exchange) =>
        database.Set<Reminder>().AsNoTracking().Where(one => one.ExchangeId == exchange);

    /// <summary>The people and authorities for whom reminders wait to be sent.</summary>
    internal static IQueryable<Guid> WaitingQuery(ImiDbContext database, IReadOnlyList<Guid> recipients, DateTime now) =>
        OutboxQueueService
            .Waiting(database)
            .Where(mail => mail.Kind == MailKind.Reminders && (mail.ClaimedUntil == null || mail.ClaimedUntil <= now) && recipients.Contains(mail.SubjectId))
            .Select(mail => mail.SubjectId);

    private async Task<Outcome<bool>> RemindAsync(ExchangeChange change, DateOnly today, CancellationToken cancellationToken)
    {
        var (exchange, plan) = (change.Exchange, change.Procedure.Reminders);
        if (exchange.RemindFrom is not { } from || from > today)
            return Outcome<bool>.Done(false); // Another node was first, or a person acted.
        var sent = await SentQuery(database, exchange.Id).ToListAsync(cancellationToken);
        var audience = await ReminderAudience.ReadAsync(database, change.Context, cancellationToken);
        var (made, next) = (new List<(Reminder Reminder, ReminderOccasion Occasion, IReadOnlyList<RemindedPerson> People)>(), new List<DateOnly>());
        foreach (var occasion in ReminderOccasion.Of(exchange, change.Procedure))
        {
            foreach (var awaited in occasion.AwaitedIn(exchange))
            {
                var own = sent.FindAll(one => one.IsOf(occasion, awaited.AuthorityId));
                if (ReminderPolicy.Next(occasion, plan, own, today) is not { } due)
                    continue;
                if (due.On <= today)
                {
                    if (Remind(change, occasion, awaited, due.Step, audience) is not { } one)
                        continue; // Nobody is left who could be reminded.
                    made.Add(one);
                    own.Add(one.Reminder);
                }

                if (ReminderPolicy.Next(occasion, plan, own, today) is { } following)
                    next.Add(following.On);
            }
        }

        exchange.RemindNextFrom(next.Count > 0 ? next.Min() : null);
        foreach (var group in made.GroupBy(one => (one.Occasion, one.Reminder.Step)).Where(group => group.Key.Step != ReminderStep.Near))
        {
            await change.RecordAsync(
                ReminderPolicy.EventOf(group.Key.Step),
                exchange.State,
                Guid.Empty,
                entry => entry.ToAuthorityId = group.Count() == 1 ? group.Single().Reminder.ToAuthorityId : null,
                cancellationToken
            );
        }

        await NotifyAsync(change, made, cancellationToken);
        return Outcome<bool>.Done(made.Count > 0);
    }

    /// <summary>Makes a reminder for the first level, from a step on, at which there is somebody to remind.</summary>
    private static (Reminder Reminder, ReminderOccasion Occasion, IReadOnlyList<RemindedPerson> People)? Remind(
        ExchangeChange change,
        ReminderOccasion occasion,
        Participation awaited,
        ReminderStep from,
        ReminderAudience audience
    )
    {
        for (var step = from; step <= ReminderStep.National; step++)
        {
            var people = audience.PeopleOf(awaited, step);
            var mailbox = audience.MailboxOf(awaited, step);
            if (people.Count > 0 || mailbox is not null)
            {
                var to = mailbox?.Id ?? people[0].AuthorityId;
                return (new Reminder(change.Exchange.Id, occasion, step, awaited.AuthorityId, to, change.Now), occasion, people);
            }

            if (occasion.Kind == ReminderKind.Draft)
                return null;
        }

        return null;
    }

    private async Task NotifyAsync(
        ExchangeChange change,
        IReadOnlyList<(Reminder Reminder, ReminderOccasion Occasion, IReadOnlyList<RemindedPerson> People)> made,
        CancellationToken cancellationToken
    )
    {
        var (exchange, now) = (change.Exchange, new DateTimeOffset(change.Now));
        var daily = new Dictionary<Guid, bool>(); // Recipient, and whether it is a person.
        foreach (var (reminder, occasion, people) in made)
        {
            database.Set<Reminder>().Add(reminder);
            if (reminder.Step is ReminderStep.Mailbox or ReminderStep.National)
                daily[reminder.ToAuthorityId] = false;
            foreach (var person in people)
            {
                var acts = reminder.Step != ReminderStep.Coordinators;
                var notice = new Notice(
                    OrderedId.Next(now),
                    person.UserId,
                    exchange.Id,
                    ReminderPolicy.EventOf(reminder.Step),
                    exchange.State,
                    acts,
                    now.UtcDateTime
                );
                database.Set<Notice>().Add(notice);
                if (!person.NoticesByEmail || person.Mails == ReminderMails.Never)
                    continue;
                if (person.Mails == ReminderMails.Daily && !ReminderPolicy.IsAtOnce(occasion, change.Procedure.Reminders))
                    daily[person.UserId] = true;
                else
                    database.Set<OutboxMail>().Add(NoticeMailStore.Of(notice, now, QuietHours.EndAfter(now.UtcDateTime)));
            }
        }

        if (daily.Count == 0)
            return;
        var (recipients, morning) = (daily.Keys.ToList(), QuietHours.NextMorning(now.UtcDateTime));
        var waiting = await WaitingQuery(database, recipients, now.UtcDateTime).ToListAsync(cancellationToken);
        foreach (var recipient in recipients.Except(waiting))
            database.Set<OutboxMail>().Add(OutboxMail.OfReminders(IdOf(recipient, morning), recipient, daily[recipient], now.UtcDateTime, morning));
    }

    /// <summary>The same id on all nodes, so that two of them cannot queue the reminders of one morning twice.</summary>
    private static Guid IdOf(Guid recipient, DateTime morning)
    {
        var name = new byte[24];
        recipient.TryWriteBytes(name);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(name.AsSpan(16), morning.Ticks);
        return new Guid(SHA256.HashData(name).AsSpan(0, 16));
    }
}

/// <summary>An exchange of which somebody may have to be reminded.</summary>
/// <param name="Id">The exchange.</param>
/// <param name="Day">The day from which it must be checked.</param>
internal sealed record DueReminder(Guid Id, DateOnly Day);
