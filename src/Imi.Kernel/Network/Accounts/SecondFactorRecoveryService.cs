using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Lets a person who lost the second factor set up a new one by a link that an administrator had sent, together with the password or a code from the
/// administrator. Neither the administrator nor access to the mailbox alone is sufficient. The old factor remains valid until the new one is
/// confirmed.
/// </summary>
public sealed class SecondFactorRecoveryService(
    ImiDbContext database,
    AccountMailStore mails,
    AuthenticatorStore authenticators,
    PasswordCheckService passwords,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>Finds the recovery of a link; null if the link is not valid. This does not use the link.</summary>
    public async Task<OpenRecovery?> FindAsync(string token, CancellationToken cancellationToken) =>
        await mails.FindAsync(token, isRenewal: true, cancellationToken) is var (mail, person) ? new OpenRecovery(person, mail.CodeHash is not null) : null;

    /// <summary>
    /// Checks the password or code required with a link, and uses up the link if it is right. The password must have been used with the second factor
    /// before the link was sent: one set by e-mail since then would prove nothing beyond access to the mailbox.
    /// </summary>
    /// <returns>The next step, or how long to wait; neither if link, password or code is wrong.</returns>
    public async Task<SignInAnswer<SignInStep>> CheckAsync(string token, string given, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        if (await mails.FindAsync(token, isRenewal: true, cancellationToken) is not var (mail, person))
            return new SignInAnswer<SignInStep>(null, null);
        var credential = await database.Set<Credential>().AsNoTracking().FirstOrDefaultAsync(one => one.UserId == person.Id, cancellationToken);
        var hash = mail.CodeHash is null && credential?.IsPasswordProvenBefore(mail.At) == true ? credential.PasswordHash : null;
        var asked = new PasswordAttempt(attempt.CountedFor(person.Id, ""), attempt.Address, person.Id, hash, given, "renewal");
        var verdict = await passwords.TestAsync(asked, mail.CodeHash is { } code ? _ => Task.FromResult(Fits(code, given)) : null, cancellationToken);
        if (!verdict.IsRight)
            return new SignInAnswer<SignInStep>(null, verdict.Wait) { IsBusy = verdict.IsBusy };
        return new SignInAnswer<SignInStep>(
            await database.WriteIfAsync<SignInStep?>(async stop => await BeginAsync(mail, stop) is { } step ? (step, true) : (null, false), cancellationToken),
            null
        );
    }

    private async Task<SignInStep?> BeginAsync(AccountMail mail, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        if (
            await database
                .Set<AccountMail>()
                .Where(one => one.Id == mail.Id && one.UsedAt == null)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.UsedAt, now), cancellationToken) == 0
        )
            return null; // Used or withdrawn concurrently.
        var credential = await database.Set<Credential>().FirstAsync(one => one.UserId == mail.UserId, cancellationToken);
        credential.Offer(authenticators.NewKey());
        await journal.AppendAsync(mail.UserId, null, null, "second-factor-renewed", mail.CodeHash is null ? "" : "code", cancellationToken);
        return new SignInStep(
            credential.UserId,
            credential.SecurityStamp,
            IsComplete: false,
            mail.CodeHash is null ? SignInStep.ByPassword : SignInStep.ByRenewal
        );
    }

    private static bool Fits(string codeHash, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(codeHash), Encoding.ASCII.GetBytes(AuthenticatorStore.HashOf(given)));
}

/// <summary>A valid link for setting up a new second factor.</summary>
/// <param name="Person">The person.</param>
/// <param name="IsByCode">Whether the administrator's code is required instead of the password.</param>
public sealed record OpenRecovery(ImiUser Person, bool IsByCode);
