using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>Registers the platform's key ring.</summary>
public static class KeyRingRegistration
{
    /// <summary>The application name is part of the protection: with another one, wrapped keys could not be opened.</summary>
    private const string ApplicationName = "Imi.Platform";

    /// <summary>Registers the key ring: in files with SQLite, otherwise in the database; protected as the settings specify.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="database">The location of the data.</param>
    /// <param name="protection">The certificate or key file that protects the keys.</param>
    /// <exception cref="ConfigurationProblem">A certificate or a key file cannot be read.</exception>
    public static IServiceCollection AddImiKeyRing(this IServiceCollection services, DatabaseSettings database, KeyProtectionSettings protection)
    {
        var protectedBy = new KeyProtection(protection);
        services.AddSingleton(protectedBy);
        var ring = services
            .AddDataProtection()
            .SetApplicationName(ApplicationName)
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        if (database.Provider == DatabaseKind.Sqlite)
        {
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlRepository = new KeyFolder(new DirectoryInfo(database.KeysDirectory), provider.GetRequiredService<ILoggerFactory>())
            ));
        }
        else
        {
            ring.PersistKeysToDbContext<ImiDbContext>();
        }

        if (protectedBy.Certificate is { } certificate)
            ring.ProtectKeysWithCertificate(certificate);
        if (protectedBy.FormerCertificates.Count > 0)
            ring.UnprotectKeysWithAnyCertificate([.. protectedBy.FormerCertificates]);
        if (protectedBy.KeyFile is { } file)
            services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new KeyFileEncryptor(file));
        return services;
    }
}
