using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>What protects the keys of the key ring where they are kept: a certificate, or a key file. Neither lies in the database.</summary>
/// <param name="Certificate">The file of the certificate (PFX, or PEM); null for none.</param>
/// <param name="CertificateKey">The file of its private key, where the certificate is PEM and the key is not in the same file; null for none.</param>
/// <param name="CertificatePassword">The password of the certificate's file, and of former ones; null for none.</param>
/// <param name="KeyFile">The key file, as <c>imi keys new-file</c> makes it; null for none.</param>
/// <param name="Former">Certificates and key files that protected keys before: they only open.</param>
public sealed record KeyProtectionSettings(
    string? Certificate,
    string? CertificateKey,
    string? CertificatePassword,
    string? KeyFile,
    IReadOnlyList<string> Former
)
{
    /// <summary>The setting that names the certificate.</summary>
    public const string CertificateSetting = "Imi:Keys:Certificate";

    /// <summary>The setting that names the certificate's private key.</summary>
    public const string CertificateKeySetting = "Imi:Keys:CertificateKey";

    /// <summary>The setting that holds the password of certificates.</summary>
    public const string CertificatePasswordSetting = "Imi:Keys:CertificatePassword";

    /// <summary>The setting that names the key file.</summary>
    public const string FileSetting = "Imi:Keys:File";

    /// <summary>The setting that names what protected keys before, with semicolons between.</summary>
    public const string FormerSetting = "Imi:Keys:Former";

    /// <summary>Nothing protects the keys but the folder that they lie in.</summary>
    public static KeyProtectionSettings None { get; } = new(null, null, null, null, []);

    /// <summary>Whether keys that are made now are protected.</summary>
    public bool IsSet => Certificate is not null || KeyFile is not null;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="provider">The kind of database.</param>
    /// <param name="isProduction">Whether real cases are handled.</param>
    /// <exception cref="ConfigurationProblem">Both are set; or neither, where the key ring stands in a server's database in Production.</exception>
    public static KeyProtectionSettings Read(IConfiguration configuration, DatabaseKind provider, bool isProduction)
    {
        string? Of(string setting) => string.IsNullOrWhiteSpace(configuration[setting]) ? null : configuration[setting]!.Trim();
        var settings = new KeyProtectionSettings(
            Of(CertificateSetting),
            Of(CertificateKeySetting),
            Of(CertificatePasswordSetting),
            Of(FileSetting),
            [.. (Of(FormerSetting) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        );
        if (settings is { Certificate: not null, KeyFile: not null })
        {
            throw new ConfigurationProblem(
                $"{CertificateSetting} and {FileSetting} are both set, but one of them protects the key ring: name the other in {FormerSetting}."
            );
        }

        if (isProduction && provider != DatabaseKind.Sqlite && !settings.IsSet)
        {
            throw new ConfigurationProblem(
                $"{CertificateSetting} or {FileSetting} is not set: with {provider} the key ring stands in the database beside the content, "
                    + "so in Production a certificate or a key file outside the database has to protect it (docs/operating.md, Key ring)."
            );
        }

        return settings;
    }
}
