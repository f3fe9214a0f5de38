using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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

    /// <summary>The same files, whose mistakes are told elsewhere.</summary>
    public DefinitionFiles Silent() => new(files, []);

    /// <summary>The root of a file, or null, and a mistake, where it is missing or no YAML.</summary>
    public DefinitionNode? Root(string path)
    {
        if (!files.TryGetValue(path, out var text))
        {
            problems.Add(new DefinitionProblem(path, 1, 1, $"The file {path} is missing."));
            return null;
        }

        try
        {
            var yaml = new YamlStream();
            using var reader = new StringReader(text);
            yaml.Load(new MergeFree(reader));
            if (yaml.Documents.Count == 1)
                return new DefinitionNode(path, yaml.Documents[0].RootNode, problems);
            problems.Add(new DefinitionProblem(path, 1, 1, yaml.Documents.Count == 0 ? "The file is empty." : "The file holds more than one document: remove the line ---."));
        }
        catch (YamlException broken)
        {
            problems.Add(new DefinitionProblem(
                path, (int)Math.Max(1, broken.Start.Line), (int)Math.Max(1, broken.Start.Column), $"This is no YAML: {FirstSentence(broken)}"));
        }

        return null;
    }

    /// <summary>SHA-256 over everything but the texts: what an exchange is pinned to.</summary>
    public string Version()
    {
        var all = new StringBuilder();
        foreach (var path in files.Keys.Where(path => !path.StartsWith(TextsFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            all.Append(path).Append('\n').Append(files[path].ReplaceLineEndings("\n")).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    private static string FirstSentence(YamlException broken)
    {
        var message = (broken.InnerException?.Message ?? broken.Message).ReplaceLineEndings(" ");
        var close = message.IndexOf("): ", StringComparison.Ordinal);
        return close >= 0 ? message[(close + 3)..] : message;
    }

    /// <summary>Refuses anchors and aliases: a file that unfolds to gigabytes is no definition.</summary>
    private sealed class MergeFree(TextReader reader) : IParser
    {
        private readonly Parser _parser = new(reader);

        public YamlDotNet.Core.Events.ParsingEvent? Current => _parser.Current;

        public bool MoveNext()
        {
            var moved = _parser.MoveNext();
            return moved && Current is YamlDotNet.Core.Events.AnchorAlias alias
                ? throw new YamlException(alias.Start, alias.End, "aliases (*NAME) are not used in definitions: write it out.")
                : moved;
        }
    }
}
