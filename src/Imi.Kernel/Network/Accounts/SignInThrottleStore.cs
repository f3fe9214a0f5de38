using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Slows down whoever guesses, without locking out whose account it is: a browser in which an account was signed in to before has a
/// counter of its own, all others share one an account, and everybody one a network address (OWASP, device cookies). Each try is counted
/// before it is made, and only against the count that was read: tries at the same moment are no way around.
/// </summary>
public sealed class SignInThrottleStore(ImiDbContext database, DatabaseFaults faults, TimeProvider time)
{
    private const int FreeForAccount = 5;
    private const int FreeForAddress = 50; // A whole office behind one address mistypes.
    private const int FreeForNetwork = 500; // An IPv6 /48 can be a whole ministry.
    private const int MostDoublings = 6;
    private const int HashLength = 16;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    private DateTime Now => UtcConverter.ToStore(time.GetUtcNow().UtcDateTime);

    /// <summary>Counts a try as failed, until it is taken back.</summary>
    /// <param name="what">What is tried: an account, or a browser that knows it.</param>
    /// <param name="address">The network address.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How long to wait before the next try; null where it may be made now.</returns>
    internal async Task<TimeSpan?> CountAsync(string what, string address, CancellationToken cancellationToken)
    {
        foreach (var (key, free) in NetworksOf(address))
        {
            if (await CountAsync(key, free, cancellationToken) is { } wait)
                return wait;
        }

        return await CountAsync(KeyOf(what), FreeForAccount, cancellationToken);
    }

    /// <summary>Takes the counts back: the try succeeded.</summary>
    internal async Task TakeBackAsync(string what, string address, CancellationToken cancellationToken)
    {
        var own = KeyOf(what);
        await database.Set<SignInCounter>().Where(counter => counter.Key == own).ExecuteDeleteAsync(cancellationToken);
        await TakeOneBackAsync([.. NetworksOf(address).Select(network => network.Key)], cancellationToken);
    }

    /// <summary>Takes one try back that was not made after all.</summary>
    internal Task TakeOneBackAsync(string what, string address, CancellationToken cancellationToken) =>
        TakeOneBackAsync([KeyOf(what), .. NetworksOf(address).Select(network => network.Key)], cancellationToken);

    private Task TakeOneBackAsync(List<string> keys, CancellationToken cancellationToken) =>
        database
            .Set<SignInCounter>()
            .Where(counter => keys.Contains(counter.Key) && counter.Failures > 0)
            .ExecuteUpdateAsync(change => change.SetProperty(counter => counter.Failures, counter => counter.Failures - 1), cancellationToken);

    /// <summary>Forgets counts that are so old that they would begin anew.</summary>
    internal Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        var before = Now - Forgotten;
        return database.Set<SignInCounter>().Where(counter => counter.LastFailedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<TimeSpan?> CountAsync(string key, int free, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = Now;
            var known = await database.Set<SignInCounter>().AsNoTracking().FirstOrDefaultAsync(counter => counter.Key == key, cancellationToken);
            if (known is null)
            {
                if (await BeginAsync(key, now, cancellationToken))
                    return null;
                continue;
            }

            var failures = known.LastFailedAt < now - Forgotten ? 0 : known.Failures;
            if (failures >= free && known.LastFailedAt + First * (1 << Math.Min(failures - free, MostDoublings)) is var until && until > now)
                return until - now;
            var (before, next) = (known.Failures, failures + 1);
            if (
                await database
                    .Set<SignInCounter>()
                    .Where(counter => counter.Key == key && counter.Failures == before)
                    .ExecuteUpdateAsync(
                        change => change.SetProperty(counter => counter.Failures, next).SetProperty(counter => counter.LastFailedAt, now),
                        cancellationToken
                    ) == 1
            )
            {
                return null;
            }
        }
    }

    private async Task<bool> BeginAsync(string key, DateTime now, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                _ =>
                {
                    database.Set<SignInCounter>().Add(new SignInCounter(key, now));
                    return Task.FromResult(true);
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return false; // Somebody else began it at the same moment.
        }
    }

    private static IEnumerable<(string Key, int Free)> NetworksOf(string address)
    {
        yield return (KeyOf($"address:{NetworkAddress.SiteOf(address)}"), FreeForAddress);
        if (NetworkAddress.ProviderOf(address) is { } network)
            yield return (KeyOf($"address:{network}"), FreeForNetwork);
    }

    private static string KeyOf(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, HashLength));
}

/// <summary>From where somebody tries to sign in.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Devices">The accounts that were signed in to in this browser before, with what tells the browser.</param>
public sealed record SignInAttempt(string Address, IReadOnlyDictionary<Guid, string> Devices)
{
    /// <summary>What is counted for an account, or for a name that is none.</summary>
    internal string CountedFor(Guid? person, string name) =>
        person is not { } known ? $"name:{name}"
        : Devices.TryGetValue(known, out var device) ? $"device:{known}:{device}"
        : $"account:{known}";
}
