using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Signs people in by an external account (OpenID Connect). There is no self-registration: the external account is first linked to the one registered
/// person with the verified e-mail address; from then on, only this account signs in.
/// </summary>
public sealed class ProviderSignInService(
    ImiDbContext database,
    UserService people,
    AccountMailStore mails,
    AuthenticatorStore authenticators,
    CredentialChangeService changes,
    DatabaseFaults faults,
    Journal journal,
    TimeProvider time
)
{
    private static readonly TimeSpan Clocks = TimeSpan.FromSeconds(30);

    /// <summary>Continues the sign-in of a person confirmed by a provider.</summary>
    /// <returns>The person, or the next step if a second factor is still required; null if no registered person matches.</returns>
    public async Task<ProviderSignIn?> EnterAsync(ProvidedIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync<ProviderSignIn?>(
                async stop =>
                {
                    if (await FindAsync(identity, stop) is not var (credential, offered) || await people.ActorAsync(credential.UserId, stop) is not { } actor)
                    {
                        await journal.AppendAsync(null, null, null, AccountActions.SignInFailed, "provider", stop);
                        return null;
                    }

                    if (identity.IsByTwoFactors && offered is null)
                        return new ProviderSignIn(new SignedIn(actor, SignInStep.ByProvider), null);
                    if (credential is { HasSecondFactor: false, NextAuthenticatorKey: null })
                        credential.Offer(authenticators.NewKey());
                    return new ProviderSignIn(
                        null,
                        new SignInStep(credential.UserId, credential.SecurityStamp, credential.HasSecondFactor, SignInStep.ByProvider) { Link = offered }
                    );
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return null; // Another account with this e-mail address was linked concurrently.
        }
    }

    /// <summary>Checks whether a signed-in person has reauthenticated at the provider.</summary>
    /// <param name="session">The session.</param>
    /// <param name="identity">The provider's claims.</param>
    /// <param name="askedAt">The time of the request; earlier authentications do not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether this person authenticated since then.</returns>
    public async Task<bool> IsAgainAsync(Session session, ProvidedIdentity identity, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var key = ProviderLink.KeyOf(identity);
        var isRight =
            identity.AuthenticatedAt >= askedAt - Clocks
            && await database.Set<ProviderLink>().AnyAsync(link => link.UserId == session.UserId && link.Key == key, cancellationToken);
        if (!isRight)
            await people.NoteAsync(session.UserId, AccountActions.SignInFailed, "again, provider", cancellationToken);
        return isRight;
    }

    /// <summary>A person's linked accounts at providers, and the providers that the person blocked.</summary>
    public async Task<IReadOnlyList<ProviderLink>> LinksAsync(Guid person, CancellationToken cancellationToken) =>
        await database.Set<ProviderLink>().Where(link => link.UserId == person).OrderBy(link => link.Issuer).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>Blocks a provider: neither this account nor another one with the same e-mail address signs the person in.</summary>
    public Task ShutAsync(Session session, string issuer, CancellationToken cancellationToken) =>
        ChangeAsync(session, issuer, isOpen: true, "provider-shut", AccountMailKind.ProviderShut, link => link.Shut(), cancellationToken);

    /// <summary>Allows a provider again: the next account with the person's verified e-mail address is linked.</summary>
    public Task AllowAsync(Session session, string issuer, CancellationToken cancellationToken) =>
        ChangeAsync(session, issuer, isOpen: false, "provider-allowed", AccountMailKind.ProviderAllowed, link => database.Remove(link), cancellationToken);

    /// <summary>Links the external account of a sign-in after the second factor was verified.</summary>
    /// <returns>Whether it is linked; false if there is none to link, or another one was linked in the meantime.</returns>
    public async Task<bool> LinkAsync(SignInStep step, CancellationToken cancellationToken)
    {
        if (step.Link is not { } offered)
            return false;
        try
        {
            return await database.WriteIfAsync(
                async stop =>
                {
                    if (
                        await database.Set<Credential>().FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, stop)
                            is not { } credential
                        || await database.Set<ProviderLink>().AnyAsync(link => link.UserId == step.UserId && link.Issuer == offered.Issuer, stop)
                    )
                    {
                        return (false, false);
                    }

                    await LinkAsync(credential, offered, stop);
                    return (true, true);
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return false;
        }
    }

    /// <summary>
    /// Finds the credential linked to an external account, linking it by its verified e-mail address if it is new. A person with a second factor must
    /// first verify it here, because access to the mailbox is sufficient to open an external account with its address.
    /// </summary>
    private async Task<(Credential Credential, OfferedLink? Offered)?> FindAsync(ProvidedIdentity identity, CancellationToken cancellationToken)
    {
        var key = ProviderLink.KeyOf(identity);
        if (await ProviderStatements.Linked(database, key).FirstOrDefaultAsync(cancellationToken) is { } known)
            return (known, null);
        if (
            identity.Email is not { } email
            || !email.Contains('@', StringComparison.Ordinal)
            || await SignInStatements.Named(database, email.ToLowerInvariant()).Take(2).ToListAsync(cancellationToken) is not [{ Credential: var credential }]
            || await database.Set<ProviderLink>().AnyAsync(link => link.UserId == credential.UserId && link.Issuer == identity.Issuer, cancellationToken)
        )
        {
            return null;
        }

        var offered = new OfferedLink(identity.Issuer, key);
        if (credential.HasSecondFactor)
            return (credential, offered);
        if (await database.Set<ProviderLink>().AnyAsync(link => link.UserId == credential.UserId && link.Key != null, cancellationToken))
            return null; // The person already signs in through another provider.
        await LinkAsync(credential, offered, cancellationToken);
        return (credential, null);
    }

    private async Task LinkAsync(Credential credential, OfferedLink offered, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        database.Set<ProviderLink>().Add(new ProviderLink(credential.UserId, offered, now));
        credential.Confirm(now);
        await mails.WithdrawAllAsync(credential.UserId, cancellationToken);
        mails.Notify(credential.UserId, AccountMailKind.ProviderLinked);
        await journal.AppendAsync(credential.UserId, null, null, "provider-linked", "", cancellationToken);
    }

    private Task ChangeAsync(
        Session session,
        string issuer,
        bool isOpen,
        string what,
        AccountMailKind notice,
        Action<ProviderLink> change,
        CancellationToken cancellationToken
    ) =>
        database.WriteIfAsync(
            async stop =>
            {
                if (
                    await database.Set<ProviderLink>().FirstOrDefaultAsync(link => link.UserId == session.UserId && link.Issuer == issuer, stop)
                        is not { } found
                    || found.IsOpen != isOpen
                )
                    return (false, false);
                change(found);
                await changes.NoteAsync(session.UserId, session.Id, notice, what, "", stop);
                return (true, true);
            },
            cancellationToken
        );
}

/// <summary>The result of signing in through a provider.</summary>
/// <param name="SignedIn">The signed-in person; null if a second factor is still required.</param>
/// <param name="Step">The next step; null if signed in.</param>
public sealed record ProviderSignIn(SignedIn? SignedIn, SignInStep? Step);

/// <summary>The queries for signing in through a provider.</summary>
internal static class ProviderStatements
{
    /// <summary>The credential linked to an external account, unless the person is a former user.</summary>
    public static IQueryable<Credential> Linked(ImiDbContext database, string key) =>
        from link in database.Set<ProviderLink>()
        where link.Key == key
        join user in database.Set<ImiUser>() on link.UserId equals user.Id
        join credential in database.Set<Credential>() on link.UserId equals credential.UserId
        select credential;
}
