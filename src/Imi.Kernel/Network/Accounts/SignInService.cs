using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Signs people in by password and second factor. Unknown and known names get the same answer in the same time, and every failed attempt is recorded
/// in the journal.
/// </summary>
public sealed class SignInService(
    ImiDbContext database,
    UserService people,
    AccountMailStore mails,
    AuthenticatorStore authenticators,
    SignInThrottleStore throttle,
    PasswordCheckService passwords,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>Checks a password.</summary>
    /// <returns>The next step, or how long to wait; neither if user name or password is wrong.</returns>
    public async Task<SignInAnswer<SignInStep>> CheckPasswordAsync(
        string userNameOrEmail,
        string password,
        SignInAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        var name = userNameOrEmail.Trim().ToLowerInvariant();
        var found = await SignInStatements.Named(database, name).Take(2).ToListAsync(cancellationToken);
        var credential = found is [{ Credential: { PasswordHash: not null } only }] ? only : null;
        var asked = new PasswordAttempt(
            attempt.CountedFor(found.Count == 1 ? found[0].Person.Id : null, name),
            attempt.Address,
            credential?.UserId,
            credential?.PasswordHash,
            password,
            credential is null ? "unknown" : "password"
        );
        var verdict = await passwords.TestAsync(asked, null, cancellationToken);
        if (!verdict.IsRight || credential is null)
            return new SignInAnswer<SignInStep>(null, verdict.Wait) { IsBusy = verdict.IsBusy };
        return new SignInAnswer<SignInStep>(await BeginAsync(credential, verdict.NewHash, cancellationToken), null);
    }

    private Task<SignInStep> BeginAsync(Credential credential, string? newHash, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (newHash is not null)
                    (await database.Set<Credential>().FirstAsync(one => one.UserId == credential.UserId, stop)).Rehash(newHash);
                await OfferAsync(credential, stop);
                return new SignInStep(credential.UserId, credential.SecurityStamp, credential.HasSecondFactor);
            },
            cancellationToken
        );

    /// <summary>Checks the second factor: a code of the authenticator app, or a recovery code.</summary>
    /// <returns>The signed-in person, or how long to wait; neither if the code is wrong or was used before.</returns>
    public async Task<SignInAnswer<SignedIn>> CheckCodeAsync(SignInStep step, string code, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var what = $"code:{attempt.CountedFor(step.UserId, "")}";
        if (await throttle.CountAsync(what, attempt.Address, cancellationToken) is { } wait)
            return new SignInAnswer<SignedIn>(null, wait);
        var signedIn = await CheckCodeAsync(step, code, cancellationToken);
        if (signedIn is not null)
            await throttle.ClearAsync(what, attempt.Address, cancellationToken);
        return new SignInAnswer<SignedIn>(signedIn, null);
    }

    private Task<SignedIn?> CheckCodeAsync(SignInStep step, string code, CancellationToken cancellationToken) =>
        database.WriteAsync<SignedIn?>(
            async stop =>
            {
                var credential = await database
                    .Set<Credential>()
                    .FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, stop);
                var digits = DigitsOf(code);
                var isRecovery = digits.Length != Totp.Digits || digits.Length != code.Count(char.IsLetterOrDigit);
                var isTaken =
                    credential is { HasSecondFactor: true }
                    && (
                        isRecovery ? await authenticators.TakeRecoveryAsync(step.UserId, code, stop) : await authenticators.TakeAsync(credential, digits, stop)
                    );
                if (!isTaken || await people.ActorAsync(step.UserId, stop) is not { } actor)
                {
                    await journal.AppendAsync(step.UserId, null, null, AccountActions.SignInFailed, "second-factor", stop);
                    return null;
                }

                if (isRecovery)
                    mails.Notify(step.UserId, AccountMailKind.RecoveryCodeUsed);
                if (step.First == SignInStep.ByPassword)
                    credential!.ProvePassword(time.GetUtcNow().UtcDateTime);
                return new SignedIn(actor, $"{step.First}, {(isRecovery ? "recovery-code" : "authenticator")}");
            },
            cancellationToken
        );

    /// <summary>Signs in a person who has just set up the second factor, and so has used both factors.</summary>
    /// <param name="step">The sign-in step reached so far.</param>
    /// <param name="second">The name of the second factor in the journal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The signed-in person; null if the credentials have changed since.</returns>
    public async Task<SignedIn?> EnterAsync(SignInStep step, string second, CancellationToken cancellationToken) =>
        await database.Set<Credential>().AnyAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, cancellationToken)
        && await people.ActorAsync(step.UserId, cancellationToken) is { } actor
            ? new SignedIn(actor, $"{step.First}, {second}")
            : null;

    /// <summary>Records that the password was used together with a passkey.</summary>
    public Task ProveAsync(SignInStep step, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return step.First != SignInStep.ByPassword
            ? Task.CompletedTask
            : database.WriteAsync(
                stop =>
                    database
                        .Set<Credential>()
                        .Where(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp && one.PasswordHash != null && one.PasswordProvenAt == null)
                        .ExecuteUpdateAsync(change => change.SetProperty(one => one.PasswordProvenAt, now), stop),
                cancellationToken
            );
    }

    /// <summary>Reauthenticates a person by the password or a code of the app.</summary>
    /// <returns>Whether it was right, or how long to wait.</returns>
    public async Task<ConfirmationAnswer> CheckAgainAsync(Session session, string passwordOrCode, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var credential = await database.Set<Credential>().AsNoTracking().FirstOrDefaultAsync(one => one.UserId == session.UserId, cancellationToken);
        var isCode = DigitsOf(passwordOrCode) is { Length: Totp.Digits } && passwordOrCode.Trim().Length <= Totp.Digits + 1;
        var verdict = await passwords.TestAsync(
            new PasswordAttempt(attempt.CountedFor(session.UserId, ""), attempt.Address, session.UserId, credential?.PasswordHash, passwordOrCode, "again"),
            isCode && credential is not null
                ? token => database.WriteAsync(stop => authenticators.TakeAsync(credential, DigitsOf(passwordOrCode), stop), token)
                : null,
            cancellationToken
        );
        return new ConfirmationAnswer(verdict.IsRight, verdict.Wait, verdict.IsBusy);
    }

    /// <summary>The digits of a code, ignoring spaces and other characters.</summary>
    internal static string DigitsOf(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    /// <summary>Offers a key to a person who left before setting up the second factor.</summary>
    private async Task OfferAsync(Credential credential, CancellationToken cancellationToken)
    {
        if (credential is { AuthenticatorKey: null, NextAuthenticatorKey: null })
            (await database.Set<Credential>().FirstAsync(one => one.UserId == credential.UserId, cancellationToken)).Offer(authenticators.NewKey());
    }
}

