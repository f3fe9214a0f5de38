using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Keeps the mails that wait: whose turn it is, who sends them, what became of them.</summary>
public sealed class OutboxQueueService(ImiDbContext database, TimeProvider time)
{
    /// <summary>How long a claim lasts. A mail whose sender died is sent by another one afterwards.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>How long a mail that was sent, or is undeliverable, stays listed.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>How long a recipient's mails wait after each refusal. They add up to a little more than two days: then a mail is undeliverable.</summary>
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

    /// <summary>Claims the mails whose turn it is: the urgent ones first, then the oldest. No two callers get the same one, on any number of nodes.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The claim; without mails where none waits.</returns>
    public async Task<OutboxClaim> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        // Another sender may have claimed the same rows a moment earlier: then there are others to look for.
        while (true)
        {
            var now = Now;
            Guid? claim = OrderedId.Next(time.GetUtcNow());
            DateTime? until = now + Lease;
            var next = Ready(database, now).OrderByDescending(mail => mail.Urgent).ThenBy(mail => mail.Id).Take(most).Select(mail => mail.Id);
            var claimed = await Ready(database, now)
                .Where(mail => next.Contains(mail.Id))
                .ExecuteUpdateAsync(
                    change => change.SetProperty(mail => mail.ClaimedBy, claim).SetProperty(mail => mail.ClaimedUntil, until),
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

    /// <summary>Notes that the mail server has taken mails.</summary>
    /// <returns>How many were noted: fewer than given where the claim had ended before.</returns>
    public Task<int> NoteSentAsync(Guid claim, IReadOnlyCollection<Guid> mails, CancellationToken cancellationToken)
    {
        DateTime? now = Now;
        return Of(claim)
            .Where(mail => mails.Contains(mail.Id))
            .ExecuteUpdateAsync(
                change => change.SetProperty(mail => mail.SentAt, now).SetProperty(mail => mail.ClaimedUntil, (DateTime?)null),
                cancellationToken
            );
    }

    /// <summary>Notes that the recipient's side refused a mail: it waits longer each time, and the recipient's other mails wait with it.</summary>
    public async Task NoteRefusedAsync(Guid claim, OutboxMail mail, MailFault fault, CancellationToken cancellationToken)
    {
        var now = Now;
        var isOver = fault.Kind == MailFaultKind.Permanent || mail.Attempts >= Pauses.Length;
        var next = isOver ? now : now + Pauses[mail.Attempts];
        DateTime? undeliverable = isOver ? now : null;
        var said = fault.ToString();
        await Of(claim)
            .Where(one => one.Id == mail.Id)
            .ExecuteUpdateAsync(
                change =>
                    change
                        .SetProperty(one => one.Attempts, one => one.Attempts + 1)
                        .SetProperty(one => one.LastError, said)
                        .SetProperty(one => one.NotBefore, next)
                        .SetProperty(one => one.UndeliverableSince, undeliverable)
                        .SetProperty(one => one.ClaimedUntil, (DateTime?)null),
                cancellationToken
            );
        if (isOver || fault.Phase != MailPhase.Recipient || mail.UserId is not { } person)
            return;
        await database
            .Set<OutboxMail>()
            .Where(one => one.UserId == person && one.SentAt == null && one.UndeliverableSince == null && one.NotBefore < next)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.NotBefore, next), cancellationToken);
    }

    /// <summary>Removes mails that have nothing to say any more: what they told of is gone, or their link opens no more.</summary>
    public Task RemoveAsync(Guid claim, IReadOnlyCollection<Guid> mails, CancellationToken cancellationToken) =>
        Of(claim).Where(mail => mails.Contains(mail.Id)).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Gives back what was claimed and not tried.</summary>
    public Task ReleaseAsync(Guid claim, CancellationToken cancellationToken) =>
        Of(claim)
            .Where(mail => mail.SentAt == null && mail.UndeliverableSince == null)
            .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.ClaimedUntil, (DateTime?)null), cancellationToken);

    /// <summary>How many mails wait, and how many are undeliverable since when.</summary>
    public async Task<OutboxCounts> CountAsync(CancellationToken cancellationToken)
    {
        var undeliverable = database.Set<OutboxMail>().Where(mail => mail.UndeliverableSince != null);
        return new OutboxCounts(
            await database.Set<OutboxMail>().CountAsync(mail => mail.SentAt == null && mail.UndeliverableSince == null, cancellationToken),
            await undeliverable.CountAsync(cancellationToken),
            await undeliverable.MinAsync(mail => mail.UndeliverableSince, cancellationToken)
        );
    }

    /// <summary>Lets undeliverable mails be tried again from the beginning.</summary>
    /// <param name="mail">One of them; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many.</returns>
    public Task<int> RetryAsync(Guid? mail, CancellationToken cancellationToken)
    {
        var now = Now;
        return database
            .Set<OutboxMail>()
            .Where(one => one.UndeliverableSince != null && (mail == null || one.Id == mail))
            .ExecuteUpdateAsync(
                change =>
                    change
                        .SetProperty(one => one.UndeliverableSince, (DateTime?)null)
                        .SetProperty(one => one.Attempts, 0)
                        .SetProperty(one => one.NotBefore, now),
                cancellationToken
            );
    }

    /// <summary>Forgets what was sent, or could not be delivered, long ago.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        DateTime? before = Now - Kept;
        return database.Set<OutboxMail>().Where(mail => mail.SentAt < before || mail.UndeliverableSince < before).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Lets a mail that waits and was never tried tell of a later notice about the same exchange too.</summary>
    /// <returns>Whether there was such a mail.</returns>
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

    /// <summary>The mails about an exchange's notices that nobody has tried to send yet.</summary>
    internal static IQueryable<OutboxMail> Joinable(ImiDbContext database, Guid exchange, DateTime now) =>
        Waiting(database)
            .Where(mail =>
                mail.ExchangeId == exchange && mail.Kind == MailKind.Notice && mail.Attempts == 0 && (mail.ClaimedUntil == null || mail.ClaimedUntil <= now)
            );

    /// <summary>The mails that may be sent at a moment.</summary>
    internal static IQueryable<OutboxMail> Ready(ImiDbContext database, DateTime now) =>
        Waiting(database).Where(mail => mail.NotBefore <= now && (mail.ClaimedUntil == null || mail.ClaimedUntil <= now));

    /// <summary>The mails that were neither sent nor given up.</summary>
    internal static IQueryable<OutboxMail> Waiting(ImiDbContext database) =>
        database.Set<OutboxMail>().Where(mail => mail.SentAt == null && mail.UndeliverableSince == null);

    private IQueryable<OutboxMail> Of(Guid claim) => database.Set<OutboxMail>().Where(mail => mail.ClaimedBy == claim);
}

/// <summary>Mails that one sender may send, until a moment.</summary>
/// <param name="Id">The claim.</param>
/// <param name="Until">Until when nobody else claims them, UTC.</param>
/// <param name="Mails">The mails, in the order in which they are to leave.</param>
public sealed record OutboxClaim(Guid Id, DateTime Until, IReadOnlyList<OutboxMail> Mails);

/// <summary>How many mails there are.</summary>
/// <param name="Waiting">Those that are still to be sent.</param>
/// <param name="Undeliverable">Those that are not tried any more.</param>
/// <param name="Since">Since when there are undeliverable ones, UTC; null where there are none.</param>
public sealed record OutboxCounts(int Waiting, int Undeliverable, DateTime? Since);
