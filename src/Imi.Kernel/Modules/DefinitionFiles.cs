using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Modules;

/// <summary>The files of a module as text, from a folder, an archive or the database.</summary>
internal sealed class DefinitionFiles(IReadOnlyDictionary<string, string> files, List<DefinitionProblem> problems)
{
    private const string TextsFolder = "texts/";

    /// <summary>The paths below a folder, sorted.</summary>
    public IEnumerable<string> Below(string folder) => files.Keys
        .Where(path => path.StartsWith(folder, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string path) => files.ContainsKey(path);

    /// <summary>The root of a file, or null, and a mistake, where it is missing or no YAML.</summary>
    public DefinitionNode? Root(string path)
    {
        if (!files.TryGetValue(path, out var text))
        {
            problems.Add(new DefinitionProblem(path, 1, 1, $"The file {path} is missing."));
            return null;
        }

        return DefinitionYaml.Root(path, text, problems) is { } root ? new DefinitionNode(path, root, problems) : null;
    }

    /// <summary>SHA-256 over everything but texts and keywords: what an exchange is pinned to.</summary>
    public string Version()
    {
        var all = new StringBuilder();
        foreach (var path in files.Keys.Where(path => !path.StartsWith(TextsFolder, StringComparison.Ordinal) && path != KeywordDefinitions.File).Order(StringComparer.Ordinal))
            all.Append(path).Append('\n').Append(files[path].ReplaceLineEndings("\n")).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