/// <summary>A person who has signed in.</summary>
/// <param name="Actor">The person.</param>
/// <param name="How">The factors used, for the journal.</param>
public sealed record SignedIn(Actor Actor, string How);

/// <summary>The result of an attempt to sign in.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="Done">The result; null if the attempt failed or was not made.</param>
/// <param name="Wait">How long to wait before the next attempt; null if the attempt was made.</param>
public sealed record SignInAnswer<T>(T? Done, TimeSpan? Wait)
    where T : class
{
    /// <summary>Whether the wait is due to high load, not to too many attempts.</summary>
    public bool IsBusy { get; init; }
}

/// <summary>The result of a reauthentication.</summary>
/// <param name="IsRight">Whether the password or code was right.</param>
/// <param name="Wait">How long to wait before the next attempt; null if the attempt was made.</param>
/// <param name="IsBusy">Whether the wait is due to high load.</param>
public sealed record ConfirmationAnswer(bool IsRight, TimeSpan? Wait, bool IsBusy);

/// <summary>The queries for signing in.</summary>
internal static class SignInStatements
{
    /// <summary>
    /// The people with a lower-case user name or e-mail address. User names contain no @ sign. Several people may share the e-mail address of an
    /// office.
    /// </summary>
    public static IQueryable<NamedPerson> Named(ImiDbContext database, string name) =>
        from credential in name.Contains('@', StringComparison.Ordinal)
            ? database.Set<Credential>().Where(one => one.Email == name)
            : database.Set<Credential>()
        join user in name.Contains('@', StringComparison.Ordinal) ? database.Set<ImiUser>() : database.Set<ImiUser>().Where(one => one.UserName == name)
            on credential.UserId equals user.Id
        select new NamedPerson(user, credential);
}

/// <summary>A person with their credentials.</summary>
internal sealed record NamedPerson(ImiUser Person, Credential Credential);
