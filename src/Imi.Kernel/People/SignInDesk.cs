using Imi.Kernel.Access;
using Imi.Kernel.Audit;
using Imi.Kernel.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.People;

/// <summary>
/// Where people sign in: password, then the second factor. Who does not exist is answered like who does, in the same time; every
/// try is in the journal.
/// </summary>
public sealed class SignInDesk
{
    private static string? _nobodysHash;
    private readonly ImiDbContext _database;
    private readonly PeopleDesk _people;
    private readonly AccountMailBook _mails;
    private readonly AuthenticatorBook _authenticators;
    private readonly ThrottleBook _throttle;
    private readonly IPasswordHasher<Credential> _hasher;
    private readonly Journal _journal;

    internal SignInDesk(
        ImiDbContext database, PeopleDesk people, AccountMailBook mails, AuthenticatorBook authenticators, ThrottleBook throttle, IPasswordHasher<Credential> hasher, Journal journal) =>
        (_database, _people, _mails, _authenticators, _throttle, _hasher, _journal) = (database, people, mails, authenticators, throttle, hasher, journal);

    /// <summary>Checks a password.</summary>
    /// <returns>What comes next, or how long to wait; neither where user name or password is wrong.</returns>
    public async Task<SignInAnswer<SignInStep>> CheckPasswordAsync(string userNameOrEmail, string password, SignInTry attempt, CancellationToken cancellationToken)
    {
        var name = userNameOrEmail.Trim().ToLowerInvariant();
        var found = await SignInQueries.Named(_database, name).Take(2).ToListAsync(cancellationToken);
        var what = attempt.CountedFor(found.Count == 1 ? found[0].Person.Id : null, name);
        if (await _throttle.CountAsync(what, attempt.Address, cancellationToken) is { } wait)
            return new SignInAnswer<SignInStep>(null, wait);
        var step = await CheckPasswordAsync(found, password, cancellationToken);
        if (step is not null)
            await _throttle.TakeBackAsync(what, attempt.Address, cancellationToken);
        return new SignInAnswer<SignInStep>(step, null);
    }

    private async Task<SignInStep?> CheckPasswordAsync(List<NamedPerson> found, string password, CancellationToken cancellationToken)
    {
        var credential = found is [{ Credential: { PasswordHash: not null } only }] ? only : null;

        // Nobody's password is checked too: it takes as long.
        var hash = credential?.PasswordHash ?? (_nobodysHash ??= _hasher.HashPassword(null!, AccountMailBook.NewStamp()));
        var verdict = password.Length > PasswordRules.Longest ? PasswordVerificationResult.Failed : _hasher.VerifyHashedPassword(null!, hash, password);
        var isRight = credential is not null && verdict != PasswordVerificationResult.Failed;
        var newHash = isRight && verdict == PasswordVerificationResult.SuccessRehashNeeded ? _hasher.HashPassword(null!, password) : null;
        return await _database.WriteAsync(
            async stop =>
            {
                if (!isRight)
                {
                    await _journal.AppendAsync(credential?.UserId, null, null, "sign-in-failed", credential is null ? "unknown" : "password", stop);
                    return null;
                }

                if (newHash is not null)
                    (await _database.Credentials.FirstAsync(one => one.UserId == credential!.UserId, stop)).Rehash(newHash);
                await OfferAsync(credential!, stop);
                return new SignInStep(credential!.UserId, credential.SecurityStamp, credential.HasSecondFactor);
            },
            cancellationToken);
    }

    /// <summary>Checks the second factor: a code of the authenticator app, or a recovery code.</summary>
    /// <returns>Who may come in, or how long to wait; neither where the code is wrong, or was taken before.</returns>
    public async Task<SignInAnswer<SignedIn>> CheckCodeAsync(SignInStep step, string code, SignInTry attempt, CancellationToken cancellationToken)
    {
        var what = $"code:{attempt.CountedFor(step.UserId, "")}";
        if (await _throttle.CountAsync(what, attempt.Address, cancellationToken) is { } wait)
            return new SignInAnswer<SignedIn>(null, wait);
        var signedIn = await CheckCodeAsync(step, code, cancellationToken);
        if (signedIn is not null)
            await _throttle.TakeBackAsync(what, attempt.Address, cancellationToken);
        return new SignInAnswer<SignedIn>(signedIn, null);
    }

