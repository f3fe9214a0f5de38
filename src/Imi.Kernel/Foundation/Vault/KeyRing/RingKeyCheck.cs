using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Vault.KeyRing;

/// <summary>
/// Distinguishes a missing, damaged or replaced key of the ring, which opens none of the keys that it wraps, from a single key of an exchange
/// that was changed. Called only after a key could not be opened; results are cached, because a process reads a key of the ring once.
/// </summary>
internal sealed class RingKeyCheck
{
    private const int Samples = 5;
    private static readonly ConditionalWeakTable<IKeyManager, RingKeyCheck> Checks = [];
    private readonly ConcurrentDictionary<Guid, bool> _isRight = new();
    private readonly IKeyManager _ring;

    private RingKeyCheck(IKeyManager ring) => _ring = ring;

    /// <summary>The check for a key ring; one instance for each ring.</summary>
    public static RingKeyCheck Of(IKeyManager ring) => Checks.GetValue(ring, one => new RingKeyCheck(one));

    /// <summary>Whether a key of the ring exists and opens keys of exchanges that it wraps; true if it wraps none.</summary>
    public bool Opens(byte[] ringKey, ImiDbContext database, IDataProtectionProvider protection)
    {
        var id = new Guid(ringKey);
        return _isRight.TryGetValue(id, out var isRight) ? isRight : _isRight[id] = IsThere(id) && OpensOne(ringKey, database, protection);
    }

    /// <summary>Whether a key of the ring exists, is not revoked and can be loaded.</summary>
    private bool IsThere(Guid id)
    {
        try
        {
            return _ring.GetAllKeys().FirstOrDefault(key => key.KeyId == id && !key.IsRevoked)?.CreateEncryptor() is not null;
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            return false; // The framework throws various exceptions for damaged keys.
        }
    }

    private static bool OpensOne(byte[] ringKey, ImiDbContext database, IDataProtectionProvider protection)
    {
        var wrapped = database
            .Set<ExchangeKey>()
            .AsNoTracking()
            .Where(key => ExchangeKey.RingKeyOf(key.Wrapped) == ringKey)
            .OrderBy(key => key.ExchangeId)
            .Take(Samples)
            .ToList();
        return wrapped.Count == 0 || wrapped.Exists(key => Opens(key, protection));
    }

    private static bool Opens(ExchangeKey key, IDataProtectionProvider protection)
    {
        try
        {
            CryptographicOperations.ZeroMemory(ExchangeVault.ProtectorOf(protection, key.ExchangeId).Unprotect(key.Wrapped));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
