using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// Manages the platform's key ring, whose keys wrap the keys of exchanges. The ring creates a new key every ninety days, two days before it is
/// used, so that all running processes know it; this service renews it earlier and replaces old keys.
/// </summary>
public sealed class KeyRingService(ImiDbContext database, IKeyManager ring, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>The number of keys that one transaction rewraps.</summary>
    internal const int BatchSize = 200;

    /// <summary>Every process reloads the ring at least once a day, so after two days all know a new key.</summary>
    private static readonly TimeSpan Propagation = TimeSpan.FromDays(2);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>Reads the state of the ring and which exchanges it can open.</summary>
    public async Task<KeyRingState> ReadAsync(CancellationToken cancellationToken)
    {
        var uses = (await Uses(database).ToListAsync(cancellationToken)).ToDictionary(use => new Guid(use.RingKey), use => use.Count);
        var keys = ring.GetAllKeys()
            .Select(key => new RingKey(key.KeyId, key.CreationDate, key.ActivationDate, key.ExpirationDate, key.IsRevoked, uses.GetValueOrDefault(key.KeyId)))
            .OrderByDescending(key => key.InForceFrom)
            .ToList();
        var check = RingKeyCheck.Of(ring);
        var lost = uses.Where(use => !keys.Exists(key => key.Id == use.Key) || !check.Opens(use.Key.ToByteArray(), database, protection))
            .OrderBy(use => use.Key)
            .ToList();
        return new KeyRingState(keys, [.. lost.Select(use => use.Key)], lost.Sum(use => use.Value), uses.Values.Sum());
    }

    /// <summary>Creates a new key of the ring.</summary>
    /// <param name="atOnce">Whether it is used at once instead of in two days; other running processes must then be restarted to know it.</param>
    public RingKey Renew(bool atOnce)
    {
        var now = time.GetUtcNow();
        var from = atOnce ? now : now + Propagation;
        var key = ring.CreateNewKey(from, from + Lifetime);
        return new RingKey(key.KeyId, key.CreationDate, key.ActivationDate, key.ExpirationDate, IsRevoked: false, Exchanges: 0);
    }

    /// <summary>Rewraps the keys of exchanges with the ring's current key. It can be interrupted at any point and run again.</summary>
    /// <returns>The number of keys rewrapped; keys whose ring key is missing stay unchanged.</returns>
    public async Task<int> RewrapAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var inForce = ExchangeKey.RingKeyOf(ExchangeVault.ProtectorOf(protection, Guid.Empty).Protect([]));
        var known = ring.GetAllKeys().Select(key => key.KeyId).ToHashSet();
        var (after, done) = (Guid.Empty, 0);
        while (true)
        {
            var batch = await WrapAsync(inForce, after, known, cancellationToken);
            if (batch is not { Last: { } last, Wrapped: var wrapped })
                return done;
            (after, done) = (last, done + wrapped);
            progress?.Report(done);
        }
    }

    /// <summary>Counts the keys of exchanges by the key of the ring that wraps them.</summary>
    internal static IQueryable<RingKeyUse> Uses(ImiDbContext database) =>
        database
            .Set<ExchangeKey>()
            .Where(key => !PlatformKeyStore.All.Contains(key.ExchangeId))
            .GroupBy(key => ExchangeKey.RingKeyOf(key.Wrapped))
            .Select(group => new RingKeyUse(group.Key, group.Count()));

    /// <summary>The keys after the given exchange that another key of the ring wraps, by exchange id.</summary>
    internal static IQueryable<ExchangeKey> Others(ImiDbContext database, byte[] ringKey, Guid after) =>
        database
            .Set<ExchangeKey>()
            .Where(key => key.ExchangeId.CompareTo(after) > 0 && ExchangeKey.RingKeyOf(key.Wrapped) != ringKey)
            .OrderBy(key => key.ExchangeId);

    private async Task<(Guid? Last, int Wrapped)?> WrapAsync(byte[] inForce, Guid after, HashSet<Guid> known, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync<(Guid?, int)?>(
                async stop =>
                {
                    var batch = await Others(database, inForce, after).Take(BatchSize).ToListAsync(stop);
                    var wrapped = 0;
                    foreach (var key in batch.Where(key => known.Contains(new Guid(ExchangeKey.RingKeyOf(key.Wrapped)))))
                    {
                        var protector = ExchangeVault.ProtectorOf(protection, key.ExchangeId);
                        key.Wrapped = protector.Protect(
                            ((IPersistedDataProtector)protector).DangerousUnprotect(key.Wrapped, ignoreRevocationErrors: true, out _, out _)
                        );
                        wrapped++;
                    }

                    return batch.Count == 0 ? null : (batch[^1].ExchangeId, wrapped);
                },
                cancellationToken
            );
        }
        catch (DbUpdateConcurrencyException)
        {
            return (after, 0); // One of them was deleted meanwhile: the batch is tried again.
        }
        finally
        {
            database.ChangeTracker.Clear();
        }
    }
}

/// <summary>The number of keys of exchanges that a key of the ring wraps.</summary>
internal sealed record RingKeyUse(byte[] RingKey, int Count);

/// <summary>A key of the ring.</summary>
/// <param name="Id">The id of the key.</param>
/// <param name="MadeAt">When it was created.</param>
/// <param name="InForceFrom">From when on it wraps keys.</param>
/// <param name="Until">Until when it wraps keys; it opens them without a time limit.</param>
/// <param name="IsRevoked">Whether it was revoked and must no longer be used.</param>
/// <param name="Exchanges">The number of exchanges and data subjects' requests whose keys it wraps.</param>
public sealed record RingKey(Guid Id, DateTimeOffset MadeAt, DateTimeOffset InForceFrom, DateTimeOffset Until, bool IsRevoked, int Exchanges);

/// <summary>The state of the key ring.</summary>
/// <param name="Keys">The keys of the ring, newest first.</param>
/// <param name="Missing">The ids of keys that wrap keys of exchanges but are missing or damaged.</param>
/// <param name="Lost">The number of exchanges and data subjects' requests that cannot be opened without them.</param>
/// <param name="Exchanges">The number of exchanges and data subjects' requests that have a key.</param>
public sealed record KeyRingState(IReadOnlyList<RingKey> Keys, IReadOnlyList<Guid> Missing, int Lost, int Exchanges)
{
    /// <summary>One sentence for the operator about the exchanges that cannot be opened; null if all can be.</summary>
    public string? Loss =>
        Lost == 0
            ? null
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Keys of the key ring are missing, damaged or protected by something that the settings do not name ({string.Join(", ", Missing)}): "
                    + $"{Lost} of {Exchanges} exchanges cannot be opened until the keys are restored; all others can."
            );
}
