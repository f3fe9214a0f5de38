using Imi.Kernel.Audit;
using Imi.Kernel.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.People;

/// <summary>
/// Where whoever lost the second factor sets it up anew: by the link that an administrator had sent, and the password. Neither the
/// administrator nor whoever reads the mail gets in alone; the lost one serves until the new one has shown a code.
/// </summary>
public sealed class RenewalDesk
{
    private readonly ImiDbContext _database;
    private readonly AccountMailBook _mails;
    private readonly AuthenticatorBook _authenticators;
    private readonly ThrottleBook _throttle;
    private readonly IPasswordHasher<Credential> _hasher;
    private readonly Journal _journal;
    private readonly TimeProvider _time;

    internal RenewalDesk(
        ImiDbContext database, AccountMailBook mails, AuthenticatorBook authenticators, ThrottleBook throttle, IPasswordHasher<Credential> hasher, Journal journal, TimeProvider time) =>
        (_database, _mails, _authenticators, _throttle, _hasher, _journal, _time) = (database, mails, authenticators, throttle, hasher, journal, time);

    /// <summary>Whose second factor a link renews; null where it renews none. Looking does not use it.</summary>
    public async Task<ImiUser?> PersonOfAsync(string token, CancellationToken cancellationToken) => (await _mails.FindAsync(token, isRenewal: true, cancellationToken))?.Person;

    /// <summary>Checks the password that goes with a link, which is used up by the right one.</summary>
    /// <returns>How to go on, or how long to wait; neither where link or password is wrong.</returns>
    public async Task<SignInAnswer<SignInStep>> CheckPasswordAsync(string token, string password, string address, CancellationToken cancellationToken)
    {
        if (await _mails.FindAsync(token, isRenewal: true, cancellationToken) is not var (mail, person))
            return new SignInAnswer<SignInStep>(null, null);
        var what = $"renewal:{person.Id}";
        if (await _throttle.CountAsync(what, address, cancellationToken) is { } wait)
            return new SignInAnswer<SignInStep>(null, wait);
        var hash = await _database.Credentials.Where(one => one.UserId == person.Id).Select(one => one.PasswordHash).FirstOrDefaultAsync(cancellationToken);
        var isRight = hash is not null && password.Length <= PasswordRules.Longest && _hasher.VerifyHashedPassword(null!, hash, password) != PasswordVerificationResult.Failed;
        var step = await _database.WriteAsync(stop => BeginAsync(mail, isRight, stop), cancellationToken);
        if (step is not null)
            await _throttle.TakeBackAsync(what, address, cancellationToken);
        return new SignInAnswer<SignInStep>(step, null);
    }

    private async Task<SignInStep?> BeginAsync(AccountMail mail, bool isRight, CancellationToken cancellationToken)
    {
        DateTime? now = _time.GetUtcNow().UtcDateTime;
        if (!isRight || await _database.AccountMails.Where(one => one.Id == mail.Id && one.UsedAt == null).ExecuteUpdateAsync(change => change.SetProperty(one => one.UsedAt, now), cancellationToken) == 0)
        {
            await _journal.AppendAsync(mail.UserId, null, null, "sign-in-failed", "renewal", cancellationToken);
            return null;
        }

        var credential = await _database.Credentials.FirstAsync(one => one.UserId == mail.UserId, cancellationToken);
        credential.Offer(_authenticators.NewKey());
        await _journal.AppendAsync(mail.UserId, null, null, "second-factor-renewed", "", cancellationToken);
        return new SignInStep(credential.UserId, credential.SecurityStamp, IsComplete: false);
    }
}
