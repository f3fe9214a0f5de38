using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Imi.Architecture.Tests;

/// <summary>Validates a publiccode.yml against version 0.5 of the standard: https://github.com/publiccodeyml/publiccode.yml.</summary>
internal static class PublicCode
{
    private static readonly HashSet<string> Keys =
    [
        "publiccodeYmlVersion",
        "name",
        "applicationSuite",
        "url",
        "landingURL",
        "isBasedOn",
        "softwareVersion",
        "releaseDate",
        "logo",
        "organisation",
        "platforms",
        "categories",
        "usedBy",
        "fundedBy",
        "roadmap",
        "developmentStatus",
        "softwareType",
        "intendedAudience",
        "description",
        "legal",
        "maintenance",
        "localisation",
        "dependsOn",
    ];

    /// <summary>The values of the standard that suit a platform for authorities; add further ones when needed.</summary>
    private const string Category =
        "^(collaboration|communications|compliance-management|data-collection|document-management" + "|task-management|workflow-management)$";

    private const string Scope =
        "^(agriculture|culture|education|employment|environment|finance-and-economic-development|foreign-affairs|healthcare|justice"
        + "|local-authorities|security|society|transportation|welfare)$";

    private const string Language = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$";

    private const string Day = @"^\d{4}-\d{2}-\d{2}$";

    /// <summary>Required keys with the patterns of their values.</summary>
    private static readonly (string Path, string Shape)[] Required =
    [
        ("publiccodeYmlVersion", @"^0\.5(\.0)?$"),
        ("name", @"\S"),
        ("url", @"^https://[^\s/]+/\S+$"),
        ("legal/license", @"^[A-Za-z0-9.+() -]+$"),
        ("developmentStatus", "^(concept|development|beta|stable|obsolete)$"),
        ("softwareType", "^(standalone/(mobile|iot|desktop|web|backend|other)|addon|library|configurationFiles)$"),
        ("maintenance/type", "^(internal|contract|community|none)$"),
        ("localisation/localisationReady", "^(true|false)$"),
    ];

    /// <summary>Lists that must not be empty, with the patterns of their entries.</summary>
    private static readonly (string Path, string Shape)[] Lists =
    [
        ("platforms", @"\S"),
        ("categories", Category),
        ("localisation/availableLanguages", Language),
    ];

    /// <summary>Optional keys with the patterns of their values.</summary>
    private static readonly (string Path, string Shape)[] Optional =
    [
        ("releaseDate", Day),
        ("landingURL", "^https?://"),
        ("roadmap", "^https?://"),
        ("intendedAudience/scope", Scope),
        ("intendedAudience/countries", "^[A-Za-z]{2}$"),
    ];

    public static string? Licence(string yaml) => Values(Root(yaml), "legal/license").FirstOrDefault();

    public static IEnumerable<string> Languages(string yaml) => Values(Root(yaml), "localisation/availableLanguages").Order(StringComparer.Ordinal);

    public static List<string> Faults(string yaml)
    {
        var root = Root(yaml);
        List<string> faults = [];
        faults.AddRange(root.Children.Keys.Select(key => key.ToString()).Where(key => !Keys.Contains(key)).Select(key => $"{key} is no key of the standard"));
        faults.AddRange(Required.Where(key => !Values(root, key.Path).Any()).Select(key => $"{key.Path} is missing"));
        faults.AddRange(Lists.Where(list => !Values(root, list.Path).Any()).Select(list => $"{list.Path} is empty"));
        faults.AddRange(Required.Concat(Lists).Concat(Optional).SelectMany(key => Misshapen(root, key.Path, key.Shape)));

        var maintainers = Values(root, "maintenance/type").FirstOrDefault() switch
        {
            "contract" => "maintenance/contractors",
            "community" or "internal" => "maintenance/contacts",
            _ => null,
        };
        if (maintainers is not null)
            faults.AddRange(Maintainers(root, maintainers));

        var languages = (Find(root, "description") as YamlMappingNode)?.Children.Keys.Select(key => key.ToString()).ToList() ?? [];
        if (languages.Count == 0)
            faults.Add("description is empty");
        faults.AddRange(languages.Where(language => !HasShape(language, Language)).Select(language => $"description: {language}"));
        faults.AddRange(languages.SelectMany(language => Described(root, $"description/{language}")));
        return faults;
    }

    private static IEnumerable<string> Maintainers(YamlMappingNode root, string path)
    {
        var entries = (Find(root, path) as YamlSequenceNode)?.Children.ToList() ?? [];
        if (entries.Count == 0)
            yield return $"{path} is empty";
        foreach (var entry in entries)
        {
            if (!Values(entry, "name").Any())
                yield return $"{path}/name is missing";
            if (path.EndsWith("contractors", StringComparison.Ordinal) && !Values(entry, "until").Any())
                yield return $"{path}/until is missing";
            foreach (var fault in Misshapen(entry, "until", Day).Concat(Misshapen(entry, "email", "^[^@ ]+@[^@ ]+$")))
                yield return $"{path}/{fault}";
        }
    }

    private static IEnumerable<string> Described(YamlMappingNode root, string path)
    {
        foreach (var (key, least, most) in new[] { ("shortDescription", 1, 150), ("longDescription", 150, 10_000) })
        {
            var length = Values(root, $"{path}/{key}").FirstOrDefault()?.Trim().Length ?? 0;
            if (length < least || length > most)
                yield return $"{path}/{key} has {length} characters instead of {least} to {most}";
        }

        if (!Values(root, $"{path}/features").Any())
            yield return $"{path}/features is empty";
        foreach (var picture in Values(root, $"{path}/screenshots").Where(picture => !File.Exists(House.Folder(picture))))
            yield return $"{path}/screenshots: {picture} is not there";
    }

    private static IEnumerable<string> Misshapen(YamlNode root, string path, string shape) =>
        Values(root, path).Where(value => !HasShape(value, shape)).Select(value => $"{path}: {value}");

    private static bool HasShape(string value, string shape) => Regex.IsMatch(value, shape, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Returns the value of a key or the values of a list; empty if the key is missing or empty.</summary>
    private static IEnumerable<string> Values(YamlNode root, string path) =>
        Find(root, path) switch
        {
            YamlScalarNode { Value: { Length: > 0 } value } => [value],
            YamlSequenceNode list => list.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? ""),
            _ => [],
        };

    private static YamlNode? Find(YamlNode root, string path) =>
        path.Split('/')
            .Aggregate(
                (YamlNode?)root,
                (node, key) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null
            );

    private static YamlMappingNode Root(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
