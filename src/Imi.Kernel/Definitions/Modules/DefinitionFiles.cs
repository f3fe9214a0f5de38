using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Definitions.Modules.Reading;
using Imi.Kernel.Definitions.Modules.Schemas;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>The files of a module as text, from a folder, an archive or the database. Each file is parsed once.</summary>
internal sealed class DefinitionFiles(IReadOnlyDictionary<string, string> files, List<DefinitionProblem> problems)
{
    private const string TextsFolder = "texts/";

    private readonly Dictionary<string, YamlNode?> _roots = new(StringComparer.Ordinal);

    /// <summary>Lists the paths below a folder, sorted.</summary>
    public IEnumerable<string> Below(string folder) =>
        files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Whether a file exists.</summary>
    public bool Has(string path) => files.ContainsKey(path);

    /// <summary>Returns the text of a file.</summary>
    public string Text(string path) => files[path];

    /// <summary>Whether every file is valid YAML; reports the first problem of each file that is not.</summary>
    public bool AreYaml()
    {
        var before = problems.Count;
        foreach (var path in files.Keys.Order(StringComparer.Ordinal))
            Yaml(path);
        return problems.Count == before;
    }

    /// <summary>Whether every file has the structure that its schema describes; reports what differs.</summary>
    public bool HaveStructure()
    {
        var before = problems.Count;
        foreach (var path in files.Keys.Order(StringComparer.Ordinal))
        {
            if (DefinitionSchemas.StructureOf(path) is { } schema && Root(path) is { } root)
                new StructureCheck(schema).Check(root);
        }

        return problems.Count == before;
    }

    /// <summary>Returns the root of a file; returns null and reports a problem if the file is missing or invalid YAML.</summary>
    public DefinitionNode? Root(string path)
    {
        if (!files.ContainsKey(path))
        {
            problems.Add(new DefinitionProblem(path, 1, 1, $"The file {path} is missing."));
            return null;
        }

        return Yaml(path) is { } root ? new DefinitionNode(path, root, problems) : null;
    }

    /// <summary>Parses a file as YAML; null if it is invalid.</summary>
    public YamlNode? Yaml(string path)
    {
        if (!_roots.TryGetValue(path, out var root))
            _roots[path] = root = DefinitionYaml.Root(path, files[path], problems);
        return root;
    }

    /// <summary>Computes the SHA-256 of all files except texts and keywords, to which exchanges are pinned.</summary>
    public string Version()
    {
        var all = new StringBuilder();
        foreach (
            var path in files
                .Keys.Where(path => !path.StartsWith(TextsFolder, StringComparison.Ordinal) && path != ModuleFiles.Keywords)
                .Order(StringComparer.Ordinal)
        )
            all.Append(path).Append('\n').Append(files[path].ReplaceLineEndings("\n")).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
