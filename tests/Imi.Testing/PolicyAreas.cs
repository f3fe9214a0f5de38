using System.IO.Compression;

namespace Imi.Testing;

/// <summary>Policy areas that are unknown to the code, as officers upload them.</summary>
public static class PolicyAreas
{
    /// <summary>Posting of workers: a request and an alert in three languages.</summary>
    public const string Posting = "posting-of-workers";

    /// <summary>Returns the files of a policy area: content by path.</summary>
    public static Dictionary<string, string> Files(string name)
    {
        var folder = PlatformProcess.Folder("tests", "Imi.Testing", "policy-areas", name);
        return Directory
            .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
    }

    /// <summary>Packs files as a file manager packs a folder, with the folder's name as prefix.</summary>
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
