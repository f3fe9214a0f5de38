using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// Encrypts and decrypts with the key of one exchange: AES-256-GCM with a random nonce. Each ciphertext is bound to its exchange and purpose,
/// so that it cannot be decrypted in place of another. Disposing it destroys the key in memory.
/// </summary>
/// <remarks>Not thread-safe: each request opens its own instance.</remarks>
public sealed class ExchangeCipher : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = 1 + NonceLength + TagLength;

    private readonly Guid _exchangeId;
    private readonly AesGcm _aes;

    internal ExchangeCipher(Guid exchangeId, ReadOnlySpan<byte> key)
    {
        _exchangeId = exchangeId;
        _aes = new AesGcm(key, TagLength);
    }

    /// <summary>Encrypts bytes.</summary>
    /// <param name="plain">The plaintext.</param>
    /// <param name="purpose">What the bytes are and where they are stored, such as <c>file/ID/0</c>; decryption needs the same purpose.</param>
    /// <returns>Version, nonce, tag and ciphertext.</returns>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string purpose)
    {
        var sealedBytes = new byte[Overhead + plain.Length];
        sealedBytes[0] = Version;
        var (nonce, tag, cipher) = Parts(sealedBytes);
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(nonce, plain, cipher, tag, Binding(purpose));
        return sealedBytes;
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> returned.</summary>
    /// <exception cref="CryptographicException">The ciphertext was changed, belongs to another exchange or purpose, or has another format.</exception>
    public byte[] Decrypt(byte[] cipher, string purpose)
    {
        if (cipher.Length < Overhead || cipher[0] != Version)
            throw new CryptographicException("The data are not a ciphertext of the vault.");
        var (nonce, tag, text) = Parts(cipher);
        var plain = new byte[text.Length];
        _aes.Decrypt(nonce, text, tag, plain, Binding(purpose));
        return plain;
    }

    /// <summary>Encrypts a text.</summary>
    public byte[] EncryptText(string text, string purpose) => Encrypt(Encoding.UTF8.GetBytes(text), purpose);

    /// <summary>Decrypts what <see cref="EncryptText"/> returned.</summary>
    /// <exception cref="CryptographicException">The ciphertext was changed, belongs to another exchange or purpose, or has another format.</exception>
    public string DecryptText(byte[] cipher, string purpose) => Encoding.UTF8.GetString(Decrypt(cipher, purpose));

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    private static Sections Parts(byte[] sealedBytes) =>
        new(sealedBytes.AsSpan(1, NonceLength), sealedBytes.AsSpan(1 + NonceLength, TagLength), sealedBytes.AsSpan(Overhead));

    private byte[] Binding(string purpose)
    {
        var binding = new byte[1 + 16 + Encoding.UTF8.GetByteCount(purpose)];
        binding[0] = Version;
        _exchangeId.TryWriteBytes(binding.AsSpan(1), bigEndian: true, out _);
        Encoding.UTF8.GetBytes(purpose, binding.AsSpan(17));
        return binding;
    }

    private readonly ref struct Sections(Span<byte> nonce, Span<byte> tag, Span<byte> cipher)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _cipher = cipher;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> cipher)
        {
            nonce = _nonce;
            tag = _tag;
            cipher = _cipher;
        }
    }
}
