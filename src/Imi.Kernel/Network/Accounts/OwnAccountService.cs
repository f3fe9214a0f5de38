using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Lets signed-in people change their credentials. Each change ends their other sessions and is notified by e-mail.</summary>
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
    /// <summary>The text key for a wrong current password.</summary>
    public const string WrongCurrent = "account.password.wrong-current";

    /// <summary>Finds the credentials of a person; null for people of the demonstration network who only sign in by a click.</summary>
    public Task<Credential?> FindAsync(Guid person, CancellationToken cancellationToken) =>
        database.Set<Credential>().AsNoTracking().FirstOrDefaultAsync(one => one.UserId == person, cancellationToken);

    /// <summary>The number of unused recovery codes.</summary>
    public Task<int> RecoveryCodesLeftAsync(Guid person, CancellationToken cancellationToken) =>
        database.Set<RecoveryCode>().CountAsync(code => code.UserId == person, cancellationToken);

    /// <summary>
    /// Changes the password. The new password is checked before the current one, so that an error about the new one reveals nothing about the current
    /// one.
    /// </summary>
    /// <returns>The result.</returns>
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

    /// <summary>Replaces the recovery codes.</summary>
    /// <returns>The codes, shown only once.</returns>
    public Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Session session, CancellationToken cancellationToken) =>
        ChangeAsync(
            session,
            AccountMailKind.RecoveryCodesChanged,
            "recovery-codes-made",
            (credential, stop) => authenticators.RenewRecoveryAsync(credential.UserId, stop),
            cancellationToken
        );

    /// <summary>Offers a key for a new authenticator app. The current app remains valid until the new one is confirmed by a code.</summary>
    /// <returns>The step with which to continue; null if the person has no credentials.</returns>
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
        AccountMailKind notice,
        string what,
        Func<Credential, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async stop =>
            {
                var done = await change(await database.Set<Credential>().FirstAsync(one => one.UserId == session.UserId, stop), stop);
                await changes.NoteAsync(session.UserId, session.Id, notice, what, "", stop);
                return done;
            },
            cancellationToken
        );
}

/// <summary>The result of changing the password.</summary>
/// <param name="Flaw">The reason why the password was not changed; null if it was changed, or the attempt was throttled.</param>
public sealed record PasswordChange(PasswordProblem? Flaw)
{
    /// <summary>How long to wait before the next attempt; null if the attempt was made.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether the wait is due to high load, not to too many attempts.</summary>
    public bool IsBusy { get; init; }

    /// <summary>Whether the password was changed.</summary>
    public bool IsDone => Flaw is null && Wait is null;
}
