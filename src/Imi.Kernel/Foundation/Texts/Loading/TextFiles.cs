using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Foundation.Texts.Loading;

/// <summary>The texts of files named <c>LANGUAGE/AREA.yaml</c>. The files of a language are read when one of its texts is first asked for.</summary>
internal sealed class TextFiles
{
    private const string Folder = "texts/";

    private readonly Dictionary<string, Lazy<IReadOnlyDictionary<string, string>>> _byLanguage;

    /// <param name="names">The files, as <c>LANGUAGE/AREA.yaml</c>.</param>
    /// <param name="open">Opens the file of a name.</param>
    public TextFiles(IEnumerable<string> names, Func<string, Stream> open)
    {
        _byLanguage = names
            .GroupBy(name => name.Split('/')[0], StringComparer.Ordinal)
            .ToDictionary(
                files => files.Key,
                files => new Lazy<IReadOnlyDictionary<string, string>>(() => Read([.. files.Order(StringComparer.Ordinal)], open)),
                StringComparer.Ordinal
            );
    }

    /// <summary>The platform's own texts. They never change, so that all that use them share what was read.</summary>
    public static TextFiles Embedded { get; } = OfAssembly();

    /// <summary>The languages that have files.</summary>
    public IEnumerable<string> Languages => _byLanguage.Keys;

    /// <summary>The languages whose files have been read so far.</summary>
    public IEnumerable<string> Loaded => _byLanguage.Where(language => language.Value.IsValueCreated).Select(language => language.Key);

    /// <summary>The keys of a language; none for a language without files.</summary>
    /// <exception cref="InvalidDataException">A file of the language is not valid YAML, or defines a key again.</exception>
    public IEnumerable<string> Keys(string language) => _byLanguage.TryGetValue(language, out var texts) ? texts.Value.Keys : [];

    /// <summary>Whether the language itself has the text.</summary>
    /// <exception cref="InvalidDataException">A file of the language is not valid YAML, or defines a key again.</exception>
    public bool Has(string key, string language) => _byLanguage.TryGetValue(language, out var texts) && texts.Value.ContainsKey(key);

    /// <summary>The text in the language, else in English; null if neither has it.</summary>
    /// <exception cref="InvalidDataException">A file of the language or of English is not valid YAML, or defines a key again.</exception>
    public string? Find(string key, string language)
    {
        if (_byLanguage.TryGetValue(language, out var texts) && texts.Value.TryGetValue(key, out var text))
            return text;
        return language != TextCatalogue.Reference ? Find(key, TextCatalogue.Reference) : null;
    }

    private static TextFiles OfAssembly()
    {
        var assembly = typeof(TextFiles).Assembly;

        // A build on Windows names folders with backslashes.
        var resources = assembly
            .GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(resource => resource[Folder.Length..].Replace('\\', '/'), StringComparer.Ordinal);
        return new TextFiles(resources.Keys, name => assembly.GetManifestResourceStream(resources[name])!);
    }

    private static Dictionary<string, string> Read(IReadOnlyList<string> names, Func<string, Stream> open)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            TextTree.Flatten(
                Parse(name, open),
                "",
                (key, text, _) =>
                {
                    if (!texts.TryAdd(key, text))
                        throw new InvalidDataException($"The text '{key}' is defined twice: in {files[key]} and in {name}.");
                    files.Add(key, name);
                }
            );
        }

        return texts;
    }

    private static YamlNode Parse(string name, Func<string, Stream> open)
    {
        using var reader = new StreamReader(open(name), Encoding.UTF8);
        var yaml = new YamlStream();
        try
        {
            yaml.Load(reader);
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"The texts in {name} cannot be read, line {fault.Start.Line}: {fault.Message}", fault);
        }

        return yaml.Documents.Count > 0 ? yaml.Documents[0].RootNode : new YamlMappingNode();
    }
}
