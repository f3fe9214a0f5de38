using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Where people who are signed in change what they sign in with. Each change ends their other sessions, and they are told by e-mail.</summary>
public sealed class OwnAccountService(
    ImiDbContext database,
    AuthenticatorStore authenticators,
    PasswordRules rules,
    PasswordCheckService passwords,
    PasswordHashingQueue hashing,
    CredentialChangeService changes,
    TimeProvider time
)
{
    /// <summary>The text that says that the present password is wrong.</summary>
    public const string WrongCurrent = "account.password.wrong-current";

    /// <summary>What a person signs in with; null where it is a click, or another provider.</summary>
    public Task<Credential?> FindAsync(Guid person, CancellationToken cancellationToken) =>
        database.Set<Credential>().AsNoTracking().FirstOrDefaultAsync(one => one.UserId == person, cancellationToken);

    /// <summary>How many recovery codes are left.</summary>
    public Task<int> RecoveryCodesLeftAsync(Guid person, CancellationToken cancellationToken) =>
        database.Set<RecoveryCode>().CountAsync(code => code.UserId == person, cancellationToken);

    /// <summary>
    /// Changes the password. Whether the next one is fit is said before the present one is tested, so that the answer to an unfit one
    /// tells nothing about the present one.
    /// </summary>
    /// <returns>What came of it.</returns>
    public async Task<PasswordChange> ChangePasswordAsync(
        Session session,
        string current,
        string next,
        SignInAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        var person = await database.Set<ImiUser>().AsNoTracking().FirstAsync(user => user.Id == session.UserId, cancellationToken);
        if (rules.Check(next, person) is { } flaw)
            return new PasswordChange(flaw);
        var known = await FindAsync(person.Id, cancellationToken);
        var verdict = await passwords.TestAsync(
            new PasswordAttempt(attempt.CountedFor(person.Id, ""), attempt.Address, person.Id, known?.PasswordHash, current, "password, again"),
            null,
            cancellationToken
        );
        if (!verdict.IsRight)
            return new PasswordChange(verdict.Wait is null ? new PasswordProblem(WrongCurrent, "", null) : null)
            {
                Wait = verdict.Wait,
                IsBusy = verdict.IsBusy,
            };
        if (await hashing.HashAsync(next, cancellationToken) is not { } hash)
            return new PasswordChange(null) { Wait = PasswordCheckService.BusyWait, IsBusy = true };
        await ChangeAsync(
            session,
            AccountMailKind.PasswordChanged,
            "password-set",
            (credential, _) =>
            {
                var isProven = credential.PasswordProvenAt is not null;
                var now = time.GetUtcNow().UtcDateTime;
                credential.SetPassword(hash, AccountMailStore.NewStamp(), now);
                if (isProven)
                    credential.ProvePassword(now);
                return Task.FromResult(true);
            },
            cancellationToken
        );
        return new PasswordChange(null);
    }

    /// <summary>Makes the recovery codes anew.</summary>
    /// <returns>The codes, told this once.</returns>
    public Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Session session, CancellationToken cancellationToken) =>
        ChangeAsync(
            session,
            AccountMailKind.RecoveryCodesChanged,
            "recovery-codes-made",
            (credential, stop) => authenticators.RenewRecoveryAsync(credential.UserId, stop),
            cancellationToken
        );

    /// <summary>Offers a key for another authenticator app; the one that is set up serves until the new one has shown a code.</summary>
    /// <returns>How to go on; null where the person signs in by a click.</returns>
    public Task<SignInStep?> OfferAuthenticatorAsync(Session session, CancellationToken cancellationToken) =>
        database.WriteIfAsync<SignInStep?>(
            async stop =>
            {
                if (await database.Set<Credential>().FirstOrDefaultAsync(one => one.UserId == session.UserId, stop) is not { } credential)
                    return (null, false);
                credential.Offer(authenticators.NewKey());
                return (new SignInStep(credential.UserId, credential.SecurityStamp, credential.HasSecondFactor), true);
            },
            cancellationToken
        );

    private Task<T> ChangeAsync<T>(
        Session session,
        AccountMailKind told,
        string what,
        Func<Credential, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async stop =>
            {
                var done = await change(await database.Set<Credential>().FirstAsync(one => one.UserId == session.UserId, stop), stop);
                await changes.NoteAsync(session.UserId, session.Id, told, what, "", stop);
                return done;
            },
            cancellationToken
        );
}

/// <summary>What came of changing the password.</summary>
/// <param name="Flaw">Why it was not done; null where it was, or was not tried.</param>
public sealed record PasswordChange(PasswordProblem? Flaw)
{
    /// <summary>How long to wait before the next try; null where it was made.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether to wait because many people sign in at the same moment.</summary>
    public bool IsBusy { get; init; }

    /// <summary>Whether it was changed.</summary>
    public bool IsDone => Flaw is null && Wait is null;
}
