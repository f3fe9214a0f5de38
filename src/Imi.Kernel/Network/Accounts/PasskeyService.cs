using System.Security.Cryptography;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Where people set up passkeys, and sign in by them. What a device answers is verified by whoever calls; here it is kept whose it
/// is, that no challenge is answered twice, and that nobody is left without a second factor.
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
    /// <summary>How long a challenge may be answered.</summary>
    public static readonly TimeSpan ChallengeLasts = TimeSpan.FromMinutes(5);

    /// <summary>The most passkeys of one person.</summary>
    public const int Most = 10;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A person's passkeys, the oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> ListAsync(Guid person, CancellationToken cancellationToken) =>
        await database
            .Set<Passkey>()
            .Where(passkey => passkey.UserId == person)
            .OrderBy(passkey => passkey.CreatedAt)
            .AsNoTracking()
            .ToListAsync(cancellationToken);

    /// <summary>Who sets up a passkey and has none of the factors yet, or some: by the stamp of what was begun.</summary>
    /// <returns>The person; null where what was begun is out of date.</returns>
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

    /// <summary>The passkey of an id, of somebody who is a user; null where there is none.</summary>
    public Task<Passkey?> FindAsync(string id, CancellationToken cancellationToken) => CalledQuery(database, id).FirstOrDefaultAsync(cancellationToken);

    internal static IQueryable<Passkey> CalledQuery(ImiDbContext database, string id) =>
        database.Set<Passkey>().AsNoTracking().Where(passkey => passkey.Id == id && database.Set<ImiUser>().Any(user => user.Id == passkey.UserId));

    /// <summary>Keeps a passkey. Where it is the first second factor, or takes the place of one that was lost, recovery codes are made with it.</summary>
    /// <param name="step">How far the person has come.</param>
    /// <param name="made">What the device made, verified.</param>
    /// <param name="name">What the person calls it.</param>
    /// <param name="challenge">The challenge that it answered.</param>
    /// <param name="session">The session that goes on; null where none has begun.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What became of it; null where what was begun is out of date, the challenge was answered before, or the passkey is somebody's already.</returns>
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
                    var (isAnew, hadSecondFactor) = (session is null, credential.HasSecondFactor);
                    if (isAnew)
                    {
                        // What there was got lost: whoever finds it must not come in.
                        await database.Set<Passkey>().Where(passkey => passkey.UserId == step.UserId).ExecuteDeleteAsync(stop);
                        credential.LoseAuthenticator();
                    }

                    database.Set<Passkey>().Add(new Passkey(step.UserId, made, called, Now));
                    if (step.First == SignInStep.ByPassword && isAnew && !hadSecondFactor)
                        credential.ProvePassword(Now); // Both are set up together.
                    var codes = isAnew || !credential.HasSecondFactor ? await authenticators.RenewRecoveryAsync(step.UserId, stop) : [];
                    credential.HoldPasskeys(true, AccountMailStore.NewStamp());
                    await changes.NoteAsync(step.UserId, session, AccountMailKind.SecondFactorChanged, "second-factor-set", "passkey", stop);
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

    /// <summary>Takes a passkey away; the last one only where an authenticator app is set up.</summary>
    /// <returns>Whether it is gone; false where it is the last one.</returns>
    public Task<bool> RemoveAsync(Session session, string id, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                var credential = await database.Set<Credential>().FirstOrDefaultAsync(one => one.UserId == session.UserId, stop);
                var held = await database.Set<Passkey>().Where(passkey => passkey.UserId == session.UserId).ToListAsync(stop);
                if (credential is null || held.Find(passkey => passkey.Id == id) is not { } removed)
                    return (true, false); // Sent twice.
                if (held.Count == 1 && credential.AuthenticatorKey is null)
                    return (false, false);
                database.Set<Passkey>().Remove(removed);
                credential.HoldPasskeys(held.Count > 1, AccountMailStore.NewStamp());
                await changes.NoteAsync(session.UserId, session.Id, AccountMailKind.SecondFactorChanged, "passkey-removed", "", stop);
                return (true, true);
            },
            cancellationToken
        );

    /// <summary>How long to wait before a passkey may be shown again; null for not at all. Counts the try.</summary>
    public Task<TimeSpan?> CountAsync(string id, string address, CancellationToken cancellationToken) =>
        throttle.CountAsync($"passkey:{id}", address, cancellationToken);

    /// <summary>Lets in whom a passkey belongs to that answered a challenge, verified by the caller.</summary>
    /// <param name="id">The passkey.</param>
    /// <param name="counter">What it counts now.</param>
    /// <param name="challenge">The challenge.</param>
    /// <param name="address">From where.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Who may come in; null where the passkey is gone, or the challenge was answered before.</returns>
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
                await throttle.TakeBackAsync($"passkey:{id}", address, cancellationToken);
            return entered;
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return null;
        }
    }

    /// <summary>Notes that a passkey did not answer as it should.</summary>
    public Task RefuseAsync(Guid? person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                await journal.AppendAsync(person, null, null, "sign-in-failed", "passkey", stop);
                return true;
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

/// <summary>What became of setting up a passkey.</summary>
/// <param name="RecoveryCodes">The recovery codes, told this once; empty where there were some before.</param>
/// <param name="Step">How far the person has come now; null where it was not done.</param>
/// <param name="Flaw">What is wrong with its name; null for nothing.</param>
public sealed record PasskeySetting(IReadOnlyList<string> RecoveryCodes, SignInStep? Step, TextFault? Flaw);
