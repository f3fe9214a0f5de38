using System.IO.Compression;
using System.Text.Json;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>Packs a module's files (path to content) for the database, as compressed JSON.</summary>
internal static class DefinitionPack
{
    public static byte[] Pack(IReadOnlyDictionary<string, string> files)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
            JsonSerializer.Serialize(zip, files);
        return packed.ToArray();
    }

    public static IReadOnlyDictionary<string, string> Unpack(byte[] files)
    {
        using var zip = new GZipStream(new MemoryStream(files), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(zip)!;
    }
}
