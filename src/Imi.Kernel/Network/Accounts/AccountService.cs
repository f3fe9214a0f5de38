using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Lets people set up their credentials by a link from an e-mail. Nobody registers themselves.</summary>
public sealed class AccountService(
    ImiDbContext database,
    AccountMailStore mails,
    AuthenticatorStore authenticators,
    SignInThrottleStore throttle,
    PasswordRules rules,
    PasswordHashingQueue hashing,
    CredentialChangeService changes,
    Journal journal,
    TimeProvider time
)
{
    private const int MostAtOneAddress = 5;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Finds the person whose account a link opens; null if the link is not valid. This does not use the link, because mail filters also open links.
    /// </summary>
    public async Task<ImiUser?> PersonOfAsync(string token, CancellationToken cancellationToken) =>
        await mails.FindAsync(token, isRenewal: false, cancellationToken) is var (mail, person)
        && await database.Set<Credential>().AsNoTracking().FirstOrDefaultAsync(one => one.UserId == person.Id, cancellationToken) is { } credential
        && (mail.Kind == AccountMailKind.HandedOver || await mails.MayOpenByMailAsync(credential, cancellationToken))
            ? person
            : null;

    /// <summary>Sets the password by a link, which is used up, and confirms the e-mail address to which it was sent.</summary>
    /// <returns>The result; null if the link is not valid.</returns>
    public async Task<PasswordSetting?> SetPasswordAsync(string token, string password, CancellationToken cancellationToken)
    {
        if (await mails.FindAsync(token, isRenewal: false, cancellationToken) is not var (mail, person))
            return null;
        if (rules.Check(password, person) is { } wrong)
            return new PasswordSetting(wrong, null);
        if (await hashing.HashAsync(password, cancellationToken) is not { } hash)
            return new PasswordSetting(null, null) { Wait = PasswordCheckService.BusyWait };
        return await database.WriteIfAsync<PasswordSetting?>(
            async stop =>
            {
                DateTime? now = Now;
                if (
                    await database
                        .Set<AccountMail>()
                        .Where(one => one.Id == mail.Id && one.UsedAt == null)
                        .ExecuteUpdateAsync(change => change.SetProperty(one => one.UsedAt, now), stop) == 0
                )
                    return (null, false); // A concurrent request used the link.
                var credential = await database.Set<Credential>().FirstAsync(one => one.UserId == person.Id, stop);
                if (mail.Kind != AccountMailKind.HandedOver && !await mails.MayOpenByMailAsync(credential, stop))
                    return (null, false); // Since then, an external account was linked or the account was cleared.
                credential.Confirm(now.Value);
                AccountMailKind? notice = credential.PasswordHash is null ? null : AccountMailKind.PasswordChanged;
                credential.SetPassword(hash, AccountMailStore.NewStamp(), now.Value);
                if (credential.AuthenticatorKey is null)
                    credential.Offer(authenticators.NewKey());
                await changes.NoteAsync(person.Id, null, notice, "password-set", mail.Kind.ToString(), stop);
                return (new PasswordSetting(null, StepOf(credential)), true);
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Sends a link for setting a new password to the people with this user name or e-mail address, where allowed. The result does not reveal whether
    /// an account exists.
    /// </summary>
    /// <returns>How long to wait before the next attempt; null if the request was accepted.</returns>
    public async Task<TimeSpan?> ForgottenAsync(string userNameOrEmail, string address, CancellationToken cancellationToken)
    {
        if (await throttle.CountAsync($"forgotten:{NetworkAddress.SiteOf(address)}", address, cancellationToken) is { } wait)
            return wait;
        var people = await SignInStatements.Named(database, userNameOrEmail.Trim().ToLowerInvariant()).Take(MostAtOneAddress).ToListAsync(cancellationToken);
        await database.WriteAsync(
            async stop =>
            {
                foreach (var (person, credential) in people.Select(found => (found.Person, found.Credential)))
                {
                    if (!await mails.MayOpenByMailAsync(credential, stop))
                        continue;
                    if (credential.PasswordHash is null)
                        await mails.WelcomeAsync(person, isAskedFor: true, stop);
                    else
                        await mails.ResetAsync(person.Id, stop);
                }

                await journal.AppendAsync(people.Count == 1 ? people[0].Person.Id : null, null, null, "password-forgotten", $"{people.Count}", stop);
            },
            cancellationToken
        );
        return null;
    }

    /// <summary>The key to set up in the authenticator app; null if there is none, or the credentials have changed.</summary>
    public async Task<OfferedAuthenticator?> OfferedAsync(SignInStep step, CancellationToken cancellationToken) =>
        await database
            .Set<Credential>()
            .AsNoTracking()
            .FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, cancellationToken)
            is { NextAuthenticatorKey: { } key }
        && await database.Set<ImiUser>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == step.UserId, cancellationToken) is { } person
            ? new OfferedAuthenticator(person, authenticators.TextOf(key))
            : null;

    /// <summary>Confirms the authenticator app by its first code, creates recovery codes and ends other sessions.</summary>
    /// <param name="step">The sign-in step reached so far.</param>
    /// <param name="code">The code.</param>
    /// <param name="session">The current session; null if nobody is signed in yet.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The recovery codes, shown only once, and the next sign-in step; null if the code is wrong.</returns>
    public Task<AuthenticatorSetting?> ConfirmAsync(SignInStep step, string code, Guid? session, CancellationToken cancellationToken) =>
        database.WriteIfAsync<AuthenticatorSetting?>(
            async stop =>
            {
                var credential = await database
                    .Set<Credential>()
                    .FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, stop);
                if (
                    (session is null && step.IsComplete)
                    || authenticators.StepOf(credential?.NextAuthenticatorKey, SignInService.DigitsOf(code)) is not { } taken
                    || !await database.Set<ImiUser>().AnyAsync(user => user.Id == step.UserId, stop)
                )
                {
                    return (null, false);
                }

                if (step.First == SignInStep.ByPassword && !credential!.HasSecondFactor)
                    credential.ProvePassword(Now); // Password and app were set up together.
                credential!.TakeOffered(taken, AccountMailStore.NewStamp());
                if (session is null)
                {
                    // The previous second factor was lost: a finder must not be able to sign in with it.
                    await database.Set<Passkey>().Where(passkey => passkey.UserId == step.UserId).ExecuteDeleteAsync(stop);
                    credential.HoldPasskeys(false, credential.SecurityStamp);
                }

                var codes = await authenticators.RenewRecoveryAsync(step.UserId, stop);
                await changes.NoteAsync(step.UserId, session, AccountMailKind.SecondFactorChanged, AccountActions.SecondFactorSet, "authenticator", stop);
                return (new AuthenticatorSetting(codes, StepOf(credential) with { First = step.First }), true);
            },
            cancellationToken
        );

    /// <summary>
    /// Clears the account of a person who lost all credentials. Nobody can sign in to it until it is set up by a link that an operator hands over
    /// (<see cref="AccountMailQuery.HandOverAsync"/>). The caller must have verified the person's identity.
    /// </summary>
    /// <returns>Whether the account exists.</returns>
    public Task<bool> ForgetAsync(Guid person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (await database.Set<Credential>().FirstOrDefaultAsync(one => one.UserId == person, stop) is not { } credential)
                    return false;
                credential.Forget(AccountMailStore.NewStamp());
                await database.Set<RecoveryCode>().Where(code => code.UserId == person).ExecuteDeleteAsync(stop);
                await database.Set<Passkey>().Where(passkey => passkey.UserId == person).ExecuteDeleteAsync(stop);
                await database.Set<ProviderLink>().Where(link => link.UserId == person && link.Key != null).ExecuteDeleteAsync(stop);
                await changes.NoteAsync(person, null, null, "second-factor-forgotten", "", stop);
                return true;
            },
            cancellationToken
        );

    private static SignInStep StepOf(Credential credential) => new(credential.UserId, credential.SecurityStamp, credential.HasSecondFactor);
}

