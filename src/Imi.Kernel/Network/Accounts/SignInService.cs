using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Where people sign in: password, then the second factor. Who does not exist is answered like who does, in the same time; every
/// try is in the journal.
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
    /// <returns>What comes next, or how long to wait; neither where user name or password is wrong.</returns>
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
    /// <returns>Who may come in, or how long to wait; neither where the code is wrong, or was taken before.</returns>
    public async Task<SignInAnswer<SignedIn>> CheckCodeAsync(SignInStep step, string code, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var what = $"code:{attempt.CountedFor(step.UserId, "")}";
        if (await throttle.CountAsync(what, attempt.Address, cancellationToken) is { } wait)
            return new SignInAnswer<SignedIn>(null, wait);
        var signedIn = await CheckCodeAsync(step, code, cancellationToken);
        if (signedIn is not null)
            await throttle.TakeBackAsync(what, attempt.Address, cancellationToken);
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
                    await journal.AppendAsync(step.UserId, null, null, "sign-in-failed", "second-factor", stop);
                    return null;
                }

                if (isRecovery)
                    mails.Tell(step.UserId, AccountMailKind.RecoveryCodeUsed);
                if (step.First == SignInStep.ByPassword)
                    credential!.ProvePassword(time.GetUtcNow().UtcDateTime);
                return new SignedIn(actor, $"{step.First}, {(isRecovery ? "recovery-code" : "authenticator")}");
            },
            cancellationToken
        );

    /// <summary>Who has just set up the second factor, and so has shown both.</summary>
    /// <param name="step">How far the person has come.</param>
    /// <param name="second">What the second factor is, as the journal says it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Who may come in; null where what was begun is out of date.</returns>
    public async Task<SignedIn?> EnterAsync(SignInStep step, string second, CancellationToken cancellationToken) =>
        await database.Set<Credential>().AnyAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, cancellationToken)
        && await people.ActorAsync(step.UserId, cancellationToken) is { } actor
            ? new SignedIn(actor, $"{step.First}, {second}")
            : null;

    /// <summary>Notes that a password and a passkey were shown together.</summary>
    public Task ProveAsync(SignInStep step, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return step.First != SignInStep.ByPassword
            ? Task.CompletedTask
            : database
                .Set<Credential>()
                .Where(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp && one.PasswordHash != null && one.PasswordProvenAt == null)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.PasswordProvenAt, now), cancellationToken);
    }

    /// <summary>Checks again who somebody is, before what is sensitive: by the password or a code of the app.</summary>
    /// <returns>Whether it was right, or how long to wait.</returns>
    public async Task<ConfirmationAnswer> CheckAgainAsync(Session session, string passwordOrCode, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var credential = await database.Set<Credential>().AsNoTracking().FirstOrDefaultAsync(one => one.UserId == session.UserId, cancellationToken);
        var isCode = DigitsOf(passwordOrCode) is { Length: Totp.Digits } && passwordOrCode.Trim().Length <= Totp.Digits + 1;
        var verdict = await passwords.TestAsync(
            new PasswordAttempt(attempt.CountedFor(session.UserId, ""), attempt.Address, session.UserId, credential?.PasswordHash, passwordOrCode, "again"),
            isCode && credential is not null ? stop => authenticators.TakeAsync(credential, DigitsOf(passwordOrCode), stop) : null,
            cancellationToken
        );
        return new ConfirmationAnswer(verdict.IsRight, verdict.Wait, verdict.IsBusy);
    }

    /// <summary>The digits of a code as people type it, with spaces or without.</summary>
    internal static string DigitsOf(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    /// <summary>Whoever broke off before the second factor was set up is offered a key to go on with.</summary>
    private async Task OfferAsync(Credential credential, CancellationToken cancellationToken)
    {
        if (credential is { AuthenticatorKey: null, NextAuthenticatorKey: null })
            (await database.Set<Credential>().FirstAsync(one => one.UserId == credential.UserId, cancellationToken)).Offer(authenticators.NewKey());
    }
}

/// <summary>Somebody who has shown who they are.</summary>
/// <param name="Actor">Who.</param>
/// <param name="How">By what, as the journal says it.</param>
public sealed record SignedIn(Actor Actor, string How);

/// <summary>What became of a try to sign in.</summary>
/// <typeparam name="T">What it leads to.</typeparam>
/// <param name="Done">Where it led; null where it was wrong, or not made.</param>
/// <param name="Wait">How long to wait before the next one; null where it was made.</param>
public sealed record SignInAnswer<T>(T? Done, TimeSpan? Wait)
    where T : class
{
    /// <summary>Whether to wait because many people sign in at the same moment, not because this one tried too often.</summary>
    public bool IsBusy { get; init; }
}

/// <summary>What came of showing again who one is.</summary>
/// <param name="IsRight">Whether it was right.</param>
/// <param name="Wait">How long to wait before the next try; null where it was made.</param>
/// <param name="IsBusy">Whether to wait because many people sign in at the same moment.</param>
public sealed record ConfirmationAnswer(bool IsRight, TimeSpan? Wait, bool IsBusy);

/// <summary>The queries behind signing in.</summary>
internal static class SignInStatements
{
    /// <summary>Who signs in by a name, in small letters: a user name, or what no user name can be, an e-mail address. An office's address can be that of many.</summary>
    public static IQueryable<NamedPerson> Named(ImiDbContext database, string name) =>
        from credential in name.Contains('@', StringComparison.Ordinal)
            ? database.Set<Credential>().Where(one => one.Email == name)
            : database.Set<Credential>()
        join user in name.Contains('@', StringComparison.Ordinal) ? database.Set<ImiUser>() : database.Set<ImiUser>().Where(one => one.UserName == name)
            on credential.UserId equals user.Id
        select new NamedPerson(user, credential);
}

/// <summary>A person with what the person signs in with.</summary>
internal sealed record NamedPerson(ImiUser Person, Credential Credential);
