using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>A file with an AES-256 key that protects the key ring: one line with <c>imi-key-1:</c> and 32 bytes in Base64.</summary>
internal sealed class KeyFile
{
    private const string Beginning = "imi-key-1:";
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int IdLength = 16;

    private readonly byte[] _key;

    private KeyFile(byte[] key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "imi-key-file"u8, .. key]))[..IdLength];
    }

    /// <summary>Identifies the key file in the keys that it protects; does not reveal the key.</summary>
    public string Id { get; }

    /// <summary>Whether a file starts like a key file; false if it cannot be read.</summary>
    public static bool IsOne(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var begin = new char[Beginning.Length];
            return reader.ReadBlock(begin) == begin.Length && begin.AsSpan().SequenceEqual(Beginning);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="ConfigurationProblem">The file cannot be read or is not a key file.</exception>
    public static KeyFile Read(string path, string setting)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            var key = text.StartsWith(Beginning, StringComparison.Ordinal) ? Convert.FromBase64String(text[Beginning.Length..]) : [];
            return key.Length == KeyLength
                ? new KeyFile(key)
                : throw new ConfigurationProblem($"{setting}: '{path}' is not a key file; 'imi keys new-file' creates one.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ConfigurationProblem($"{setting}: the key file '{path}' cannot be read: {wrong.Message}", wrong);
        }
    }

    /// <summary>Creates a key file, on Unix readable only by its owner.</summary>
    /// <exception cref="ConfigurationProblem">The file exists already or cannot be created.</exception>
    public static KeyFile Make(string path)
    {
        try
        {
            var key = RandomNumberGenerator.GetBytes(KeyLength);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new StreamWriter(path, options))
                file.WriteLine(Beginning + Convert.ToBase64String(key));
            return new KeyFile(key);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationProblem($"The key file '{path}' cannot be created: {wrong.Message}", wrong);
        }
    }

    /// <summary>Encrypts to nonce, tag and ciphertext.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var result = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(result.AsSpan(0, NonceLength), plain, result.AsSpan(NonceLength + TagLength), result.AsSpan(NonceLength, TagLength));
        return result;
    }

    /// <summary>Decrypts what <see cref="Seal"/> returned.</summary>
    /// <exception cref="CryptographicException">The ciphertext was changed or was made with another key file.</exception>
    public byte[] Open(byte[] cipher)
    {
        if (cipher.Length < NonceLength + TagLength)
            throw new CryptographicException("The data are not a ciphertext of a key file.");
        var plain = new byte[cipher.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(cipher.AsSpan(0, NonceLength), cipher.AsSpan(NonceLength + TagLength), cipher.AsSpan(NonceLength, TagLength), plain);
        return plain;
    }
}