    private Task<SignedIn?> CheckCodeAsync(SignInStep step, string code, CancellationToken cancellationToken) => _database.WriteAsync<SignedIn?>(
        async stop =>
        {
            var credential = await _database.Credentials.FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, stop);
            var digits = DigitsOf(code);
            var isRecovery = digits.Length != Totp.Digits || digits.Length != code.Count(char.IsLetterOrDigit);
            var isTaken = credential is { HasSecondFactor: true }
                && (isRecovery ? await _authenticators.TakeRecoveryAsync(step.UserId, code, stop) : await _authenticators.TakeAsync(credential, digits, stop));
            if (!isTaken || await _people.ActorAsync(step.UserId, stop) is not { } actor)
            {
                await _journal.AppendAsync(step.UserId, null, null, "sign-in-failed", "second-factor", stop);
                return null;
            }

            if (isRecovery)
                _mails.Tell(step.UserId, AccountMailKind.RecoveryCodeUsed);
            return new SignedIn(actor, $"{step.First}, {(isRecovery ? "recovery-code" : "authenticator")}");
        },
        cancellationToken);

    /// <summary>Who has just set up the second factor, and so has shown both.</summary>
    /// <param name="step">How far the person has come.</param>
    /// <param name="second">What the second factor is, as the journal says it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Who may come in; null where what was begun is out of date.</returns>
    public async Task<SignedIn?> EnterAsync(SignInStep step, string second, CancellationToken cancellationToken) =>
        await _database.Credentials.AnyAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, cancellationToken) && await _people.ActorAsync(step.UserId, cancellationToken) is { } actor
            ? new SignedIn(actor, $"{step.First}, {second}")
            : null;

    /// <summary>Checks again who somebody is, before what is sensitive: by the password or a code of the app.</summary>
    /// <returns>Whether it was right; how long to wait where it was tried too often.</returns>
    public async Task<(bool IsRight, TimeSpan? Wait)> CheckAgainAsync(Session session, string passwordOrCode, CancellationToken cancellationToken)
    {
        var what = $"session:{session.Id}";
        if (await _throttle.CountAsync(what, session.Address, cancellationToken) is { } wait)
            return (false, wait);
        var isRight = await CheckAgainAsync(session.UserId, passwordOrCode, cancellationToken);
        if (isRight)
            await _throttle.TakeBackAsync(what, session.Address, cancellationToken);
        return (isRight, null);
    }

    private async Task<bool> CheckAgainAsync(Guid person, string passwordOrCode, CancellationToken cancellationToken)
    {
        if (await _database.Credentials.AsNoTracking().FirstOrDefaultAsync(one => one.UserId == person, cancellationToken) is not { } credential)
            return false;
        var isCode = DigitsOf(passwordOrCode) is { Length: Totp.Digits } digits && passwordOrCode.Trim().Length <= Totp.Digits + 1
            && await _authenticators.TakeAsync(credential, digits, cancellationToken);
        var isRight = isCode || (credential.PasswordHash is { } hash && passwordOrCode.Length <= PasswordRules.Longest && _hasher.VerifyHashedPassword(credential, hash, passwordOrCode) != PasswordVerificationResult.Failed);
        if (!isRight)
            await _people.NoteAsync(person, "sign-in-failed", "again", cancellationToken);
        return isRight;
    }

    /// <summary>The digits of a code as people type it, with spaces or without.</summary>
    internal static string DigitsOf(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    /// <summary>Whoever broke off before the second factor was set up is offered a key to go on with.</summary>
    private async Task OfferAsync(Credential credential, CancellationToken cancellationToken)
    {
        if (credential is { AuthenticatorKey: null, NextAuthenticatorKey: null })
            (await _database.Credentials.FirstAsync(one => one.UserId == credential.UserId, cancellationToken)).Offer(_authenticators.NewKey());
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
    where T : class;

/// <summary>The queries behind signing in.</summary>
internal static class SignInQueries
{
    /// <summary>Who signs in by a name, in small letters: a user name, or what no user name can be, an e-mail address. An office's address can be that of many.</summary>
    public static IQueryable<NamedPerson> Named(ImiDbContext database, string name) =>
        from credential in name.Contains('@', StringComparison.Ordinal) ? database.Credentials.Where(one => one.Email == name) : database.Credentials
        join user in name.Contains('@', StringComparison.Ordinal) ? database.Users : database.Users.Where(one => one.UserName == name) on credential.UserId equals user.Id
        select new NamedPerson(user, credential);
}

/// <summary>A person with what the person signs in with.</summary>
internal sealed record NamedPerson(ImiUser Person, Credential Credential);
