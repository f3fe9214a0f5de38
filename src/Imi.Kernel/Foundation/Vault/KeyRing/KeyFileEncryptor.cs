using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Imi.Kernel.Foundation.Vault.KeyRing;

/// <summary>Encrypts keys of the ring with a key file.</summary>
internal sealed class KeyFileEncryptor(KeyFile file) : IXmlEncryptor
{
    /// <summary>The element that contains the id of the key file and the ciphertext.</summary>
    internal const string Element = "byKeyFile";

    /// <summary>The attribute for the id of the key file.</summary>
    internal const string IdAttribute = "file";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var cipher = file.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new EncryptedXmlInfo(new XElement(Element, new XAttribute(IdAttribute, file.Id), Convert.ToBase64String(cipher)), typeof(KeyFileDecryptor));
    }
}
