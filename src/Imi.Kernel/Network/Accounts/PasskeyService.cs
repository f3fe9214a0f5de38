using System.Security.Cryptography;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Registers passkeys, and signs people in by them. Callers verify the device's response; this service ensures that no challenge is used twice and
/// that nobody loses their last second factor.
/// </summary>
public sealed class PasskeyService(
    ImiDbContext database,
    UserService people,
    CredentialChangeService changes,
    AuthenticatorStore authenticators,
    SignInThrottleStore throttle,
    DatabaseFaults faults,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>How long a challenge is valid.</summary>
    public static readonly TimeSpan ChallengeLasts = TimeSpan.FromMinutes(5);

    /// <summary>The maximum number of passkeys of a person.</summary>
    public const int Most = 10;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A person's passkeys, oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> ListAsync(Guid person, CancellationToken cancellationToken) =>
        await database
            .Set<Passkey>()
            .Where(passkey => passkey.UserId == person)
            .OrderBy(passkey => passkey.CreatedAt)
            .AsNoTracking()
            .ToListAsync(cancellationToken);

    /// <summary>Finds the person who is setting up a passkey during sign-in.</summary>
    /// <returns>The person; null if the credentials have changed since the step began.</returns>
    public Task<ImiUser?> PersonOfAsync(SignInStep step, CancellationToken cancellationToken) =>
        database
            .Set<ImiUser>()
            .AsNoTracking()
            .FirstOrDefaultAsync(
                user =>
                    user.Id == step.UserId
                    && database.Set<Credential>().Any(credential => credential.UserId == step.UserId && credential.SecurityStamp == step.Stamp),
                cancellationToken
            );

    /// <summary>Finds the passkey with an id; null if it does not exist or its owner is no longer a user.</summary>
    public Task<Passkey?> FindAsync(string id, CancellationToken cancellationToken) => CalledQuery(database, id).FirstOrDefaultAsync(cancellationToken);

    internal static IQueryable<Passkey> CalledQuery(ImiDbContext database, string id) =>
        database.Set<Passkey>().AsNoTracking().Where(passkey => passkey.Id == id && database.Set<ImiUser>().Any(user => user.Id == passkey.UserId));

    /// <summary>Registers a passkey. If it is the first second factor, or replaces a lost one, recovery codes are created.</summary>
    /// <param name="step">The sign-in step reached so far.</param>
    /// <param name="made">The passkey, verified by the caller.</param>
    /// <param name="name">The name given by the person.</param>
    /// <param name="challenge">The challenge to which the device responded.</param>
    /// <param name="session">The current session; null if nobody is signed in yet.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The result; null if the credentials have changed, the challenge was used before, the passkey is registered already, or the person has too
    /// many.
    /// </returns>
    public async Task<PasskeySetting?> AddAsync(
        SignInStep step,
        NewPasskey made,
        string name,
        byte[] challenge,
        Guid? session,
        CancellationToken cancellationToken
    )
    {
        var called = TextRules.CleanLine(name);
        if (TextRules.FaultIn(called, Passkey.LongestName, TextRules.FaultInLine) is { } fault)
            return new PasskeySetting([], null, fault);
        try
        {
            return await database.WriteIfAsync<PasskeySetting?>(
                async stop =>
                {
                    var credential = await database
                        .Set<Credential>()
                        .FirstOrDefaultAsync(one => one.UserId == step.UserId && one.SecurityStamp == step.Stamp, stop);
                    if (
                        credential is null
                        || (session is null && step.IsComplete)
                        || made.Id.Length > Imi.Kernel.Foundation.Persistence.MappedLengths.PasskeyId
                        || await database.Set<Passkey>().CountAsync(passkey => passkey.UserId == step.UserId, stop) >= Most
                        || await database.Set<Passkey>().AnyAsync(passkey => passkey.Id == made.Id, stop)
                    )
                        return (null, false);
                    await SpendAsync(challenge, stop);
                    var (isNewSetup, hadSecondFactor) = (session is null, credential.HasSecondFactor);
                    if (isNewSetup)
                    {
                        // The previous second factor was lost: a finder must not be able to sign in with it.
                        await database.Set<Passkey>().Where(passkey => passkey.UserId == step.UserId).ExecuteDeleteAsync(stop);
                        credential.LoseAuthenticator();
                    }

                    database.Set<Passkey>().Add(new Passkey(step.UserId, made, called, Now));
                    if (step.First == SignInStep.ByPassword && isNewSetup && !hadSecondFactor)
                        credential.ProvePassword(Now); // Password and passkey were set up together.
                    var codes = isNewSetup || !credential.HasSecondFactor ? await authenticators.RenewRecoveryAsync(step.UserId, stop) : [];
                    credential.HoldPasskeys(true, AccountMailStore.NewStamp());
                    await changes.NoteAsync(step.UserId, session, AccountMailKind.SecondFactorChanged, AccountActions.SecondFactorSet, "passkey", stop);
                    return (new PasskeySetting(codes, new SignInStep(credential.UserId, credential.SecurityStamp, true, step.First), null), true);
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return null;
        }
    }

    /// <summary>Removes a passkey, except the last one of a person without an authenticator app.</summary>
    /// <returns>Whether the passkey is gone.</returns>
    public Task<bool> RemoveAsync(Session session, string id, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                var credential = await database.Set<Credential>().FirstOrDefaultAsync(one => one.UserId == session.UserId, stop);
                var held = await database.Set<Passkey>().Where(passkey => passkey.UserId == session.UserId).ToListAsync(stop);
                if (credential is null || held.Find(passkey => passkey.Id == id) is not { } removed)
                    return (true, false); // Repeated request.
                if (held.Count == 1 && credential.AuthenticatorKey is null)
                    return (false, false);
                database.Set<Passkey>().Remove(removed);
                credential.HoldPasskeys(held.Count > 1, AccountMailStore.NewStamp());
                await changes.NoteAsync(session.UserId, session.Id, AccountMailKind.SecondFactorChanged, "passkey-removed", "", stop);
                return (true, true);
            },
            cancellationToken
        );

    /// <summary>Counts an attempt to sign in with a passkey. Returns how long to wait before the next one; null if it may be made now.</summary>
    public Task<TimeSpan?> CountAsync(string id, string address, CancellationToken cancellationToken) =>
        throttle.CountAsync($"passkey:{id}", address, cancellationToken);

    /// <summary>Signs in the owner of a passkey whose response to a challenge was verified by the caller.</summary>
    /// <param name="id">The passkey.</param>
    /// <param name="counter">The new signature counter.</param>
    /// <param name="challenge">The challenge.</param>
    /// <param name="address">The network address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The person; null if the passkey does not exist, or the challenge was used before.</returns>
    public async Task<SignedIn?> EnterAsync(string id, long counter, byte[] challenge, string address, CancellationToken cancellationToken)
    {
        try
        {
            var entered = await database.WriteIfAsync<SignedIn?>(
                async stop =>
                {
                    if (
                        await database.Set<Passkey>().FirstOrDefaultAsync(one => one.Id == id, stop) is not { } passkey
                        || await people.ActorAsync(passkey.UserId, stop) is not { } actor
                    )
                        return (null, false);
                    await SpendAsync(challenge, stop);
                    passkey.Use(counter, Now);
                    return (new SignedIn(actor, "passkey"), true);
                },
                cancellationToken
            );
            if (entered is not null)
                await throttle.ClearAsync($"passkey:{id}", address, cancellationToken);
            return entered;
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return null;
        }
    }

    /// <summary>Records in the journal that the response of a passkey was invalid.</summary>
    public Task RefuseAsync(Guid? person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                await journal.AppendAsync(person, null, null, AccountActions.SignInFailed, "passkey", stop);
            },
            cancellationToken
        );

    private async Task SpendAsync(byte[] challenge, CancellationToken cancellationToken)
    {
        var past = Now - (2 * ChallengeLasts);
        await database.Set<SpentChallenge>().Where(spent => spent.At < past).ExecuteDeleteAsync(cancellationToken);
        database.Set<SpentChallenge>().Add(new SpentChallenge(Convert.ToHexStringLower(SHA256.HashData(challenge)), Now));
    }
}

/// <summary>The result of setting up a passkey.</summary>
/// <param name="RecoveryCodes">The new recovery codes, shown only once; empty if none were created.</param>
/// <param name="Step">The next sign-in step; null if the passkey was not registered.</param>
/// <param name="Flaw">The fault in its name; null if none.</param>
public sealed record PasskeySetting(IReadOnlyList<string> RecoveryCodes, SignInStep? Step, TextFault? Flaw);
