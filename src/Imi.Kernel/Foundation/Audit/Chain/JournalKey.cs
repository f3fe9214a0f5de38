using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>The key that signs the journal's heads: ECDSA on P-256, in the folder of keys, where no administrator of a database reaches.</summary>
internal static class JournalKey
{
    private const string Name = "journal-signing-key.pem";

    /// <summary>Reads it; makes it at its first use.</summary>
    public static ECDsa Open(DatabaseSettings settings)
    {
        var path = Path.Combine(settings.KeysDirectory, Name);
        if (!File.Exists(path))
            Make(path, settings);
        return Read(path);
    }

    /// <summary>Reads a key, private or public.</summary>
    /// <exception cref="ConfigurationProblem">The file holds none.</exception>
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
            throw new ConfigurationProblem($"'{path}' holds no key for the journal's heads: {wrong.Message}", wrong);
        }
    }

    /// <summary>Where two processes make it at once, the first to be done wins.</summary>
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

            // With its public half kept apart, what it signed can still be checked when it is lost.
            File.WriteAllText(Path.Combine(settings.KnownJournalKeysDirectory, $"{JournalKeys.FingerprintOf(key)}.pem"), key.ExportSubjectPublicKeyInfoPem());
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
