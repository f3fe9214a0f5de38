using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// Creates and opens the keys of exchanges, which are stored wrapped by the platform's key ring. Deleting a key makes the exchange's content
/// unreadable permanently, also in backups of the content, which hold no keys.
/// </summary>
public sealed class ExchangeVault(ImiDbContext database, IDataProtectionProvider protection, IKeyManager ring)
{
    private const string Purpose = "Imi.Vault.ExchangeKey";
    private const int KeyLength = 32;

    /// <summary>Creates the key of a new exchange. It is stored when the caller saves.</summary>
    /// <returns>The cipher, which the caller disposes.</returns>
    public ExchangeCipher Create(Guid exchangeId)
    {
        var (stored, cipher) = CreateKey(protection, exchangeId);
        database.Set<ExchangeKey>().Add(stored);
        return cipher;
    }

    /// <summary>Creates the key of a new exchange without storing it.</summary>
    /// <returns>The wrapped key, which the caller stores, and the cipher, which the caller disposes.</returns>
    internal static (ExchangeKey Stored, ExchangeCipher Cipher) CreateKey(IDataProtectionProvider protection, Guid exchangeId)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        try
        {
            return (new ExchangeKey(exchangeId, ProtectorOf(protection, exchangeId).Protect(key)), new ExchangeCipher(exchangeId, key));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens the key of an exchange, including one that is not saved yet.</summary>
    /// <returns>The cipher, which the caller disposes.</returns>
    /// <exception cref="CryptographicException">The key was destroyed or changed, or the key of the ring that wraps it is lost.</exception>
    public async Task<ExchangeCipher> OpenAsync(Guid exchangeId, CancellationToken cancellationToken)
    {
        var key =
            await database.Set<ExchangeKey>().FindAsync([exchangeId], cancellationToken)
            ?? throw new CryptographicException($"The key of exchange {exchangeId} was destroyed: its content can no longer be read.");
        return Open(exchangeId, key.Wrapped);
    }

    /// <summary>Opens the key of an exchange, unless it is lost.</summary>
    /// <returns>The cipher, which the caller disposes; null if the key, or the key of the ring that wraps it, is lost.</returns>
    /// <exception cref="CryptographicException">The key was changed.</exception>
    public async Task<ExchangeCipher?> TryOpenAsync(Guid exchangeId, CancellationToken cancellationToken) =>
        await database.Set<ExchangeKey>().FindAsync([exchangeId], cancellationToken) is { } key ? TryOpen(exchangeId, key.Wrapped) : null;

    /// <summary>Opens a wrapped key that a query loaded; null if the key of the ring that wraps it is lost.</summary>
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

    /// <summary>Opens the keys of several exchanges with one query. Omits exchanges whose key is destroyed or lost.</summary>
    /// <returns>The ciphers by exchange id; the caller disposes each of them.</returns>
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

    /// <summary>Opens a wrapped key that a query loaded.</summary>
    /// <returns>The cipher, which the caller disposes.</returns>
    /// <exception cref="CryptographicException">The key belongs to another exchange, was changed, or the key of the ring that wraps it is lost.</exception>
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

    /// <summary>Creates the protector of one exchange: a wrapped key that is copied to another exchange's row cannot be opened.</summary>
    internal static IDataProtector ProtectorOf(IDataProtectionProvider protection, Guid exchangeId) =>
        protection.CreateProtector(Purpose, exchangeId.ToString("N"));
}
