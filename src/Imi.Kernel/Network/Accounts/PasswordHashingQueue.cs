using System.Threading.RateLimiting;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Hashes passwords on at most half of the processor's cores. Hashes are deliberately slow, so many at once would starve all other work. A short
/// queue waits for its turn; further requests are refused at once.
/// </summary>
public sealed class PasswordHashingQueue : IDisposable
{
    private const int WaitingForEachCore = 16;
    private readonly IPasswordHasher<Credential> _hasher;
    private readonly ConcurrencyLimiter _limiter;

    internal PasswordHashingQueue(IPasswordHasher<Credential> hasher)
    {
        var cores = Math.Max(1, Environment.ProcessorCount / 2);
        _hasher = hasher;
        _limiter = new ConcurrencyLimiter(
            new ConcurrencyLimiterOptions
            {
                PermitLimit = cores,
                QueueLimit = WaitingForEachCore * cores,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
    }

    /// <summary>The number of waiting requests.</summary>
    internal long Waiting => _limiter.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Hashes a password.</summary>
    /// <returns>The hash; null if the queue is full.</returns>
    internal async Task<string?> HashAsync(string password, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? _hasher.HashPassword(null!, password) : null;
    }

    /// <summary>Compares a password with a hash. Only to be called by <see cref="PasswordCheckService"/>, which counts the attempts.</summary>
    /// <returns>The result; null if the queue is full.</returns>
    internal async Task<PasswordVerificationResult?> VerifyAsync(string hash, string password, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? _hasher.VerifyHashedPassword(null!, hash, password) : null;
    }

    public void Dispose() => _limiter.Dispose();
}
