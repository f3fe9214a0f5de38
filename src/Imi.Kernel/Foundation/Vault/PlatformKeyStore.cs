using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.DataProtection;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// Keeps the secret keys that all nodes share and that belong to no exchange, such as the key of search terms. They are stored beside the keys of
/// exchanges: wrapped by the platform's key ring, and in backups apart from content.
/// </summary>
public sealed class PlatformKeyStore(ImiDbContext database, IDataProtectionProvider protection)
{
    /// <summary>The id of the key of search terms.</summary>
    public static Guid SearchTerms { get; } = new("5ea7c4e0-0000-7000-8000-000000000001");

    /// <summary>The ids of all these keys.</summary>
    public static IReadOnlyList<Guid> All { get; } = [SearchTerms];

    private const int KeyLength = 32;

    /// <summary>Reads a key.</summary>
    /// <returns>The key; null if it does not exist yet, or if the key of the ring that wraps it is lost.</returns>
    internal async Task<byte[]?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<ExchangeKey>().FindAsync([id], cancellationToken) is { } stored ? Open(id, stored) : null;

    /// <summary>Reads a key; creates it if it does not exist, or if it is lost. The caller saves.</summary>
    internal async Task<byte[]> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var stored = await database.Set<ExchangeKey>().FindAsync([id], cancellationToken);
        if (stored is not null && Open(id, stored) is { } known)
            return known;
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var wrapped = ExchangeVault.ProtectorOf(protection, id).Protect(key);
        if (stored is null)
            database.Set<ExchangeKey>().Add(new ExchangeKey(id, wrapped));
        else
            stored.Wrapped = wrapped;
        return key;
    }

    private byte[]? Open(Guid id, ExchangeKey stored)
    {
        try
        {
            return ExchangeVault.ProtectorOf(protection, id).Unprotect(stored.Wrapped);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
