using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Where people sign in by an account that they have elsewhere (OpenID Connect). Nobody registers themselves by it: the first time it is
/// linked to the one person whom a coordinator registered with the e-mail address that the provider has verified, afterwards that account
/// alone counts.
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

    /// <summary>Lets whoever a provider vouches for go on.</summary>
    /// <returns>Who may come in, or what is asked next where the provider did not ask for two factors; null where nobody is registered by it.</returns>
    public async Task<ProviderSignIn?> EnterAsync(ProvidedIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync<ProviderSignIn?>(
                async stop =>
                {
                    if (await FindAsync(identity, stop) is not var (credential, offered) || await people.ActorAsync(credential.UserId, stop) is not { } actor)
                    {
                        await journal.AppendAsync(null, null, null, "sign-in-failed", "provider", stop);
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
            return null; // Another account with that e-mail address was linked at the same moment.
        }
    }

    /// <summary>Notes that somebody who is signed in showed again who they are, at the provider.</summary>
    /// <param name="session">The session.</param>
    /// <param name="identity">What the provider says.</param>
    /// <param name="askedAt">When it was asked: who showed it there before then is not asked anew.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was this person, and just now.</returns>
    public async Task<bool> IsAgainAsync(Session session, ProvidedIdentity identity, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var key = ProviderLink.KeyOf(identity);
        var isRight =
            identity.AuthenticatedAt >= askedAt - Clocks
            && await database.Set<ProviderLink>().AnyAsync(link => link.UserId == session.UserId && link.Key == key, cancellationToken);
        if (!isRight)
            await people.NoteAsync(session.UserId, "sign-in-failed", "again, provider", cancellationToken);
        return isRight;
    }

    /// <summary>A person's accounts at providers, and those that the person shut.</summary>
    public async Task<IReadOnlyList<ProviderLink>> LinksAsync(Guid person, CancellationToken cancellationToken) =>
        await database.Set<ProviderLink>().Where(link => link.UserId == person).OrderBy(link => link.Issuer).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>Shuts this way in: the account signs nobody in any more, nor does another one with the same e-mail address.</summary>
    public Task ShutAsync(Session session, string issuer, CancellationToken cancellationToken) =>
        ChangeAsync(session, issuer, isOpen: true, "provider-shut", AccountMailKind.ProviderShut, link => link.Shut(), cancellationToken);

    /// <summary>Opens it again: the next account with the verified e-mail address of the person is linked.</summary>
    public Task AllowAsync(Session session, string issuer, CancellationToken cancellationToken) =>
        ChangeAsync(session, issuer, isOpen: false, "provider-allowed", AccountMailKind.ProviderAllowed, link => database.Remove(link), cancellationToken);

    /// <summary>Links the account elsewhere that somebody came by, now that they have shown their own second factor.</summary>
    /// <returns>Whether it is linked; false where there is none to link, or another one was linked meanwhile.</returns>
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
    /// The credential to which an account elsewhere belongs. Where it belongs to nobody yet, it is linked by its verified e-mail address:
    /// at once where the person has set up nothing else, so that the mailbox is all there is; else only after the person has shown their
    /// second factor here, because whoever reads the mailbox can open an account elsewhere with its address.
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
            return null; // Another provider signs the person in already.
        await LinkAsync(credential, offered, cancellationToken);
        return (credential, null);
    }

    private async Task LinkAsync(Credential credential, OfferedLink offered, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        database.Set<ProviderLink>().Add(new ProviderLink(credential.UserId, offered, now));
        credential.Confirm(now);
        await mails.WithdrawAllAsync(credential.UserId, cancellationToken);
        mails.Tell(credential.UserId, AccountMailKind.ProviderLinked);
        await journal.AppendAsync(credential.UserId, null, null, "provider-linked", "", cancellationToken);
    }

    private Task ChangeAsync(
        Session session,
        string issuer,
        bool isOpen,
        string what,
        AccountMailKind told,
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
                await changes.NoteAsync(session.UserId, session.Id, told, what, "", stop);
                return (true, true);
            },
            cancellationToken
        );
}

/// <summary>How somebody goes on for whom a provider vouches.</summary>
/// <param name="SignedIn">Who may come in; null where the second factor is still missing.</param>
/// <param name="Step">What comes next; null where the provider asked for both.</param>
public sealed record ProviderSignIn(SignedIn? SignedIn, SignInStep? Step);

/// <summary>The queries behind signing in by a provider.</summary>
internal static class ProviderStatements
{
    /// <summary>What the person of an account signs in with; former users are none.</summary>
    public static IQueryable<Credential> Linked(ImiDbContext database, string key) =>
        from link in database.Set<ProviderLink>()
        where link.Key == key
        join user in database.Set<ImiUser>() on link.UserId equals user.Id
        join credential in database.Set<Credential>() on link.UserId equals credential.UserId
        select credential;
}
