using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imi.Kernel.Foundation.Vault;

/// <summary>
/// Reports how each stored key of the key ring is protected, and protects existing keys with the certificate or key file in the current
/// settings. The keys themselves do not change, so nothing has to be wrapped again.
/// </summary>
public sealed class KeyProtectionService
{
    /// <summary>The value for a key that is stored unprotected.</summary>
    public const string Nothing = "nothing";

    private static readonly XNamespace Space = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName Secret = Space + "encryptedSecret";
    private static readonly XName IsSecret = Space + "requiresEncryption";

    private readonly ImiDbContext _database;
    private readonly DatabaseSettings _settings;
    private readonly KeyProtection _protection;
    private readonly IXmlEncryptor? _encryptor;
    private readonly IServiceProvider _services;

    /// <summary>Takes what it needs from the container.</summary>
    public KeyProtectionService(
        ImiDbContext database,
        DatabaseSettings settings,
        KeyProtection protection,
        IOptions<KeyManagementOptions> options,
        IServiceProvider services
    ) => (_database, _settings, _protection, _encryptor, _services) = (database, settings, protection, options.Value.XmlEncryptor, services);

    /// <summary>Creates a key file, on Unix readable only by its owner.</summary>
    /// <returns>The id of the key file.</returns>
    /// <exception cref="ConfigurationProblem">The file exists already or cannot be created.</exception>
    public static string MakeFile(string path) => KeyFile.Make(path).Id;

    /// <summary>The certificate or key file that protects new keys; null for none.</summary>
    public string? Current =>
        _protection switch
        {
            { Certificate: { } certificate } => $"certificate {certificate.Thumbprint}",
            { KeyFile: { } file } => $"key file {file.Id}",
            _ => null,
        };

    /// <summary>Reads the protection of each key: a certificate, a key file, <see cref="Nothing"/> or something else. Omits damaged keys.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var keys = await ElementsAsync(cancellationToken);
        return keys.Where(key => IdOf(key) is not null).ToDictionary(key => IdOf(key)!.Value, ProtectionOf);
    }

    /// <summary>Protects every key with the certificate or key file in the settings. It can be interrupted at any point and run again.</summary>
    /// <returns>The number of keys that it changed, and of keys that it left unchanged because they could not be opened.</returns>
    /// <exception cref="ConfigurationProblem">The settings name neither a certificate nor a key file.</exception>
    public async Task<(int Changed, int Closed)> ProtectAsync(CancellationToken cancellationToken)
    {
        if (_encryptor is null)
        {
            throw new ConfigurationProblem(
                $"{KeyProtectionSettings.CertificateSetting} or {KeyProtectionSettings.FileSetting} is not set: name what is to protect the keys."
            );
        }

        var (changed, closed) = (0, 0);
        foreach (var key in await ElementsAsync(cancellationToken))
        {
            if (IdOf(key) is not { } id || ProtectionOf(key) == Current)
                continue;
            if (!TryProtect(key, _encryptor))
            {
                closed++;
                continue;
            }

            await KeepAsync(id, key, cancellationToken);
            changed++;
        }

        return (changed, closed);
    }

    private static Guid? IdOf(XElement key) => key.Name.LocalName == "key" && Guid.TryParse((string?)key.Attribute("id"), out var id) ? id : null;

    private static string ProtectionOf(XElement key)
    {
        var secret = key.Descendants(Secret).FirstOrDefault();
        if (secret is null)
            return Nothing;
        if (secret.Descendants(KeyFileEncryptor.Element).FirstOrDefault() is { } byFile)
            return $"key file {(string?)byFile.Attribute(KeyFileEncryptor.IdAttribute)}";
        var encoded = secret.Descendants().FirstOrDefault(element => element.Name.LocalName == "X509Certificate")?.Value;
        if (encoded is null)
            return "something else";
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(encoded));
        return $"certificate {certificate.Thumbprint}";
    }

    /// <summary>Decrypts the secrets of a key and encrypts them with the given encryptor; false if they cannot be decrypted.</summary>
    private bool TryProtect(XElement key, IXmlEncryptor encryptor)
    {
        try
        {
            foreach (var secret in key.Descendants(Secret).ToList())
                secret.ReplaceWith(DecryptorOf(secret).Decrypt(secret.Elements().Single()));
            foreach (var plain in key.Descendants().Where(element => (bool?)element.Attribute(IsSecret) == true).ToList())
            {
                var sealedSecret = encryptor.Encrypt(plain);
                var type = new XAttribute("decryptorType", sealedSecret.DecryptorType.AssemblyQualifiedName!);
                plain.ReplaceWith(new XElement(Secret, type, sealedSecret.EncryptedElement));
            }

            return true;
        }
        catch (Exception closed) when (closed is CryptographicException or System.Xml.XmlException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private IXmlDecryptor DecryptorOf(XElement secret)
    {
        var type = Type.GetType((string?)secret.Attribute("decryptorType") ?? "", throwOnError: false);
        return type == typeof(KeyFileDecryptor) || type == typeof(EncryptedXmlDecryptor)
            ? (IXmlDecryptor)ActivatorUtilities.CreateInstance(_services, type)
            : throw new CryptographicException("The key is protected in a way that this program does not support.");
    }

    private async Task<IReadOnlyList<XElement>> ElementsAsync(CancellationToken cancellationToken)
    {
        var texts =
            _settings.Provider == DatabaseKind.Sqlite
                ? await FilesAsync(cancellationToken)
                : await _database.DataProtectionKeys.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).ToListAsync(cancellationToken);
        return [.. texts.Select(Parsed).OfType<XElement>()];
    }

    private async Task<List<string?>> FilesAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string?>();
        if (!Directory.Exists(_settings.KeysDirectory))
            return texts;
        foreach (var path in Directory.EnumerateFiles(_settings.KeysDirectory, "key-*.xml"))
            texts.Add(await File.ReadAllTextAsync(path, cancellationToken));
        return texts;
    }

    private async Task KeepAsync(Guid id, XElement key, CancellationToken cancellationToken)
    {
        if (_settings.Provider == DatabaseKind.Sqlite)
        {
            var path = Path.Combine(_settings.KeysDirectory, $"key-{id:D}.xml");
            await File.WriteAllTextAsync(path + ".new", key.ToString(), cancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(path + ".new", path, overwrite: true);
            return;
        }

        await _database.WriteAsync(
            async stop =>
            {
                foreach (var row in await _database.DataProtectionKeys.ToListAsync(stop))
                {
                    if (Parsed(row.Xml) is { } kept && IdOf(kept) == id)
                        row.Xml = key.ToString(SaveOptions.DisableFormatting);
                }
            },
            cancellationToken
        );
        _database.ChangeTracker.Clear();
    }

    private static XElement? Parsed(string? xml)
    {
        try
        {
            return xml is null ? null : XElement.Parse(xml);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }
}
