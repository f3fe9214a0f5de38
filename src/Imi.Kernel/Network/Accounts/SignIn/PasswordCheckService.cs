using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.Identity;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// The one place where a password is tested. Every try is counted before it is made, by account or browser and by network, and every
/// failure stands in the journal. An architecture test fails when another class tests passwords.
/// </summary>
public sealed class PasswordCheckService(ImiDbContext database, SignInThrottleStore throttle, PasswordHashingQueue hashing, Journal journal)
{
    /// <summary>How long to wait when too many passwords are being tested at the same moment.</summary>
    internal static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    private static string? _nobodysHash;

    /// <summary>Tests a password.</summary>
    /// <param name="attempt">What is tried.</param>
    /// <param name="instead">What is accepted instead of the password, such as a code of the app; null for nothing. It is counted alike.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<PasswordVerdict> TestAsync(PasswordAttempt attempt, Func<CancellationToken, Task<bool>>? instead, CancellationToken cancellationToken)
    {
        if (await throttle.CountAsync(attempt.Counted, attempt.Address, cancellationToken) is { } wait)
            return new PasswordVerdict(false) { Wait = wait };
        var verdict =
            instead is not null && await instead(cancellationToken) ? PasswordVerificationResult.Success : await CompareAsync(attempt, cancellationToken);
        if (verdict is null)
        {
            await throttle.TakeOneBackAsync(attempt.Counted, attempt.Address, cancellationToken);
            return new PasswordVerdict(false) { Wait = BusyWait, IsBusy = true };
        }

        if (verdict == PasswordVerificationResult.Failed)
        {
            await NoteFailureAsync(attempt, cancellationToken);
            return new PasswordVerdict(false);
        }

        await throttle.TakeBackAsync(attempt.Counted, attempt.Address, cancellationToken);
        return new PasswordVerdict(true)
        {
            NewHash = verdict == PasswordVerificationResult.SuccessRehashNeeded ? await hashing.HashAsync(attempt.Password, cancellationToken) : null,
        };
    }

    /// <summary>Compares always, also where there is no hash: a name that nobody has takes as long as one that somebody has.</summary>
    private async Task<PasswordVerificationResult?> CompareAsync(PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        if ((attempt.Hash ?? (_nobodysHash ??= await hashing.HashAsync(AccountMailStore.NewStamp(), cancellationToken))) is not { } hash)
            return null;
        var password = attempt.Password.Length > PasswordRules.Longest ? "" : attempt.Password;
        var verdict = await hashing.VerifyAsync(hash, password, cancellationToken);
        return verdict is null || (attempt.Hash is not null && password.Length > 0) ? verdict : PasswordVerificationResult.Failed;
    }

    private Task NoteFailureAsync(PasswordAttempt attempt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                await journal.AppendAsync(attempt.Person, null, null, "sign-in-failed", attempt.Where, stop);
                return true;
            },
            cancellationToken
        );
}

/// <summary>A password that somebody tries.</summary>
/// <param name="Counted">What the throttle counts: an account, or a browser that knows it.</param>
/// <param name="Address">The network address.</param>
/// <param name="Person">Whose password is tried; null where nobody has the name.</param>
/// <param name="Hash">The password's hash; null where there is none: then no password is right.</param>
/// <param name="Password">What was typed.</param>
/// <param name="Where">Where it was tried, as the journal says it.</param>
internal sealed record PasswordAttempt(string Counted, string Address, Guid? Person, string? Hash, string Password, string Where);

/// <summary>What came of testing a password.</summary>
/// <param name="IsRight">Whether it was right.</param>
internal sealed record PasswordVerdict(bool IsRight)
{
    /// <summary>How long to wait before the next try; null where the password was tested.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether to wait because many people sign in at the same moment, not because this one tried too often.</summary>
    public bool IsBusy { get; init; }

    /// <summary>The password by today's way of hashing; null where the stored hash is up to date.</summary>
    public string? NewHash { get; init; }
}
