using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>The texts of a language as their file has them, with their places.</summary>
internal sealed class LanguageTexts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _places = new(StringComparer.Ordinal);

    /// <summary>Takes the texts of a file; a root that is no map holds none.</summary>
    public LanguageTexts(string language, YamlNode? root)
    {
        Language = language;
        Root = root as YamlMappingNode;
        if (Root is not null)
            Add("", Root);
    }

    /// <summary>The language.</summary>
    public string Language { get; }

    /// <summary>The file.</summary>
    public string Path => $"texts/{Language}.yaml";

    /// <summary>The file's content; null where there is no file, or no map in it.</summary>
    public YamlMappingNode? Root { get; }

    /// <summary>The texts by key.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>Where texts and blocks of texts stand, by key.</summary>
    public IReadOnlyDictionary<string, (YamlNode Key, YamlNode Value)> Places => _places;

    /// <summary>The place of a key; null at the top of the file.</summary>
    public YamlNode? PlaceOf(string key) => _places.TryGetValue(key, out var place) ? place.Key : null;

    /// <summary>Of a text that is missing, the first part of its key that is missing already: the block that has to be added.</summary>
    public string FirstMissing(string key)
    {
        while (TextKeys.Above(key) is { Length: > 0 } above && !_places.ContainsKey(above))
            key = above;
        return key;
    }

    private void Add(string above, YamlMappingNode map)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var path = above.Length == 0 ? name : $"{above}.{name}";
            _places[path] = (key, value);
            if (value is YamlMappingNode inner)
                Add(path, inner);
            else if (value is YamlScalarNode text)
                _texts[path] = text.Value ?? "";
        }
    }
}
