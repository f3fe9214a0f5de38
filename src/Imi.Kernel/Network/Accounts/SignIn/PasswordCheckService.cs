using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.Identity;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// Checks passwords. Every attempt is counted before it is made, by account or browser and by network, and every failure is recorded in the journal.
/// An architecture test ensures that no other class checks passwords.
/// </summary>
public sealed class PasswordCheckService(ImiDbContext database, SignInThrottleStore throttle, PasswordHashingQueue hashing, Journal journal)
{
    /// <summary>How long to wait when too many passwords are being checked.</summary>
    internal static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    private static string? _nobodysHash;

    /// <summary>Checks a password.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="instead">An alternative to the password that is also counted, such as a code of the app; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<PasswordVerdict> TestAsync(PasswordAttempt attempt, Func<CancellationToken, Task<bool>>? instead, CancellationToken cancellationToken)
    {
        if (await throttle.CountAsync(attempt.Counted, attempt.Address, cancellationToken) is { } wait)
            return new PasswordVerdict(false) { Wait = wait };
        var verdict =
            instead is not null && await instead(cancellationToken) ? PasswordVerificationResult.Success : await CompareAsync(attempt, cancellationToken);
        if (verdict is null)
        {
            await throttle.UncountAsync(attempt.Counted, attempt.Address, cancellationToken);
            return new PasswordVerdict(false) { Wait = BusyWait, IsBusy = true };
        }

        if (verdict == PasswordVerificationResult.Failed)
        {
            await NoteFailureAsync(attempt, cancellationToken);
            return new PasswordVerdict(false);
        }

        await throttle.ClearAsync(attempt.Counted, attempt.Address, cancellationToken);
        return new PasswordVerdict(true)
        {
            NewHash = verdict == PasswordVerificationResult.SuccessRehashNeeded ? await hashing.HashAsync(attempt.Password, cancellationToken) : null,
        };
    }

    /// <summary>Always compares with a hash, even if there is none, so that unknown names take as long as known ones.</summary>
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
                await journal.AppendAsync(attempt.Person, null, null, AccountActions.SignInFailed, attempt.Where, stop);
            },
            cancellationToken
        );
}

/// <summary>An attempt to use a password.</summary>
/// <param name="Counted">The subject that the throttle counts: an account, or a browser known to it.</param>
/// <param name="Address">The network address.</param>
/// <param name="Person">The person whose password is tried; null for an unknown name.</param>
/// <param name="Hash">The hash of the password; null if there is none, so that no password is right.</param>
/// <param name="Password">The password entered.</param>
/// <param name="Where">The journal's name for the place of the attempt.</param>
internal sealed record PasswordAttempt(string Counted, string Address, Guid? Person, string? Hash, string Password, string Where);

/// <summary>The result of checking a password.</summary>
/// <param name="IsRight">Whether the password was right.</param>
internal sealed record PasswordVerdict(bool IsRight)
{
    /// <summary>How long to wait before the next attempt; null if the password was checked.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether the wait is due to high load, not to too many attempts.</summary>
    public bool IsBusy { get; init; }

    /// <summary>The hash of the password in the current format; null if the stored hash is up to date.</summary>
    public string? NewHash { get; init; }
}
