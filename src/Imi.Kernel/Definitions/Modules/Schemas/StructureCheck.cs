using System.Globalization;
using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Modules.Reading;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>
/// Checks the structure of a definition file with its JSON Schema, and reports each problem with its position and a remedy. It knows the keywords that
/// <see cref="SchemaParts"/> writes. The schema determines the type of a value, not its YAML notation: where a text is expected, <c>12</c> is a text.
/// </summary>
internal sealed class StructureCheck(JsonObject root)
{
    /// <summary>The maximum number of problems to report for a file; more would not help the author.</summary>
    private const int MostProblems = 200;
    private const int MostShown = 80;
    private const string Required = "required";
    private const string Properties = "properties";

    private static readonly Dictionary<string, Func<string, bool>> Formats = new(StringComparer.Ordinal)
    {
        ["date"] = text => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        ["period"] = text => Period.TryParse(text, out _),
        ["uri"] = text => Uri.TryCreate(text, UriKind.Absolute, out _),
    };

    private int _found;

    /// <summary>Checks a file.</summary>
    public void Check(DefinitionNode file) => Check(file, root);

    /// <summary>Whether a text is a value of a schema of single values.</summary>
    public static bool Accepts(JsonObject schema, string text) => WhyWrong(text, schema) is null;

    private void Check(DefinitionNode node, JsonObject schema)
    {
        var shapes = ShapesOf(schema).ToList();
        var fitting = shapes.Where(shape => KindOf(shape) == node.Kind).ToList();
        if (fitting.Count == 0)
            Wrong(node, $"{Expected(shapes)} is expected here.");
        else if (node.Kind == NodeKind.Map)
            CheckMap(node, fitting);
        else if (node.Kind == NodeKind.List)
            CheckList(node, fitting[0]);
        else if (!fitting.Exists(shape => Accepts(shape, node.Text())))
            Wrong(node, fitting.Count == 1 ? WhyWrong(node.Text(), fitting[0])! : NotOne(node.Text(), schema));
    }

    private void CheckMap(DefinitionNode node, List<JsonObject> shapes)
    {
        var words = node.Entries().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        if (shapes.Find(shape => Missing(shape, words).Count == 0) is { } complete)
        {
            CheckEntries(node, complete);
            return;
        }

        // The author probably means the shape of which the most required words are present.
        var likely = shapes.GroupBy(shape => WordsOf(shape, Required).Count(words.Contains)).MaxBy(group => group.Key)!.ToList();
        if (likely is [var one])
        {
            foreach (var word in Missing(one, words))
                Wrong(node, $"'{word}' is missing here.");
            CheckEntries(node, one);
            return;
        }

        var known = likely.SelectMany(shape => WordsOf(shape, Properties)).ToHashSet(StringComparer.Ordinal);
        var unknown = node.Entries().Where(entry => !known.Contains(entry.Name)).ToList();
        foreach (var (name, key, _) in unknown.Take(MostProblems))
            Wrong(key, Unknown(name, known));
        if (unknown.Count == 0)
            Wrong(node, $"One of these is missing here: {string.Join(", ", likely.Select(shape => Missing(shape, words)[0]).Distinct())}.");
    }

    private void CheckEntries(DefinitionNode node, JsonObject schema)
    {
        var properties = schema[Properties] as JsonObject;
        var others = schema["additionalProperties"] as JsonObject;
        var entries = node.Entries().ToList();
        foreach (var (name, key, value) in entries)
        {
            if (_found >= MostProblems)
                return;
            if (properties?[name] is JsonObject own)
                Check(value, own);
            else if (others is null)
                Wrong(key, Unknown(name, WordsOf(schema, Properties)));
            else if (WhyWrong(name, (JsonObject)schema["propertyNames"]!) is { } why)
                Wrong(key, why);
            else
                Check(value, others);
        }

        if (entries.Count < Limit(schema, "minProperties", 0) || entries.Count > Limit(schema, "maxProperties", int.MaxValue))
            Wrong(node, HintOf(schema));
    }

    private void CheckList(DefinitionNode node, JsonObject schema)
    {
        var items = node.Items();
        if (items.Count < Limit(schema, "minItems", 0))
            Wrong(node, "The list is empty: write at least one entry.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (_found >= MostProblems)
                return;
            Check(item, (JsonObject)schema["items"]!);
            if (schema.ContainsKey("uniqueItems") && item.Kind == NodeKind.Scalar && !seen.Add(item.Text()))
                Wrong(item, $"'{Shown(item.Text())}' appears twice: remove one of them.");
        }
    }

    private void Wrong(DefinitionNode node, string message)
    {
        if (_found++ < MostProblems)
            node.Wrong(message);
    }

