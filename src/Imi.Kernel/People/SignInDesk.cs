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
    private readonly IPasswordHasher<Credential> _hasher;
    private readonly Journal _journal;

    internal SignInDesk(
        ImiDbContext database, PeopleDesk people, AccountMailBook mails, AuthenticatorBook authenticators, IPasswordHasher<Credential> hasher, Journal journal) =>
        (_database, _people, _mails, _authenticators, _hasher, _journal) = (database, people, mails, authenticators, hasher, journal);

    /// <summary>Checks a password.</summary>
    /// <returns>What comes next; null where user name or password is wrong.</returns>
    public async Task<SignInStep?> CheckPasswordAsync(string userNameOrEmail, string password, CancellationToken cancellationToken)
    {
        var found = await SignInQueries.Named(_database, userNameOrEmail.Trim().ToLowerInvariant()).Take(2).ToListAsync(cancellationToken);
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
                return new SignInStep(credential!.UserId, credential.SecurityStamp, credential.IsComplete);
            },
            cancellationToken);
    }

    /// <summary>Checks the second factor: a code of the authenticator app, or a recovery code.</summary>
    /// <returns>Who is signed in; null where the code is wrong, or was taken before.</returns>
    public Task<Actor?> CheckCodeAsync(SignInStep step, string code, CancellationToken cancellationToken) => _database.WriteAsync(
        async stop =>
        {
            var credential = await _database.Credentials.FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, stop);
            var digits = DigitsOf(code);
            var isRecovery = digits.Length != Totp.Digits || digits.Length != code.Count(char.IsLetterOrDigit);
            var isTaken = credential is { IsComplete: true }
                && (isRecovery ? await _authenticators.TakeRecoveryAsync(step.UserId, code, stop) : await _authenticators.TakeAsync(credential, digits, stop));
            if (!isTaken || await _people.ActorAsync(step.UserId, stop) is not { } actor)
            {
                await _journal.AppendAsync(step.UserId, null, null, "sign-in-failed", "second-factor", stop);
                return null;
            }

            if (isRecovery)
                _mails.Tell(step.UserId, AccountMailKind.RecoveryCodeUsed);
            await _journal.AppendAsync(step.UserId, null, null, "sign-in", isRecovery ? "password, recovery-code" : "password, authenticator", stop);
            return actor;
        },
        cancellationToken);

    /// <summary>Signs in whoever has just set up the second factor, and so has shown both.</summary>
    /// <returns>Who is signed in; null where what was begun is out of date.</returns>
    public Task<Actor?> EnterAsync(SignInStep step, CancellationToken cancellationToken) => _database.WriteAsync(
        async stop =>
        {
            if (!await _database.Credentials.AnyAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, stop) || await _people.ActorAsync(step.UserId, stop) is not { } actor)
                return null;
            await _journal.AppendAsync(step.UserId, null, null, "sign-in", "password, authenticator", stop);
            return actor;
        },
        cancellationToken);

    /// <summary>The digits of a code as people type it, with spaces or without.</summary>
    internal static string DigitsOf(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    /// <summary>Whoever broke off before the second factor was set up is offered a key to go on with.</summary>
    private async Task OfferAsync(Credential credential, CancellationToken cancellationToken)
    {
        if (credential is { AuthenticatorKey: null, NextAuthenticatorKey: null })
            (await _database.Credentials.FirstAsync(one => one.UserId == credential.UserId, cancellationToken)).Offer(_authenticators.NewKey());
    }
}

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