/// <summary>A partly completed sign-in: the password was right, or a provider confirmed the person, and a step is still missing.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Stamp">The security stamp of the credentials; any change to them invalidates the step.</param>
/// <param name="IsComplete">Whether the second factor, which is required next, is set up; otherwise it has to be set up next.</param>
/// <param name="First">The first factor used.</param>
public sealed record SignInStep(Guid UserId, string Stamp, bool IsComplete, string First = SignInStep.ByPassword)
{
    /// <summary>The password.</summary>
    public const string ByPassword = "password";

    /// <summary>An account at an identity provider.</summary>
    public const string ByProvider = "provider";

    /// <summary>The code handed over by an administrator.</summary>
    public const string ByRenewal = "renewal";

    /// <summary>The external account to link after the second factor; null for none.</summary>
    public OfferedLink? Link { get; init; }
}

/// <summary>The result of setting a password.</summary>
/// <param name="Wrong">The reason why the password is not acceptable; null if it was set.</param>
/// <param name="Step">The next sign-in step; null if the password was not set.</param>
public sealed record PasswordSetting(PasswordProblem? Wrong, SignInStep? Step)
{
    /// <summary>How long to wait because too many passwords are being hashed; null if not necessary.</summary>
    public TimeSpan? Wait { get; init; }
}

/// <summary>A key to set up in an authenticator app.</summary>
/// <param name="Person">The person.</param>
/// <param name="Key">The key in Base32, as apps expect it.</param>
public sealed record OfferedAuthenticator(ImiUser Person, string Key);

/// <summary>The result of setting up an authenticator app.</summary>
/// <param name="RecoveryCodes">The recovery codes, shown only once.</param>
/// <param name="Step">The sign-in step, with the new security stamp.</param>
public sealed record AuthenticatorSetting(IReadOnlyList<string> RecoveryCodes, SignInStep Step);
