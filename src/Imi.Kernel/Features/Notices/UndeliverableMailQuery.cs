using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Notices;

/// <summary>Reads the mails that could not be delivered, with their addresses.</summary>
public sealed class UndeliverableMailQuery(ImiDbContext database)
{
    /// <summary>Lists the mails that the platform no longer tries to deliver, the latest first.</summary>
    /// <param name="most">The largest number of mails.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<UndeliverableMail>> ListAsync(int most, CancellationToken cancellationToken) =>
        await Query(database).Take(most).ToListAsync(cancellationToken);

    internal static IQueryable<UndeliverableMail> Query(ImiDbContext database) =>
        from mail in database.Set<OutboxMail>()
        where mail.UndeliverableSince != null
        join one in database.Set<ImiUser>() on mail.UserId equals one.Id into users
        from user in users.DefaultIfEmpty()
        join other in database.Set<Invitation>() on mail.SubjectId equals other.Id into invitations
        from invitation in invitations.DefaultIfEmpty()
        join office in database.Set<Authority>() on mail.SubjectId equals office.Id into authorities
        from authority in authorities.DefaultIfEmpty()
        orderby mail.UndeliverableSince descending
        select new UndeliverableMail(
            mail.Id,
            mail.Kind,
            user.Email ?? invitation.Email ?? authority.Email,
            mail.CreatedAt,
            mail.UndeliverableSince!.Value,
            mail.Attempts,
            mail.LastError ?? ""
        );
}

/// <summary>A mail that the platform no longer tries to deliver.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Kind">The kind of mail.</param>
/// <param name="Address">Its address; null if its recipient no longer exists.</param>
/// <param name="CreatedAt">When it was queued, UTC.</param>
/// <param name="Since">Since when the platform no longer tries, UTC.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="Error">The last refusal: reply code and phase; empty if unknown.</param>
public sealed record UndeliverableMail(Guid Id, MailKind Kind, string? Address, DateTime CreatedAt, DateTime Since, int Attempts, string Error);
