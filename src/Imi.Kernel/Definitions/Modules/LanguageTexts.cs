using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>The texts of one language file, with their positions.</summary>
internal sealed class LanguageTexts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _places = new(StringComparer.Ordinal);

    /// <summary>Reads the texts of a file; a root that is not a map has none.</summary>
    public LanguageTexts(string language, YamlNode? root)
    {
        Language = language;
        Root = root as YamlMappingNode;
        if (Root is not null)
            Add("", Root);
    }

    /// <summary>The language.</summary>
    public string Language { get; }

    /// <summary>The path of the file.</summary>
    public string Path => $"texts/{Language}.yaml";

    /// <summary>The root of the file; null if the file is missing or its root is not a map.</summary>
    public YamlMappingNode? Root { get; }

    /// <summary>The texts by key.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>The positions of texts and blocks of texts, by key.</summary>
    public IReadOnlyDictionary<string, (YamlNode Key, YamlNode Value)> Places => _places;

    /// <summary>Returns the position of a key; null if the file does not have it.</summary>
    public YamlNode? PlaceOf(string key) => _places.TryGetValue(key, out var place) ? place.Key : null;

    /// <summary>Returns the shortest prefix of a missing key that is missing as well: the block that has to be added.</summary>
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
