using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>The certificate or key file, outside the database, that protects the stored keys of the key ring.</summary>
/// <param name="Certificate">The path of the certificate (PFX or PEM); null for none.</param>
/// <param name="CertificateKey">The path of its private key if the certificate is PEM and the key is in another file; otherwise null.</param>
/// <param name="CertificatePassword">The password of the current and former certificate files; null for none.</param>
/// <param name="KeyFile">The path of the key file, created by <c>imi keys new-file</c>; null for none.</param>
/// <param name="Former">The paths of former certificates and key files, used only to open keys.</param>
public sealed record KeyProtectionSettings(
    string? Certificate,
    string? CertificateKey,
    string? CertificatePassword,
    string? KeyFile,
    IReadOnlyList<string> Former
)
{
    /// <summary>The setting for the certificate.</summary>
    public const string CertificateSetting = "Imi:Keys:Certificate";

    /// <summary>The setting for the certificate's private key.</summary>
    public const string CertificateKeySetting = "Imi:Keys:CertificateKey";

    /// <summary>The setting for the password of certificates.</summary>
    public const string CertificatePasswordSetting = "Imi:Keys:CertificatePassword";

    /// <summary>The setting for the key file.</summary>
    public const string FileSetting = "Imi:Keys:File";

    /// <summary>The setting for former certificates and key files, separated by semicolons.</summary>
    public const string FormerSetting = "Imi:Keys:Former";

    /// <summary>No protection except the permissions of the folder or database that holds the keys.</summary>
    public static KeyProtectionSettings None { get; } = new(null, null, null, null, []);

    /// <summary>Whether new keys are protected.</summary>
    public bool IsSet => Certificate is not null || KeyFile is not null;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="provider">The kind of database.</param>
    /// <param name="isProduction">Whether the host runs in Production, with real cases.</param>
    /// <exception cref="ConfigurationProblem">Both are set; or neither, in Production with the key ring in a server database.</exception>
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
                $"{CertificateSetting} and {FileSetting} are both set, but only one can protect the key ring: name the former one in {FormerSetting}."
            );
        }

        if (isProduction && provider != DatabaseKind.Sqlite && !settings.IsSet)
        {
            throw new ConfigurationProblem(
                $"{CertificateSetting} or {FileSetting} is not set: with {provider} the database holds both the key ring and the content, "
                    + "so in Production a certificate or key file outside the database must protect the key ring (docs/operating.md, Key ring)."
            );
        }

        return settings;
    }
}
