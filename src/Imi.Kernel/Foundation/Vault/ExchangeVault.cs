using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// Makes and opens the keys of exchanges. A key stands wrapped by the platform's key ring; destroying its row destroys the
/// exchange's content for good, in backups of the database too.
/// </summary>
public sealed class ExchangeVault(ImiDbContext database, IDataProtectionProvider protection, IKeyManager ring)
{
    private const string Purpose = "Imi.Vault.ExchangeKey";
    private const int KeyLength = 32;

    /// <summary>Makes the key of a new exchange. It is stored when the caller saves.</summary>
    /// <returns>The cipher; the caller disposes it.</returns>
    public ExchangeCipher Create(Guid exchangeId)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        try
        {
            database.Set<ExchangeKey>().Add(new ExchangeKey(exchangeId, ProtectorOf(protection, exchangeId).Protect(key)));
            return new ExchangeCipher(exchangeId, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens the key of an exchange, one just made included.</summary>
    /// <returns>The cipher; the caller disposes it.</returns>
    /// <exception cref="CryptographicException">The key is destroyed, or the key ring is not the one that wrapped it.</exception>
    public async Task<ExchangeCipher> OpenAsync(Guid exchangeId, CancellationToken cancellationToken)
    {
        var key =
            await database.Set<ExchangeKey>().FindAsync([exchangeId], cancellationToken)
            ?? throw new CryptographicException($"The key of exchange {exchangeId} is destroyed: its content cannot be read any more.");
        return Open(exchangeId, key.Wrapped);
    }

    /// <summary>Opens the key of an exchange, if it can be opened at all.</summary>
    /// <returns>The cipher, which the caller disposes; null where the key, or the ring's key that wraps it, is lost.</returns>
    /// <exception cref="CryptographicException">The key was changed.</exception>
    public async Task<ExchangeCipher?> TryOpenAsync(Guid exchangeId, CancellationToken cancellationToken) =>
        await database.Set<ExchangeKey>().FindAsync([exchangeId], cancellationToken) is { } key ? TryOpen(exchangeId, key.Wrapped) : null;

    /// <summary>Opens a wrapped key that a query brought along, if it can be opened at all; else null.</summary>
    /// <exception cref="CryptographicException">The key was changed.</exception>
    public ExchangeCipher? TryOpen(Guid exchangeId, byte[] wrapped)
    {
        try
        {
            return Open(exchangeId, wrapped);
        }
        catch (CryptographicException) when (IsLost(wrapped))
        {
            return null;
        }
    }

    /// <summary>Opens the keys of several exchanges with one query. Those whose key is destroyed or lost are missing.</summary>
    /// <returns>The ciphers by exchange; the caller disposes each.</returns>
    /// <exception cref="CryptographicException">A key was changed.</exception>
    public async Task<IReadOnlyDictionary<Guid, ExchangeCipher>> OpenManyAsync(IReadOnlyCollection<Guid> exchangeIds, CancellationToken cancellationToken)
    {
        if (exchangeIds.Count == 0)
            return new Dictionary<Guid, ExchangeCipher>();
        var keys = await KeysOf(database, exchangeIds).ToListAsync(cancellationToken);
        var ciphers = new Dictionary<Guid, ExchangeCipher>();
        foreach (var key in keys)
        {
            if (TryOpen(key.ExchangeId, key.Wrapped) is { } cipher)
                ciphers.Add(key.ExchangeId, cipher);
        }

        return ciphers;
    }

    /// <summary>Opens a wrapped key that a query brought along.</summary>
    /// <returns>The cipher; the caller disposes it.</returns>
    /// <exception cref="CryptographicException">It is another exchange's key, was changed, or the key ring is not the one that wrapped it.</exception>
    public ExchangeCipher Open(Guid exchangeId, byte[] wrapped)
    {
        var key = ProtectorOf(protection, exchangeId).Unprotect(wrapped);
        try
        {
            return new ExchangeCipher(exchangeId, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private bool IsLost(byte[] wrapped) => !RingKeyCheck.Of(ring).Opens(ExchangeKey.RingKeyOf(wrapped), database, protection);

    internal static IQueryable<ExchangeKey> KeysOf(ImiDbContext database, IReadOnlyCollection<Guid> exchangeIds) =>
        database.Set<ExchangeKey>().AsNoTracking().Where(key => exchangeIds.Contains(key.ExchangeId));

    /// <summary>A protector of the exchange's own: a wrapped key copied to another exchange's row does not open.</summary>
    internal static IDataProtector ProtectorOf(IDataProtectionProvider protection, Guid exchangeId) =>
        protection.CreateProtector(Purpose, exchangeId.ToString("N"));
}
