using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Roles;

/// <summary>
/// Lets administrators and coordinators help a person who lost the second factor. The help alone gives no access: the person also needs the link from
/// the mailbox, and the password or the code that the administrator hands over.
/// </summary>
public sealed class SecondFactorHelpService(ImiDbContext database, MandateService mandates, AccountMailStore mails, Journal journal)
{
    /// <summary>
    /// Ends a person's sessions and mails a link for setting up a new second factor. A person without a password that was once used together with the
    /// second factor would need only the mailbox, so a code is created to be handed over as well.
    /// </summary>
    /// <returns>Not found if the actor may revoke none of the person's roles, or the person has no second factor.</returns>
    public Task<Outcome<SentRecovery>> RenewAsync(Guid authority, Guid person, Actor actor, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                if (
                    person == actor.UserId
                    || (await mandates.WithdrawableAsync(authority, person, actor, stop)).Count == 0
                    || !await MandateService.SecondFactorQuery(database, [person]).AnyAsync(stop)
                )
                    return (Outcome<SentRecovery>.NotFound, false);
                var credential = await database.Set<Credential>().AsNoTracking().FirstAsync(one => one.UserId == person, stop);
                var code = credential.PasswordProvenAt is null ? AuthenticatorStore.NewHandedCode() : null;
                await SessionService.EndAllBut(database, person, null, stop);
                await mails.RenewalAsync(person, code, stop);
                await journal.AppendAsync(actor.UserId, authority, null, "second-factor-renewal", person.ToString(), stop);
                return (Outcome<SentRecovery>.Done(new SentRecovery(code)), true);
            },
            cancellationToken
        );
}

/// <summary>A mailed link for setting up a new second factor.</summary>
/// <param name="Code">The code to hand over to the person, shown only once; null if the person uses the password instead.</param>
public sealed record SentRecovery(string? Code);
