using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Where people set up what they sign in with: by a link that came by e-mail. Nobody registers themselves.</summary>
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

    /// <summary>Whose account a link opens; null where it opens none. Looking does not use it: mail filters look too.</summary>
    public async Task<ImiUser?> PersonOfAsync(string token, CancellationToken cancellationToken) =>
        await mails.FindAsync(token, isRenewal: false, cancellationToken) is var (mail, person)
        && await database.Set<Credential>().AsNoTracking().FirstOrDefaultAsync(one => one.UserId == person.Id, cancellationToken) is { } credential
        && (mail.Kind == AccountMailKind.HandedOver || await mails.MayOpenByMailAsync(credential, cancellationToken))
            ? person
            : null;

    /// <summary>Sets the password by a link, which is used up by it, and confirms the e-mail address that it was sent to.</summary>
    /// <returns>What became of it; null where the link does not open.</returns>
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
                    return (null, false); // Somebody was quicker.
                var credential = await database.Set<Credential>().FirstAsync(one => one.UserId == person.Id, stop);
                if (mail.Kind != AccountMailKind.HandedOver && !await mails.MayOpenByMailAsync(credential, stop))
                    return (null, false); // Since it was sent, the account was linked elsewhere, or emptied.
                credential.Confirm(now.Value);
                AccountMailKind? told = credential.PasswordHash is null ? null : AccountMailKind.PasswordChanged;
                credential.SetPassword(hash, AccountMailStore.NewStamp(), now.Value);
                if (credential.AuthenticatorKey is null)
                    credential.Offer(authenticators.NewKey());
                await changes.NoteAsync(person.Id, null, told, "password-set", mail.Kind.ToString(), stop);
                return (new PasswordSetting(null, StepOf(credential)), true);
            },
            cancellationToken
        );
    }

    /// <summary>Sends the person with a user name or an e-mail address the link to set another password, where a link may. The answer is always the same.</summary>
    /// <returns>How long to wait before the next try; null where it was made.</returns>
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
                return true;
            },
            cancellationToken
        );
        return null;
    }

    /// <summary>The key to be set up in the authenticator app; null where none is to be, or what was begun is out of date.</summary>
    public async Task<OfferedAuthenticator?> OfferedAsync(SignInStep step, CancellationToken cancellationToken) =>
        await database
            .Set<Credential>()
            .AsNoTracking()
            .FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, cancellationToken)
            is { NextAuthenticatorKey: { } key }
        && await database.Set<ImiUser>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == step.UserId, cancellationToken) is { } person
            ? new OfferedAuthenticator(person, authenticators.TextOf(key))
            : null;

    /// <summary>Takes the first code of the app, and so sets it up; recovery codes are made with it, other sessions end.</summary>
    /// <param name="step">Whose.</param>
    /// <param name="code">The code.</param>
    /// <param name="session">The session in which it is done; null where nobody is signed in yet.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The codes, told this once, and who the person is now; null where the code does not fit.</returns>
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
                    credential.ProvePassword(Now); // Both are set up together.
                credential!.TakeOffered(taken, AccountMailStore.NewStamp());
                if (session is null)
                {
                    // Set up anew after what there was got lost: whoever finds it must not come in.
                    await database.Set<Passkey>().Where(passkey => passkey.UserId == step.UserId).ExecuteDeleteAsync(stop);
                    credential.HoldPasskeys(false, credential.SecurityStamp);
                }

                var codes = await authenticators.RenewRecoveryAsync(step.UserId, stop);
                await changes.NoteAsync(step.UserId, session, AccountMailKind.SecondFactorChanged, "second-factor-set", "authenticator", stop);
                return (new AuthenticatorSetting(codes, StepOf(credential) with { First = step.First }), true);
            },
            cancellationToken
        );

    /// <summary>
    /// Empties the account of somebody who lost everything: until it is set up by a link that an operator hands over
    /// (<see cref="AccountMailQuery.HandOverAsync"/>), nothing signs in. The caller has made sure who asks.
    /// </summary>
    /// <returns>Whether there is such an account.</returns>
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

/// <summary>How far somebody has come with signing in: the password was right, or a provider vouched, and something is still missing.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Stamp">The credentials' stamp: after a change of any the step counts no more.</param>
/// <param name="IsComplete">Whether a second factor is set up, which is asked for next; else it is set up next.</param>
/// <param name="First">By what the person showed who they are so far.</param>
public sealed record SignInStep(Guid UserId, string Stamp, bool IsComplete, string First = SignInStep.ByPassword)
{
    /// <summary>By the password.</summary>
    public const string ByPassword = "password";

    /// <summary>By an account at a provider.</summary>
    public const string ByProvider = "provider";

    /// <summary>By the code that an administrator handed over.</summary>
    public const string ByRenewal = "renewal";

    /// <summary>The account elsewhere that is linked once the second factor was shown; null for none.</summary>
    public OfferedLink? Link { get; init; }
}

/// <summary>What became of setting a password.</summary>
/// <param name="Wrong">What is wrong with it; null where it is set.</param>
/// <param name="Step">What comes next; null where it was not set.</param>
public sealed record PasswordSetting(PasswordProblem? Wrong, SignInStep? Step)
{
    /// <summary>How long to wait, because too many passwords are being set at the same moment; null for not at all.</summary>
    public TimeSpan? Wait { get; init; }
}

/// <summary>A key that is to be set up in an authenticator app.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Key">The key as apps take it, in Base32.</param>
public sealed record OfferedAuthenticator(ImiUser Person, string Key);

/// <summary>An authenticator app that was set up.</summary>
/// <param name="RecoveryCodes">The recovery codes: they are told this once.</param>
/// <param name="Step">Who it was set up for, with the new stamp.</param>
public sealed record AuthenticatorSetting(IReadOnlyList<string> RecoveryCodes, SignInStep Step);
