using System.Globalization;
using System.Text;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>Creates the starting files of a new policy module: valid, commented, and meant to be changed.</summary>
public static class ModuleSkeleton
{
    private const string Resources = "skeleton/";
    private const string Ending = ".txt";
    private const string OfAllKinds = "all/";
    private const string EnglishTexts = "texts/en.yaml";

    /// <summary>Creates the files, as path to content.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="kind">The kind of its first procedure.</param>
    /// <param name="languages">Its languages; English is always included.</param>
    /// <param name="today">Today's date, used as the start of the pilot.</param>
    /// <param name="schemas">The path of the JSON Schemas, relative to the module's folder.</param>
    public static IReadOnlyDictionary<string, string> Files(string name, ProcedureKind kind, IReadOnlyList<string> languages, DateOnly today, string schemas)
    {
        var all = languages.Prepend("en").Distinct(StringComparer.Ordinal).ToList();
        var word = Words.Kinds.WordFor(kind);
        var title = char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, template) in Templates(word))
        {
            var content = template
                .Replace("{{module}}", name, StringComparison.Ordinal)
                .Replace("{{title}}", title, StringComparison.Ordinal)
                .Replace("{{code}}", CodeOf(name), StringComparison.Ordinal)
                .Replace("{{kind}}", word, StringComparison.Ordinal)
                .Replace("{{space}}", new string(' ', 20 - word.Length), StringComparison.Ordinal)
                .Replace("{{today}}", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{{languages}}", string.Join(", ", all), StringComparison.Ordinal);
            foreach (var language in path == EnglishTexts ? all : [""])
                Add(files, language.Length == 0 ? path : $"texts/{language}.yaml", content, schemas);
        }

        return files;
    }

    /// <summary>Whether a text is a valid module name.</summary>
    public static bool IsName(string text) => DefinitionSchemas.IsName(text);

    /// <summary>Derives the prefix of exchange numbers: the first word of the name, at most 12 characters.</summary>
    private static string CodeOf(string name) =>
        name.Split('-')[0].ToUpperInvariant() is { Length: > 12 } code ? code[..12] : name.Split('-')[0].ToUpperInvariant();

    private static void Add(Dictionary<string, string> files, string path, string content, string schemas)
    {
        var up = string.Concat(Enumerable.Repeat("../", path.Count(letter => letter == '/')));
        files[path] = $"# yaml-language-server: $schema={up}{schemas}/{DefinitionSchemas.For(path)}\n{content}";
    }

    private static IEnumerable<(string Path, string Content)> Templates(string kind)
    {
        var assembly = typeof(ModuleSkeleton).Assembly;
        foreach (
            var resource in assembly.GetManifestResourceNames().Where(one => one.StartsWith(Resources, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        )
        {
            var path = resource[Resources.Length..^Ending.Length].Replace('\\', '/');
            if (!path.StartsWith(OfAllKinds, StringComparison.Ordinal) && !path.StartsWith($"{kind}/", StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return (path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..], reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}
