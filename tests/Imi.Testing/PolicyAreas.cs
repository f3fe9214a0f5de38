using System.IO.Compression;

namespace Imi.Testing;

/// <summary>Policy areas that no code mentions, as officers would upload them.</summary>
public static class PolicyAreas
{
    /// <summary>Posting of workers: a request, an alert, three languages.</summary>
    public const string Posting = "posting-of-workers";

    /// <summary>The files of a policy area: path to content.</summary>
    public static Dictionary<string, string> Files(string name)
    {
        var folder = PlatformProcess.Folder("tests", "Imi.Testing", "policy-areas", name);
        return Directory
            .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
    }

    /// <summary>Packs files as a file manager packs a folder: with its name in front.</summary>
    public static byte[] Zip(IReadOnlyDictionary<string, string> files, string folder = $"{Posting}/")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(folder + path).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
