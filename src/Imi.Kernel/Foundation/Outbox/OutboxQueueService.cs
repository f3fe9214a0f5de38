using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Manages the queue of mails: claims, results, retries and clean-up.</summary>
public sealed class OutboxQueueService(ImiDbContext database, TimeProvider time)
{
    /// <summary>How long a claim lasts. If a sender dies, another one sends its mails after that.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>How long mails that were sent or are undeliverable are kept.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The delay after each refusal: a little more than two days in total, after which a mail is undeliverable.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(8),
    ];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Claims the mails that are due: urgent ones first, then the oldest. No mail goes to two callers, on any number of nodes.</summary>
    /// <param name="most">The maximum number of mails.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The claim; without mails if none is due.</returns>
    public async Task<OutboxClaim> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        // If another sender has just claimed the same rows, others may still be due.
        while (true)
        {
            var now = Now;
            Guid? claim = OrderedId.Next(time.GetUtcNow());
            DateTime? until = now + Lease;
            var next = Ready(database, now).OrderByDescending(mail => mail.Urgent).ThenBy(mail => mail.Id).Take(most).Select(mail => mail.Id);
            var claimed = await database.WriteAsync(
                stop =>
                    Ready(database, now)
                        .Where(mail => next.Contains(mail.Id))
                        .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.ClaimedBy, claim).SetProperty(mail => mail.ClaimedUntil, until), stop),
                cancellationToken
            );
            if (claimed > 0)
                return new OutboxClaim(
                    claim.Value,
                    until.Value,
                    await Of(claim.Value).AsNoTracking().OrderByDescending(mail => mail.Urgent).ThenBy(mail => mail.Id).ToListAsync(cancellationToken)
                );
            if (!await Ready(database, now).AnyAsync(cancellationToken))
                return new OutboxClaim(claim.Value, until.Value, []);
        }
    }

    /// <summary>Records that the mail server has accepted mails.</summary>
    /// <returns>The number recorded: fewer than given if another sender has claimed some of them since.</returns>
    public Task<int> NoteSentAsync(Guid claim, IReadOnlyCollection<Guid> mails, CancellationToken cancellationToken)
    {
        DateTime? now = Now;
        return database.WriteAsync(
            stop =>
                Of(claim)
                    .Where(mail => mails.Contains(mail.Id))
                    .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.SentAt, now).SetProperty(mail => mail.ClaimedUntil, (DateTime?)null), stop),
            cancellationToken
        );
    }

    /// <summary>
    /// Records that a mail was refused. After a temporary refusal it waits longer each time; if the recipient's address was refused, the
    /// person's other mails wait too.
    /// </summary>
    public async Task NoteRefusedAsync(Guid claim, OutboxMail mail, MailFault fault, CancellationToken cancellationToken)
    {
        var now = Now;
        var isOver = fault.Kind == MailFaultKind.Permanent || mail.Attempts >= Pauses.Length;
        var next = isOver ? now : now + Pauses[mail.Attempts];
        DateTime? undeliverable = isOver ? now : null;
        var error = fault.ToString();
        var delayed = !isOver && fault.Phase == MailPhase.Recipient ? mail.UserId : null;
        await database.WriteAsync(
            async stop =>
            {
                await Of(claim)
                    .Where(one => one.Id == mail.Id)
                    .ExecuteUpdateAsync(
                        change =>
                            change
                                .SetProperty(one => one.Attempts, one => one.Attempts + 1)
                                .SetProperty(one => one.LastError, error)
                                .SetProperty(one => one.NotBefore, next)
                                .SetProperty(one => one.UndeliverableSince, undeliverable)
                                .SetProperty(one => one.ClaimedUntil, (DateTime?)null),
                        stop
                    );
                if (delayed is not { } person)
                    return;
                await database
                    .Set<OutboxMail>()
                    .Where(one => one.UserId == person && one.SentAt == null && one.UndeliverableSince == null && one.NotBefore < next)
                    .ExecuteUpdateAsync(change => change.SetProperty(one => one.NotBefore, next), stop);
            },
            cancellationToken
        );
    }

    /// <summary>Removes mails that are obsolete: what they report is gone, or their link is no longer valid.</summary>
    public Task RemoveAsync(Guid claim, IReadOnlyCollection<Guid> mails, CancellationToken cancellationToken) =>
        database.WriteAsync(stop => Of(claim).Where(mail => mails.Contains(mail.Id)).ExecuteDeleteAsync(stop), cancellationToken);

    /// <summary>Releases the mails of a claim that were not sent.</summary>
    public Task ReleaseAsync(Guid claim, CancellationToken cancellationToken) =>
        database.WriteAsync(
            stop =>
                Of(claim)
                    .Where(mail => mail.SentAt == null && mail.UndeliverableSince == null)
                    .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.ClaimedUntil, (DateTime?)null), stop),
            cancellationToken
        );

    /// <summary>Counts the mails that wait and those that are undeliverable.</summary>
    public async Task<OutboxCounts> CountAsync(CancellationToken cancellationToken)
    {
        var undeliverable = database.Set<OutboxMail>().Where(mail => mail.UndeliverableSince != null);
        return new OutboxCounts(
            await Waiting(database).CountAsync(cancellationToken),
            await undeliverable.CountAsync(cancellationToken),
            await undeliverable.MinAsync(mail => mail.UndeliverableSince, cancellationToken)
        )
        {
            OldestAt = await Waiting(database).MinAsync(mail => (DateTime?)mail.CreatedAt, cancellationToken),
            DueSince = await Ready(database, Now).MinAsync(mail => (DateTime?)mail.NotBefore, cancellationToken),
        };
    }

    /// <summary>Queues undeliverable mails again, with no attempts counted.</summary>
    /// <param name="mail">The mail to queue; null for all undeliverable mails.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of mails queued again.</returns>
    public Task<int> RetryAsync(Guid? mail, CancellationToken cancellationToken)
    {
        var now = Now;
        return database.WriteAsync(
            stop =>
                database
                    .Set<OutboxMail>()
                    .Where(one => one.UndeliverableSince != null && (mail == null || one.Id == mail))
                    .ExecuteUpdateAsync(
                        change =>
                            change
                                .SetProperty(one => one.UndeliverableSince, (DateTime?)null)
                                .SetProperty(one => one.Attempts, 0)
                                .SetProperty(one => one.NotBefore, now),
                        stop
                    ),
            cancellationToken
        );
    }

    /// <summary>Deletes mails that were sent, or became undeliverable, more than 30 days ago.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        DateTime? before = Now - Kept;
        return database.WriteAsync(
            stop => database.Set<OutboxMail>().Where(mail => mail.SentAt < before || mail.UndeliverableSince < before).ExecuteDeleteAsync(stop),
            cancellationToken
        );
    }

    /// <summary>Adds a later notice about the same exchange to a waiting mail that was never tried.</summary>
    /// <returns>Whether such a mail exists.</returns>
    internal async Task<bool> JoinAsync(Guid person, Guid exchange, Guid notice, bool isUrgent, CancellationToken cancellationToken)
    {
        var now = Now;
        return await Joinable(database, exchange, now)
                .Where(mail => mail.UserId == person)
                .ExecuteUpdateAsync(
                    change =>
                        change
                            .SetProperty(mail => mail.SubjectId, notice)
                            .SetProperty(mail => mail.Joined, mail => mail.Joined + 1)
                            .SetProperty(mail => mail.Urgent, mail => mail.Urgent || isUrgent)
                            .SetProperty(mail => mail.NotBefore, mail => isUrgent ? now : mail.NotBefore),
                    cancellationToken
                ) > 0;
    }

    /// <summary>The waiting mails about notices of an exchange that were never tried and are not claimed.</summary>
    internal static IQueryable<OutboxMail> Joinable(ImiDbContext database, Guid exchange, DateTime now) =>
        Waiting(database)
            .Where(mail =>
                mail.ExchangeId == exchange && mail.Kind == MailKind.Notice && mail.Attempts == 0 && (mail.ClaimedUntil == null || mail.ClaimedUntil <= now)
            );

    /// <summary>The mails that are due at the given time and not claimed.</summary>
    internal static IQueryable<OutboxMail> Ready(ImiDbContext database, DateTime now) =>
        Waiting(database).Where(mail => mail.NotBefore <= now && (mail.ClaimedUntil == null || mail.ClaimedUntil <= now));

    /// <summary>The mails that are neither sent nor undeliverable.</summary>
    internal static IQueryable<OutboxMail> Waiting(ImiDbContext database) =>
        database.Set<OutboxMail>().Where(mail => mail.SentAt == null && mail.UndeliverableSince == null);

    private IQueryable<OutboxMail> Of(Guid claim) => database.Set<OutboxMail>().Where(mail => mail.ClaimedBy == claim);
}

/// <summary>Mails that only one sender may send until the claim ends.</summary>
/// <param name="Id">The id of the claim.</param>
/// <param name="Until">When the claim ends, UTC.</param>
/// <param name="Mails">The mails, in the order in which to send them.</param>
public sealed record OutboxClaim(Guid Id, DateTime Until, IReadOnlyList<OutboxMail> Mails);

/// <summary>The number of mails that wait or are undeliverable.</summary>
/// <param name="Waiting">The number of mails still to be sent.</param>
/// <param name="Undeliverable">The number of mails that are no longer tried.</param>
/// <param name="Since">When the oldest of the undeliverable mails was given up, UTC; null if there are none.</param>
public sealed record OutboxCounts(int Waiting, int Undeliverable, DateTime? Since)
{
    /// <summary>When the oldest mail that waits was written, UTC; null where none waits.</summary>
    public DateTime? OldestAt { get; init; }

    /// <summary>Since when the mail that has been ready for longest could have been sent, UTC; null where none is ready.</summary>
    public DateTime? DueSince { get; init; }
}
