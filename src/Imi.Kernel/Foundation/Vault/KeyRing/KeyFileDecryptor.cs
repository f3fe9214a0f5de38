using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Foundation.Vault.KeyRing;

/// <summary>Decrypts keys of the ring that a key file protects. Stored keys contain the name of this type, so it must not change.</summary>
/// <param name="services">Provides the key files.</param>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    /// <exception cref="CryptographicException">The key file is not named in the settings, or the element was changed.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var id = (string?)encryptedElement.Attribute(KeyFileEncryptor.IdAttribute) ?? "";
        var file =
            services.GetRequiredService<KeyProtection>().Find(id)
            ?? throw new CryptographicException(
                $"The key file {id} protects this key but is not named in {KeyProtectionSettings.FileSetting} or {KeyProtectionSettings.FormerSetting}."
            );
        return XElement.Parse(Encoding.UTF8.GetString(file.Open(Convert.FromBase64String(encryptedElement.Value))));
    }
}
