using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// The platform's key ring: its keys wrap the keys of exchanges. It renews itself every ninety days, and a new key is in force two
/// days after it was made, when every running process has read it; this is for whoever cannot wait, or wants an old key gone.
/// </summary>
public sealed class KeyRingService(ImiDbContext database, IKeyManager ring, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How many keys of exchanges a transaction takes.</summary>
    internal const int BatchSize = 200;

    /// <summary>Every process reads the ring at least once a day: after two days all know a new key.</summary>
    private static readonly TimeSpan Propagation = TimeSpan.FromDays(2);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>How the ring stands, and what can be opened with it.</summary>
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

    /// <summary>Makes a new key of the ring.</summary>
    /// <param name="atOnce">Whether it is in force at once: processes that run already do not know it until they are started again.</param>
    public RingKey Renew(bool atOnce)
    {
        var now = time.GetUtcNow();
        var from = atOnce ? now : now + Propagation;
        var key = ring.CreateNewKey(from, from + Lifetime);
        return new RingKey(key.KeyId, key.CreationDate, key.ActivationDate, key.ExpirationDate, IsRevoked: false, Exchanges: 0);
    }

    /// <summary>Wraps the keys of exchanges with the ring's key that is in force. It may be cut off at any point and run again.</summary>
    /// <returns>How many it wrapped anew. Those whose ring key is lost stay as they are.</returns>
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

    /// <summary>How many keys of exchanges each key of the ring wraps.</summary>
    internal static IQueryable<RingKeyUse> Uses(ImiDbContext database) =>
        database.Set<ExchangeKey>().GroupBy(key => ExchangeKey.RingKeyOf(key.Wrapped)).Select(group => new RingKeyUse(group.Key, group.Count()));

    /// <summary>The keys of exchanges that another key of the ring wraps, in their order.</summary>
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
            return (after, 0); // One of them was deleted meanwhile: the rest is looked at again.
        }
        finally
        {
            database.ChangeTracker.Clear();
        }
    }
}

/// <summary>How many keys of exchanges a key of the ring wraps.</summary>
internal sealed record RingKeyUse(byte[] RingKey, int Count);

/// <summary>A key of the ring.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="InForceFrom">From when on it wraps.</param>
/// <param name="Until">Until when it wraps; it opens for ever.</param>
/// <param name="IsRevoked">Whether it may not be used any more.</param>
/// <param name="Exchanges">How many exchanges it opens.</param>
public sealed record RingKey(Guid Id, DateTimeOffset MadeAt, DateTimeOffset InForceFrom, DateTimeOffset Until, bool IsRevoked, int Exchanges);

/// <summary>How the key ring stands.</summary>
/// <param name="Keys">Its keys, the newest first.</param>
/// <param name="Missing">Keys that wrap exchanges' keys and are not there, or are damaged.</param>
/// <param name="Lost">How many exchanges cannot be opened without them.</param>
/// <param name="Exchanges">How many exchanges have a key at all.</param>
public sealed record KeyRingState(IReadOnlyList<RingKey> Keys, IReadOnlyList<Guid> Missing, int Lost, int Exchanges)
{
    /// <summary>What is lost, in one sentence for whoever operates the platform; null where everything can be opened.</summary>
    public string? Loss =>
        Lost == 0
            ? null
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The key ring lacks {string.Join(", ", Missing)}, or what is there is damaged or protected by what the settings do not name: {Lost} of {Exchanges} exchanges cannot be opened until it is put back; all others can."
            );
}
