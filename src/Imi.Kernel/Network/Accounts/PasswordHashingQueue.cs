using System.Threading.RateLimiting;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Hashes passwords, on half of the processor's cores at most. A hash is slow on purpose, so many at the same moment would leave no
/// processor time for anybody else. A short queue waits; what does not fit into it is refused at once.
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

    /// <summary>How many wait for their turn.</summary>
    internal long Waiting => _limiter.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Hashes a password.</summary>
    /// <returns>The hash; null where the queue is full.</returns>
    internal async Task<string?> HashAsync(string password, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? _hasher.HashPassword(null!, password) : null;
    }

    /// <summary>Compares a password with a hash. <see cref="PasswordCheckService"/> alone may call it, because it counts the tries.</summary>
    /// <returns>What came of it; null where the queue is full.</returns>
    internal async Task<PasswordVerificationResult?> VerifyAsync(string hash, string password, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? _hasher.VerifyHashedPassword(null!, hash, password) : null;
    }

    public void Dispose() => _limiter.Dispose();
}
