using Imi.Kernel.Access;
using Imi.Kernel.Audit;
using Imi.Kernel.People;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>Where administrators and coordinators help whoever lost the authenticator app and the recovery codes. It lets nobody in: that takes the person's mail and password.</summary>
public sealed class SecondFactorDesk
{
    private readonly ImiDbContext _database;
    private readonly MandateDesk _mandates;
    private readonly AccountMailBook _mails;
    private readonly Journal _journal;

    internal SecondFactorDesk(ImiDbContext database, MandateDesk mandates, AccountMailBook mails, Journal journal) =>
        (_database, _mandates, _mails, _journal) = (database, mandates, mails, journal);

    /// <summary>Ends the sessions of somebody whose being a user the actor may end, and sends the link by which the second factor is set up anew.</summary>
    /// <returns>Whether it was sent; not where the actor may not, or the person has none to lose.</returns>
    public async Task<bool> RenewAsync(Guid authority, Guid person, Actor actor, CancellationToken cancellationToken)
    {
        if (person == actor.UserId || (await _mandates.WithdrawableAsync(authority, person, actor, cancellationToken)).Count == 0)
            return false;
        return await _database.WriteIfAsync(
            async stop =>
            {
                if (!await _database.Credentials.AnyAsync(one => one.UserId == person && one.AuthenticatorKey != null, stop))
                    return (false, false);
                await SessionDesk.EndAllBut(_database, person, null, stop);
                await _mails.RenewalAsync(person, stop);
                await _journal.AppendAsync(actor.UserId, authority, null, "second-factor-renewal", person.ToString(), stop);
                return (true, true);
            },
            cancellationToken);
    }
}