    /// <summary>Explains why a text is not a value of a schema; null if it is one.</summary>
    private static string? WhyWrong(string text, JsonObject schema)
    {
        if (schema.ContainsKey("enum"))
        {
            var words = WordsOf(schema, "enum").ToList();
            return words.Contains(text, StringComparer.Ordinal) ? null
                : words is [var only] ? $"Only '{only}' is possible here, not '{Shown(text)}'."
                : $"'{Shown(text)}' is not {TitleOf(schema)}: {Spelling.Suggestion(text, words)}";
        }

        switch (TypeOf(schema))
        {
            case "boolean":
                return text is "true" or "false" ? null : $"Write true or false, not '{Shown(text)}'.";
            case "integer":
                var (least, most) = (Limit(schema, "minimum", int.MinValue), Limit(schema, "maximum", int.MaxValue));
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                    return null;
                var range = most == int.MaxValue ? $"from {least}" : $"from {least} to {most}";
                return $"'{Shown(text)}' is not possible here. {(schema.ContainsKey("errorMessage") ? HintOf(schema) : $"Write a whole number {range}.")}";
            default:
                return text.Length == 0 ? "A text is expected here."
                    : schema["pattern"] is { } pattern
                        ? IsWritten(text, pattern.GetValue<string>(), schema) ? null
                            : NotOne(text, schema)
                    : text.Length > Limit(schema, "maxLength", int.MaxValue)
                        ? $"This is {text.Length} characters long, but at most {Limit(schema, "maxLength", 0)} are kept."
                    : null;
        }
    }

    private static bool IsWritten(string text, string pattern, JsonObject schema) =>
        text.Length <= Limit(schema, "maxLength", int.MaxValue)
        && SchemaPatterns.IsMatch(text, pattern)
        && (schema["format"] is not { } format || Formats[format.GetValue<string>()](text));

    private static string NotOne(string text, JsonObject schema) =>
        $"'{Shown(text)}' is not {TitleOf(schema, schema.ContainsKey("pattern") ? "valid " : "")}. {HintOf(schema)}";

    private static string Unknown(string word, IEnumerable<string> known) => $"Unknown word '{Shown(word)}': {Spelling.Suggestion(word, known)}";

    private static string Shown(string text) => text.Length > MostShown ? text[..MostShown] + "…" : text;

    private static string TitleOf(JsonObject schema, string adjective = "")
    {
        var title = adjective + schema["title"]!.GetValue<string>();
        return $"{("aeiou".Contains(title[0], StringComparison.Ordinal) ? "an" : "a")} {title}";
    }

    private static string HintOf(JsonObject schema) => schema["errorMessage"]!.GetValue<string>();

    private static int Limit(JsonObject schema, string keyword, int otherwise) => schema[keyword]?.GetValue<int>() ?? otherwise;

    private static List<string> Missing(JsonObject shape, HashSet<string> words) => [.. WordsOf(shape, Required).Where(word => !words.Contains(word))];

    private static IEnumerable<string> WordsOf(JsonObject schema, string keyword) =>
        schema[keyword] switch
        {
            JsonArray list => list.Select(word => word!.GetValue<string>()),
            JsonObject map => map.Select(entry => entry.Key),
            _ => [],
        };

    /// <summary>Lists the alternatives of a schema; a schema without alternatives is its only one.</summary>
    private IEnumerable<JsonObject> ShapesOf(JsonObject schema)
    {
        if (schema["$ref"] is { } reference)
            return ShapesOf((JsonObject)root["definitions"]![reference.GetValue<string>().Split('/')[^1]]!);
        return schema["anyOf"] is JsonArray shapes ? shapes.SelectMany(shape => ShapesOf((JsonObject)shape!)) : [schema];
    }

    private static NodeKind KindOf(JsonObject schema) =>
        TypeOf(schema) switch
        {
            "object" => NodeKind.Map,
            "array" => NodeKind.List,
            _ => NodeKind.Scalar,
        };

    /// <summary>Returns the type of a schema: the first one of several; a text for words.</summary>
    private static string TypeOf(JsonObject schema) => (schema["type"] is JsonArray types ? types[0] : schema["type"])?.GetValue<string>() ?? "string";

    private static string Expected(List<JsonObject> shapes)
    {
        var all = string.Join(" or ", shapes.Select(Described).Distinct());
        return char.ToUpperInvariant(all[0]) + all[1..];
    }

    private static string Described(JsonObject shape) =>
        KindOf(shape) switch
        {
            NodeKind.List => "a list [VALUE, VALUE]",
            NodeKind.Map when shape.ContainsKey(Properties) => $"a map {{ {string.Join(", ", WordsOf(shape, Required).Select(word => $"{word}: ..."))} }}",
            NodeKind.Map => "a map { NAME: ... }",
            _ => "a single value",
        };
}
