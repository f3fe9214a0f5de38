using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Vault.KeyRing;

/// <summary>The certificates and key files that protect the key ring, loaded from the settings.</summary>
public sealed class KeyProtection
{
    private readonly Dictionary<string, KeyFile> _files = new(StringComparer.Ordinal);

    /// <summary>Loads them.</summary>
    /// <exception cref="ConfigurationProblem">A file cannot be read, or is neither a certificate with a private RSA key nor a key file.</exception>
    public KeyProtection(KeyProtectionSettings settings)
    {
        if (settings.KeyFile is { } file)
            Add(KeyFile = KeyFile.Read(file, KeyProtectionSettings.FileSetting));
        if (settings.Certificate is { } certificate)
            Certificate = CertificateOf(certificate, settings.CertificateKey, settings.CertificatePassword, KeyProtectionSettings.CertificateSetting);
        var former = new List<X509Certificate2>();
        foreach (var path in settings.Former)
        {
            if (KeyFile.IsOne(path))
                Add(KeyFile.Read(path, KeyProtectionSettings.FormerSetting));
            else
                former.Add(CertificateOf(path, null, settings.CertificatePassword, KeyProtectionSettings.FormerSetting));
        }

        FormerCertificates = former;
    }

    /// <summary>The certificate that protects new keys; null for none.</summary>
    internal X509Certificate2? Certificate { get; }

    /// <summary>The key file that protects new keys; null for none.</summary>
    internal KeyFile? KeyFile { get; }

    /// <summary>Former certificates, used only to open keys.</summary>
    internal IReadOnlyList<X509Certificate2> FormerCertificates { get; }

    /// <summary>Finds a current or former key file by its id; null if the settings name none with it.</summary>
    internal KeyFile? Find(string id) => _files.GetValueOrDefault(id);

    private void Add(KeyFile file) => _files[file.Id] = file;

    private static X509Certificate2 CertificateOf(string path, string? keyPath, string? password, string setting)
    {
        try
        {
            var isPem = File.ReadAllText(path).Contains("-----BEGIN", StringComparison.Ordinal);
            var certificate = (isPem, password) switch
            {
                (true, null) => X509Certificate2.CreateFromPemFile(path, keyPath),
                (true, _) => X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath),
                _ => X509CertificateLoader.LoadPkcs12FromFile(path, password),
            };
            using var key = certificate.GetRSAPrivateKey();
            return key is not null
                ? certificate
                : throw new ConfigurationProblem($"{setting}: the certificate '{path}' has no private RSA key, so it could not decrypt what it protects.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ConfigurationProblem($"{setting}: '{path}' cannot be read as a certificate with its private key: {wrong.Message}", wrong);
        }
    }
}
