using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Foundation.Vault.KeyRing;

/// <summary>The folder of the key ring. Skips damaged files, so that the other keys can still be used.</summary>
internal sealed class KeyFolder(DirectoryInfo folder, ILoggerFactory log) : FileSystemXmlRepository(folder, log)
{
    /// <inheritdoc/>
    public override IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        if (!Directory.Exists)
            return elements;
        foreach (var file in Directory.EnumerateFiles("*.xml", SearchOption.TopDirectoryOnly).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (Read(file.FullName) is { } element)
                elements.Add(element);
        }

        return elements;
    }

    private static XElement? Read(string path)
    {
        try
        {
            return XElement.Load(path);
        }
        catch (Exception damaged) when (damaged is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
