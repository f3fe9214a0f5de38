using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Imi.Kernel.Tests.People;

/// <summary>However many people sign in at once, half of the cores remain free for other requests.</summary>
public sealed class PasswordHashingQueueTests
{
    [Fact]
    public async Task Password_hashing_uses_half_of_the_cores_and_refuses_a_long_queue()
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
