using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Ends the access of a former user at once. The row of the user is blocked, and deletes the rest with it by foreign keys when it goes.</summary>
internal sealed class AccountErasure(ImiDbContext database, TimeProvider time) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } =
    [
        typeof(ImiUser),
        typeof(RoleGrant),
        typeof(AccessToken),
        typeof(Credential),
        typeof(RecoveryCode),
        typeof(Passkey),
        typeof(ProviderLink),
        typeof(SavedForm),
        typeof(AccountMail),
        typeof(OutboxMail),
        typeof(Session),
    ];

    public async Task UserEndedAsync(Guid user, CancellationToken cancellationToken)
    {
        await database.Set<RoleGrant>().Where(grant => grant.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await AccessTokenService.EndAllAsync(database, user, time.GetUtcNow().UtcDateTime, cancellationToken);
        await database.Set<Credential>().Where(credential => credential.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<Passkey>().Where(passkey => passkey.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<ProviderLink>().Where(link => link.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<SavedForm>().Where(kept => kept.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<Session>().Where(session => session.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<RecoveryCode>().Where(code => code.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<AccountMail>().Where(mail => mail.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<OutboxMail>().Where(mail => mail.UserId == user).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Roles go over; somebody who holds the same role at both entries holds it once.</summary>
    public async Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken)
    {
        if (exchanges is not null)
            return;
        await database.Set<ImiUser>().Where(user => user.Roles.Any(grant => grant.AuthorityId == from)).ClaimAsync(null, cancellationToken);
        var people = await database
            .Set<ImiUser>()
            .Where(user => user.Roles.Any(grant => grant.AuthorityId == from))
            .Include(user => user.Roles)
            .ToListAsync(cancellationToken);
        foreach (var person in people)
        {
            foreach (var grant in person.Roles.Where(grant => grant.AuthorityId == from).ToList())
            {
                person.Withdraw(from, grant.Module, grant.Role);
                if (grant is { Until: { } until, InsteadOfId: { } insteadOf })
                    person.StandIn(to, grant.Module, grant.Role, grant.ConfirmedOn ?? DeadlineCalendar.Today(time), until, insteadOf);
                else
                    person.Grant(to, grant.Module, grant.Role, grant.ConfirmedOn);
            }
        }

        await database
            .Set<ImiUser>()
            .Where(user => user.LastAuthorityId == from)
            .ExecuteUpdateAsync(change => change.SetProperty(user => user.LastAuthorityId, to), cancellationToken);
    }
}
