using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>The ECDSA P-256 key that signs the journal's heads. It is kept in the keys folder, out of reach of a database administrator.</summary>
internal static class JournalKey
{
    private const string Name = "journal-signing-key.pem";

    /// <summary>Reads the key; creates it on first use.</summary>
    public static ECDsa Open(DatabaseSettings settings)
    {
        var path = Path.Combine(settings.KeysDirectory, Name);
        if (!File.Exists(path))
            Make(path, settings);
        return Read(path);
    }

    /// <summary>Reads a private or public key from a PEM file.</summary>
    /// <exception cref="ConfigurationProblem">The file cannot be read or holds no key.</exception>
    public static ECDsa Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ConfigurationProblem($"'{path}' cannot be read as a key for the journal's heads: {wrong.Message}", wrong);
        }
    }

    /// <summary>Creates the key file atomically: if two processes create it at once, the first one wins.</summary>
    private static void Make(string path, DatabaseSettings settings)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(made, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(made, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(made, path);
            Directory.CreateDirectory(settings.KnownJournalKeysDirectory);

            // With a separate copy of the public key, its signatures can still be verified if the private key is lost.
            File.WriteAllText(Path.Combine(settings.KnownJournalKeysDirectory, $"{JournalKeys.FingerprintOf(key)}.pem"), key.ExportSubjectPublicKeyInfoPem());
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
