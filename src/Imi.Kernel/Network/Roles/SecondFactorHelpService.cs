using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Roles;

/// <summary>
/// Where administrators and coordinators help somebody who lost the second factor. It lets nobody in by itself: the person also needs
/// the link in the mailbox, and the password or the code that the administrator hands over.
/// </summary>
public sealed class SecondFactorHelpService(ImiDbContext database, MandateService mandates, AccountMailStore mails, Journal journal)
{
    /// <summary>
    /// Ends the sessions of somebody whose being a user the actor may end, and sends the link by which the second factor is set up anew.
    /// A person without a password that was in use with the second factor has nothing to show beside the mailbox: then a code is made.
    /// </summary>
    /// <returns>What was sent; null where the actor may not, or the person has nothing to lose.</returns>
    public async Task<SentRecovery?> RenewAsync(Guid authority, Guid person, Actor actor, CancellationToken cancellationToken)
    {
        if (person == actor.UserId || (await mandates.WithdrawableAsync(authority, person, actor, cancellationToken)).Count == 0)
            return null;
        return await database.WriteIfAsync<SentRecovery?>(
            async stop =>
            {
                if (!await MandateService.SecondFactorQuery(database, [person]).AnyAsync(stop))
                    return (null, false);
                var credential = await database.Set<Credential>().AsNoTracking().FirstAsync(one => one.UserId == person, stop);
                var code = credential.PasswordProvenAt is null ? AuthenticatorStore.NewHandedCode() : null;
                await SessionService.EndAllBut(database, person, null, stop);
                await mails.RenewalAsync(person, code, stop);
                await journal.AppendAsync(actor.UserId, authority, null, "second-factor-renewal", person.ToString(), stop);
                return (new SentRecovery(code), true);
            },
            cancellationToken
        );
    }
}

/// <summary>A link that was sent to set up a second factor anew.</summary>
/// <param name="Code">The code to hand over to the person, told this once; null where the person gives the password.</param>
public sealed record SentRecovery(string? Code);
