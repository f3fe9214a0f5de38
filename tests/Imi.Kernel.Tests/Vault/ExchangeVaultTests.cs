using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Tests.Persistence;
using Imi.Testing.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Vault;

public sealed class ExchangeVaultTests(SqliteDatabaseFixture fixture) : IClassFixture<SqliteDatabaseFixture>
{
    private readonly EphemeralDataProtectionProvider _keyRing = new();

    [Fact]
    public async Task Encrypted_data_can_be_read_with_the_stored_key()
    {
        await using var database = fixture.CreateContext();
        var (id, sealedBytes) = await SealAsync(database, "Ελλάδα: 1,5 €");
        Assert.True(sealedBytes.AsSpan().IndexOf("1,5"u8) < 0);
        await using var other = fixture.CreateContext();
        using var cipher = await Vault(other).OpenAsync(id, CancellationToken.None);
        Assert.Equal("Ελλάδα: 1,5 €", cipher.DecryptText(sealedBytes, "about"));
    }

    [Fact]
    public async Task A_new_key_can_be_opened_before_it_is_stored()
    {
        await using var database = fixture.CreateContext();
        var vault = Vault(database);
        var id = Given.NewId();
        using var made = vault.Create(id);
        using var opened = await vault.OpenAsync(id, CancellationToken.None);
        Assert.Equal("x", opened.DecryptText(made.EncryptText("x", "about"), "about"));
    }

    [Fact]
    public async Task Many_keys_are_opened_with_one_query_without_destroyed_ones()
    {
        await using var database = fixture.CreateContext();
        var (first, firstBytes) = await SealAsync(database, "one");
        var (second, secondBytes) = await SealAsync(database, "two");
        var ciphers = await Vault(database).OpenManyAsync([first, second, Given.NewId()], CancellationToken.None);
        Assert.Equal(2, ciphers.Count);
        Assert.Equal("one", ciphers[first].DecryptText(firstBytes, "about"));
        Assert.Equal("two", ciphers[second].DecryptText(secondBytes, "about"));
        Assert.Empty(await Vault(database).OpenManyAsync([], CancellationToken.None));
    }

    [Fact]
    public async Task A_destroyed_key_cannot_be_opened()
    {
        await using var database = fixture.CreateContext();
        await Assert.ThrowsAsync<CryptographicException>(() => Vault(database).OpenAsync(Given.NewId(), CancellationToken.None));
    }

    [Fact]
    public async Task A_wrapped_key_opens_only_for_its_exchange_and_key_ring()
    {
        await using var database = fixture.CreateContext();
        var (id, _) = await SealAsync(database, "text");
        var wrapped = (await database.Set<ExchangeKey>().AsNoTracking().SingleAsync(key => key.ExchangeId == id)).Wrapped;
        using (Vault(database).Open(id, wrapped)) { }

        Assert.ThrowsAny<CryptographicException>(() => Vault(database).Open(Given.NewId(), wrapped));
        Assert.ThrowsAny<CryptographicException>(() => new ExchangeVault(database, new EphemeralDataProtectionProvider(), null!).Open(id, wrapped));
    }

    /// <summary>The key manager is null because it is used only if a ring key is lost.</summary>
    private ExchangeVault Vault(ImiDbContext database) => new(database, _keyRing, null!);

    private async Task<(Guid Id, byte[] Cipher)> SealAsync(ImiDbContext database, string text)
    {
        var exchange = await Given.ExchangeAsync(database);
        using var cipher = Vault(database).Create(exchange.Id);
        await database.SaveChangesAsync();
        return (exchange.Id, cipher.EncryptText(text, "about"));
    }
}
