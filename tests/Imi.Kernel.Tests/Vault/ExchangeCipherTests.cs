using System.Security.Cryptography;
using CsCheck;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Tests.Persistence;
using Xunit;

namespace Imi.Kernel.Tests.Vault;

public sealed class ExchangeCipherTests
{
    private readonly Guid _exchange = Given.NewId();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void Decryption_returns_the_plain_text()
    {
        using var cipher = new ExchangeCipher(_exchange, _key);
        Gen.Select(Gen.Byte.Array[0, 3_000], Gen.String)
            .Sample((plain, purpose) => cipher.Decrypt(cipher.Encrypt(plain, purpose), purpose).SequenceEqual(plain), threads: 1);
        Assert.Equal("", cipher.DecryptText(cipher.EncryptText("", "about"), "about"));
    }

    [Fact]
    public void A_changed_byte_is_detected()
    {
        using var cipher = new ExchangeCipher(_exchange, _key);
        var sealedBytes = cipher.EncryptText("closed shop", "about");
        for (var place = 0; place < sealedBytes.Length; place++)
        {
            var changed = sealedBytes.ToArray();
            changed[place] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(changed, "about"));
            Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(sealedBytes[..place], "about"));
        }
    }

    [Fact]
    public void A_cipher_text_cannot_be_moved_to_another_place()
    {
        using var cipher = new ExchangeCipher(_exchange, _key);
        using var sameKeyElsewhere = new ExchangeCipher(Given.NewId(), _key);
        var sealedBytes = cipher.EncryptText("text", "content/1");
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(sealedBytes, "content/2"));
        Assert.ThrowsAny<CryptographicException>(() => sameKeyElsewhere.Decrypt(sealedBytes, "content/1"));
    }

    [Fact]
    public void Equal_texts_have_different_cipher_texts()
    {
        using var cipher = new ExchangeCipher(_exchange, _key);
        Assert.NotEqual(cipher.EncryptText("text", "about"), cipher.EncryptText("text", "about"));
    }

    [Fact]
    public void A_disposed_cipher_cannot_decrypt()
    {
        var cipher = new ExchangeCipher(_exchange, _key);
        var sealedBytes = cipher.EncryptText("text", "about");
        cipher.Dispose();
        Assert.Throws<ObjectDisposedException>(() => cipher.Decrypt(sealedBytes, "about"));
    }
}
