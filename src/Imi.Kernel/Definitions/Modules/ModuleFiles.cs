using System.Text;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>Defines valid files of a module: name, size and encoding. The rules are the same for folders and uploaded archives.</summary>
public static class ModuleFiles
{
    /// <summary>The file that names the module and its procedures.</summary>
    public const string Module = "module.yaml";

    /// <summary>The file of the module's part of the guide.</summary>
    public const string Guide = "guide.yaml";

    /// <summary>The file of the keywords.</summary>
    public const string Keywords = "keywords.yaml";

    /// <summary>The maximum size of a file in bytes.</summary>
    public const int MostFileBytes = 1024 * 1024;

    /// <summary>The maximum size of all files of a module together, in bytes.</summary>
    public const int MostBytes = 6 * 1024 * 1024;

    /// <summary>The maximum number of files.</summary>
    public const int MostFiles = 500;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Folders = ["procedures", "forms", "forms/blocks", "texts"];
    private static readonly string[] Roots = [Module, Guide, Keywords];
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 4 };

    /// <summary>Reads the definition files of a folder as path (with forward slashes) to content, and reports problems of the files themselves.</summary>
    public static (IReadOnlyDictionary<string, string> Files, IReadOnlyList<DefinitionProblem> Problems) OfFolder(string folder)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<DefinitionProblem>();
        long size = 0;
        foreach (var found in Directory.EnumerateFiles(folder, "*.y*ml", Below).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, found).Replace('\\', '/');
            if (path.Split('/')[0] is "bin" or "obj")
                continue;
            if (IsMisnamed(path))
                problems.Add(new DefinitionProblem(path, 1, 1, "Definition files end in .yaml: rename this one."));
            else if (!IsDefinition(path))
                problems.Add(
                    new DefinitionProblem(
                        path,
                        1,
                        1,
                        "This is not a file of a module: only module.yaml, guide.yaml, keywords.yaml "
                            + "and files in procedures, forms, forms/blocks and texts are. Move or remove it."
                    )
                );
            else if (new FileInfo(found).Length > MostFileBytes)
                problems.Add(new DefinitionProblem(path, 1, 1, $"The file is larger than {MostFileBytes / 1024 / 1024} MB, which no definition needs."));
            else if (TextOf(File.ReadAllBytes(found), out var line) is { } text)
                files[path] = text;
            else
                problems.Add(
                    new DefinitionProblem(
                        path,
                        line,
                        1,
                        "This is not valid UTF-8. Save the file with the encoding UTF-8 (not Latin-1, Windows-1252 or UTF-16)."
                    )
                );
            size += files.TryGetValue(path, out var content) ? content.Length : 0;
        }

        if (size > MostBytes || files.Count > MostFiles)
            problems.Add(new DefinitionProblem(Module, 1, 1, $"The module is too large: at most {MostFiles} files of {MostBytes / 1024 / 1024} MB together."));
        return (files, problems);
    }

    /// <summary>Whether a path is that of a module's definition file.</summary>
    public static bool IsDefinition(string path)
    {
        var slash = path.LastIndexOf('/');
        return path.EndsWith(".yaml", StringComparison.Ordinal) && (slash < 0 ? Roots.Contains(path) : Folders.Contains(path[..slash]));
    }

    /// <summary>Whether a path would be a definition file if its extension were <c>.yaml</c>.</summary>
    public static bool IsMisnamed(string path) =>
        !path.EndsWith(".yaml", StringComparison.Ordinal)
        && Path.GetExtension(path).ToLowerInvariant() is ".yml" or ".yaml"
        && !path.EndsWith(".yaml", StringComparison.Ordinal)
        && IsDefinition(Path.ChangeExtension(path, ".yaml"));

    /// <summary>Decodes a file; returns null and the line of the first invalid byte if it is not UTF-8.</summary>
    public static string? TextOf(ReadOnlySpan<byte> bytes, out int line)
    {
        line = 1;
        var zero = bytes.IndexOf((byte)0);
        try
        {
            if (zero < 0)
                return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException broken)
        {
            zero = Math.Max(0, broken.Index);
        }

        line += bytes[..Math.Min(zero, bytes.Length)].Count((byte)'\n');
        return null;
    }
}
