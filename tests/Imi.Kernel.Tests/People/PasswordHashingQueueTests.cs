using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Imi.Kernel.Tests.People;

/// <summary>However many people sign in at the same moment, half of the cores are left for everybody else.</summary>
public sealed class PasswordHashingQueueTests
{
    [Fact]
    public async Task At_most_half_of_the_cores_hash_a_short_queue_waits_and_the_rest_is_refused_at_once()
    {
        var hasher = new HeldHasher();
        using var queue = new PasswordHashingQueue(hasher);
        var cores = Math.Max(1, Environment.ProcessorCount / 2);
        var served = Enumerable.Range(0, cores * 17).Select(_ => Task.Run(() => queue.HashAsync("x", CancellationToken.None))).ToList();
        while (queue.Waiting < cores * 16)
            await Task.Yield();

        Assert.Null(await queue.HashAsync("one too many", CancellationToken.None));
        hasher.Go.Set();
        Assert.All(await Task.WhenAll(served), Assert.NotNull);
        Assert.InRange(hasher.Most, 1, cores);
        Assert.NotNull(await queue.HashAsync("afterwards", CancellationToken.None));
    }

    private sealed class HeldHasher : IPasswordHasher<Credential>
    {
        private int _now;

        public ManualResetEventSlim Go { get; } = new();

        public int Most { get; private set; }

        public string HashPassword(Credential user, string password)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _now));
            Go.Wait();
            Interlocked.Decrement(ref _now);
            return password;
        }

        public PasswordVerificationResult VerifyHashedPassword(Credential user, string hashedPassword, string providedPassword) =>
            PasswordVerificationResult.Failed;
    }
}
