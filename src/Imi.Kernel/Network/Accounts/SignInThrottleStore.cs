using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Throttles guessing without locking out the owner of an account: a browser in which the account was used before has its own counter, all others
/// share one per account, and each network address has one (OWASP, device cookies). Each attempt is counted before it is made, with optimistic
/// concurrency, so that simultaneous attempts do not bypass the limit.
/// </summary>
public sealed class SignInThrottleStore(ImiDbContext database, DatabaseFaults faults, TimeProvider time)
{
    private const int FreeForAccount = 5;
    private const int FreeForAddress = 50; // An entire office may share one address.
    private const int FreeForNetwork = 500; // A ministry may share an IPv6 /48 network.
    private const int MostDoublings = 6;
    private const int HashLength = 16;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    private DateTime Now => UtcConverter.ToStore(time.GetUtcNow().UtcDateTime);

    /// <summary>
    /// Counts an attempt as failed until <see cref="ClearAsync"/> or <see cref="UncountAsync(string, string, CancellationToken)"/> corrects it.
    /// </summary>
    /// <param name="what">The subject of the attempt: an account, or a browser known to it.</param>
    /// <param name="address">The network address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How long to wait before the next attempt; null if this one may be made now.</returns>
    internal async Task<TimeSpan?> CountAsync(string what, string address, CancellationToken cancellationToken)
    {
        foreach (var (key, free) in NetworksOf(address))
        {
            if (await CountAsync(key, free, cancellationToken) is { } wait)
                return wait;
        }

        return await CountAsync(KeyOf(what), FreeForAccount, cancellationToken);
    }

    /// <summary>Clears the counter after a successful attempt, and no longer counts this attempt for the network address.</summary>
    internal async Task ClearAsync(string what, string address, CancellationToken cancellationToken)
    {
        var own = KeyOf(what);
        var networks = NetworksOf(address).Select(network => network.Key).ToList();
        await database.WriteAsync(
            async stop =>
            {
                await database.Set<SignInCounter>().Where(counter => counter.Key == own).ExecuteDeleteAsync(stop);
                await UncountAsync(networks, stop);
            },
            cancellationToken
        );
    }

    /// <summary>No longer counts an attempt that was not made after all.</summary>
    internal Task UncountAsync(string what, string address, CancellationToken cancellationToken) =>
        database.WriteAsync(stop => UncountAsync([KeyOf(what), .. NetworksOf(address).Select(network => network.Key)], stop), cancellationToken);

    /// <summary>Counts one attempt less, within the caller's transaction.</summary>
    private Task UncountAsync(List<string> keys, CancellationToken cancellationToken) =>
        database
            .Set<SignInCounter>()
            .Where(counter => keys.Contains(counter.Key) && counter.Failures > 0)
            .ExecuteUpdateAsync(change => change.SetProperty(counter => counter.Failures, counter => counter.Failures - 1), cancellationToken);

    /// <summary>Deletes counters old enough to restart at zero.</summary>
    internal Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        var before = Now - Forgotten;
        return database.WriteAsync(
            stop => database.Set<SignInCounter>().Where(counter => counter.LastFailedAt < before).ExecuteDeleteAsync(stop),
            cancellationToken
        );
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
                await database.WriteAsync(
                    stop =>
                        database
                            .Set<SignInCounter>()
                            .Where(counter => counter.Key == key && counter.Failures == before)
                            .ExecuteUpdateAsync(
                                change => change.SetProperty(counter => counter.Failures, next).SetProperty(counter => counter.LastFailedAt, now),
                                stop
                            ),
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
            return false; // A concurrent attempt created the counter.
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
