using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Definitions.Modules.Reading;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>The files of a module as text, from a folder, an archive or the database. Each is read as YAML once.</summary>
internal sealed class DefinitionFiles(IReadOnlyDictionary<string, string> files, List<DefinitionProblem> problems)
{
    private const string TextsFolder = "texts/";

    private readonly Dictionary<string, YamlNode?> _roots = new(StringComparer.Ordinal);

    /// <summary>The paths below a folder, sorted.</summary>
    public IEnumerable<string> Below(string folder) =>
        files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string path) => files.ContainsKey(path);

    /// <summary>The text of a file.</summary>
    public string Text(string path) => files[path];

    /// <summary>Whether every file is YAML; where one is not, its first mistake is noted.</summary>
    public bool AreYaml()
    {
        var before = problems.Count;
        foreach (var path in files.Keys.Order(StringComparer.Ordinal))
            Yaml(path);
        return problems.Count == before;
    }

    /// <summary>The root of a file, or null, and a mistake, where it is missing or no YAML.</summary>
    public DefinitionNode? Root(string path)
    {
        if (!files.ContainsKey(path))
        {
            problems.Add(new DefinitionProblem(path, 1, 1, $"The file {path} is missing."));
            return null;
        }

        return Yaml(path) is { } root ? new DefinitionNode(path, root, problems) : null;
    }

    /// <summary>A file as YAML; null where it is none.</summary>
    public YamlNode? Yaml(string path)
    {
        if (!_roots.TryGetValue(path, out var root))
            _roots[path] = root = DefinitionYaml.Root(path, files[path], problems);
        return root;
    }

    /// <summary>SHA-256 over everything but texts and keywords: what an exchange is pinned to.</summary>
    public string Version()
    {
        var all = new StringBuilder();
        foreach (
            var path in files
                .Keys.Where(path => !path.StartsWith(TextsFolder, StringComparison.Ordinal) && path != KeywordDefinitions.File)
                .Order(StringComparer.Ordinal)
        )
            all.Append(path).Append('\n').Append(files[path].ReplaceLineEndings("\n")).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
