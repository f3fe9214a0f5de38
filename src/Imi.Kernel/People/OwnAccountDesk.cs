using Imi.Kernel.Audit;
using Imi.Kernel.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.People;

/// <summary>Where people who are signed in change what they sign in with. Each change ends their other sessions, and they are told by e-mail.</summary>
public sealed class OwnAccountDesk
{
    private readonly ImiDbContext _database;
    private readonly AccountMailBook _mails;
    private readonly AuthenticatorBook _authenticators;
    private readonly PasswordRules _rules;
    private readonly IPasswordHasher<Credential> _hasher;
    private readonly Journal _journal;
    private readonly TimeProvider _time;

    internal OwnAccountDesk(
        ImiDbContext database, AccountMailBook mails, AuthenticatorBook authenticators, PasswordRules rules, IPasswordHasher<Credential> hasher, Journal journal, TimeProvider time) =>
        (_database, _mails, _authenticators, _rules, _hasher, _journal, _time) = (database, mails, authenticators, rules, hasher, journal, time);

    /// <summary>What a person signs in with; null where it is a click, or another provider.</summary>
    public Task<Credential?> FindAsync(Guid person, CancellationToken cancellationToken) =>
        _database.Credentials.AsNoTracking().FirstOrDefaultAsync(one => one.UserId == person, cancellationToken);

    /// <summary>How many recovery codes are left.</summary>
    public Task<int> RecoveryCodesLeftAsync(Guid person, CancellationToken cancellationToken) => _database.RecoveryCodes.CountAsync(code => code.UserId == person, cancellationToken);

    /// <summary>Changes the password.</summary>
    /// <returns>Why it was not done; null where it was.</returns>
    public async Task<PasswordFlaw?> ChangePasswordAsync(Session session, string current, string next, CancellationToken cancellationToken)
    {
        var person = await _database.Users.AsNoTracking().FirstAsync(user => user.Id == session.UserId, cancellationToken);
        if (await FindAsync(person.Id, cancellationToken) is not { PasswordHash: { } old } known
            || current.Length > PasswordRules.Longest || _hasher.VerifyHashedPassword(known, old, current) == PasswordVerificationResult.Failed)
        {
            return new PasswordFlaw("account.password.wrong-current", "", null);
        }

        if (_rules.Check(next, person) is { } flaw)
            return flaw;
        var hash = _hasher.HashPassword(known, next);
        await ChangeAsync(session, AccountMailKind.PasswordChanged, "password-set", (credential, _) =>
        {
            credential.SetPassword(hash, AccountMailBook.NewStamp(), _time.GetUtcNow().UtcDateTime);
            return Task.FromResult(true);
        }, cancellationToken);
        return null;
    }

    /// <summary>Makes the recovery codes anew.</summary>
    /// <returns>The codes, told this once.</returns>
    public Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Session session, CancellationToken cancellationToken) =>
        ChangeAsync(session, AccountMailKind.RecoveryCodesChanged, "recovery-codes-made", (credential, stop) => _authenticators.RenewRecoveryAsync(credential.UserId, stop), cancellationToken);

    /// <summary>Offers a key for another authenticator app; the one that is set up serves until the new one has shown a code.</summary>
    /// <returns>How to go on; null where the person signs in by a click.</returns>
    public Task<SignInStep?> OfferAuthenticatorAsync(Session session, CancellationToken cancellationToken) => _database.WriteIfAsync<SignInStep?>(
        async stop =>
        {
            if (await _database.Credentials.FirstOrDefaultAsync(one => one.UserId == session.UserId, stop) is not { } credential)
                return (null, false);
            credential.Offer(_authenticators.NewKey());
            return (new SignInStep(credential.UserId, credential.SecurityStamp, credential.HasSecondFactor), true);
        },
        cancellationToken);

    private Task<T> ChangeAsync<T>(Session session, AccountMailKind told, string what, Func<Credential, CancellationToken, Task<T>> change, CancellationToken cancellationToken) => _database.WriteAsync(
        async stop =>
        {
            var done = await change(await _database.Credentials.FirstAsync(one => one.UserId == session.UserId, stop), stop);
            _mails.Tell(session.UserId, told);
            await SessionDesk.EndAllBut(_database, session.UserId, session.Id, stop);
            await _journal.AppendAsync(session.UserId, null, null, what, "", stop);
            return done;
        },
        cancellationToken);
}
