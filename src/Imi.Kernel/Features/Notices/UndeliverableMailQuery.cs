using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Notices;

/// <summary>Reads the mails that could not be delivered, with where they were to go.</summary>
public sealed class UndeliverableMailQuery(ImiDbContext database)
{
    /// <summary>The mails that are not tried any more, the latest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<UndeliverableMail>> ListAsync(int most, CancellationToken cancellationToken) =>
        await Query(database).Take(most).ToListAsync(cancellationToken);

    internal static IQueryable<UndeliverableMail> Query(ImiDbContext database) =>
        from mail in database.Set<OutboxMail>()
        where mail.UndeliverableSince != null
        join one in database.Set<ImiUser>() on mail.UserId equals one.Id into users
        from user in users.DefaultIfEmpty()
        join other in database.Set<Invitation>() on mail.SubjectId equals other.Id into invitations
        from invitation in invitations.DefaultIfEmpty()
        orderby mail.UndeliverableSince descending
        select new UndeliverableMail(
            mail.Id,
            mail.Kind,
            user.Email ?? invitation.Email,
            mail.CreatedAt,
            mail.UndeliverableSince!.Value,
            mail.Attempts,
            mail.LastError ?? ""
        );
}

/// <summary>A mail that is not tried any more.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Kind">What it tells of.</param>
/// <param name="Address">Where it was to go; null where its recipient is gone.</param>
/// <param name="CreatedAt">When it was written, UTC.</param>
/// <param name="Since">Since when it is not tried any more, UTC.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">The last refusal: reply code and phase.</param>
public sealed record UndeliverableMail(Guid Id, MailKind Kind, string? Address, DateTime CreatedAt, DateTime Since, int Attempts, string Error);
