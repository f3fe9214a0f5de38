using System.Text.Json.Nodes;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>
/// The parts of which the schemas consist. Each call makes a new part, because a JSON node has one parent. <c>title</c> names a kind of value in messages;
/// <c>errorMessage</c>, which editors show too, explains how to write it.
/// </summary>
internal static class SchemaParts
{
    /// <summary>The maximum length of a name.</summary>
    private const int LongestName = 60;

    /// <summary>The root of a schema.</summary>
    public static JsonObject Root(string title, JsonObject body, params (string Name, JsonObject Schema)[] definitions)
    {
        body.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        body.Insert(1, "title", title);
        if (definitions.Length > 0)
            body["definitions"] = new JsonObject(definitions.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Schema)));
        return body;
    }

    /// <summary>A map with exactly these words; a word that ends in ! is required.</summary>
    public static JsonObject Map(params (string Word, JsonObject Schema, string Says)[] words)
    {
        var properties = new JsonObject();
        foreach (var (word, schema, says) in words)
        {
            if (says.Length > 0)
                schema["description"] = says;
            properties[word.TrimEnd('!')] = schema;
        }

        var map = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        var required = words.Where(word => word.Word.EndsWith('!')).Select(word => (JsonNode)word.Word.TrimEnd('!')).ToArray();
        if (required.Length > 0)
            map["required"] = new JsonArray(required);
        return map;
    }

    /// <summary>A map from names to values that share a schema.</summary>
    /// <param name="names">The schema of the names.</param>
    /// <param name="value">The schema of the values.</param>
    /// <param name="most">The maximum number of entries; null for any number.</param>
    /// <param name="hint">What to write if the map is empty or too large; null if it may be empty.</param>
    public static JsonObject Named(JsonObject names, JsonObject value, string? hint = null, int? most = null)
    {
        var map = new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = names,
            ["additionalProperties"] = value,
        };
        if (hint is not null)
        {
            map["minProperties"] = 1;
            map["errorMessage"] = hint;
        }

        if (most is { } number)
            map["maxProperties"] = number;
        return map;
    }

    /// <summary>A text, optionally with a maximum length.</summary>
    public static JsonObject Text(int? longest = null)
    {
        var text = new JsonObject { ["type"] = "string" };
        if (longest is { } length)
            text["maxLength"] = length;
        return text;
    }

    /// <summary>A text that is written in a certain way.</summary>
    /// <param name="what">What it is, as in "is not a ...".</param>
    /// <param name="pattern">One of <see cref="SchemaPatterns"/>.</param>
    /// <param name="hint">How to write it: a sentence.</param>
    /// <param name="longest">The maximum length; null for any.</param>
    /// <param name="format">The format that the text must have beside the pattern; null for none.</param>
    public static JsonObject Written(string what, string pattern, string hint, int? longest = null, string? format = null)
    {
        var text = Text(longest);
        text["title"] = what;
        text["pattern"] = pattern;
        if (format is not null)
            text["format"] = format;
        text["errorMessage"] = hint;
        return text;
    }

    /// <summary>A text that is also accepted where YAML reads it as a number or Boolean value, such as an answer or a CELEX number.</summary>
    public static JsonObject TextOr(params string[] others) => new() { ["type"] = new JsonArray(["string", .. others.Select(other => (JsonNode)other)]) };

    /// <summary>A new name of something: lower case with hyphens.</summary>
    public static JsonObject Name(string what, string example) =>
        Written($"{what} name", SchemaPatterns.Name, $"Names are lower case with hyphens, at most {LongestName} characters, such as {example}.", LongestName);

    /// <summary>A new name of a field or a group.</summary>
    public static JsonObject FieldName() =>
        Written(
            "field name",
            SchemaPatterns.FieldName,
            $"Write it like webAddresses, beginning with a small letter, at most {LongestName} characters.",
            LongestName
        );

    /// <summary>A calendar period or a number of working days.</summary>
    public static JsonObject Period() =>
        Written(
            "period",
            SchemaPatterns.Period,
            "Write P7D for seven days, P2M for two months, P3Y for three years or 15 working days: more than zero, at most a hundred years.",
            format: "period"
        );

    /// <summary>A calendar period; working days are not possible.</summary>
    public static JsonObject CalendarPeriod() =>
        Written(
            "period",
            SchemaPatterns.CalendarPeriod,
            "Write P7D for seven days or P2M for two months: more than zero, at most a hundred years.",
            format: "period"
        );

    /// <summary>A date.</summary>
    public static JsonObject Day() => Written("date", SchemaPatterns.Day, "Write it like 2013-11-25.", format: "date");

    /// <summary>A Union act with a provision.</summary>
    /// <param name="provision">The word for the provision.</param>
    /// <param name="says">What the provision does.</param>
    public static JsonObject Act(string provision, string says) =>
        Map(("act!", Text(), "As cited."), ("celex!", TextOr("number"), "Its number in EUR-Lex."), ($"{provision}!", Text(), says));

    /// <summary>True or false.</summary>
    public static JsonObject Flag() => new() { ["type"] = "boolean" };

    /// <summary>A whole number.</summary>
    public static JsonObject Number(int least = 0, int? most = null, string? hint = null)
    {
        var number = new JsonObject { ["type"] = "integer", ["minimum"] = least };
        if (most is { } largest)
            number["maximum"] = largest;
        if (hint is not null)
            number["errorMessage"] = hint;
        return number;
    }

    /// <summary>One of these words.</summary>
    /// <param name="what">What they are, as in "is not a ...".</param>
    /// <param name="words">The words.</param>
    public static JsonObject OneOf(string what, params IEnumerable<string> words) =>
        new() { ["title"] = what, ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    /// <summary>The only possible word.</summary>
    public static JsonObject Only(string word) => new() { ["enum"] = new JsonArray(word) };

    /// <summary>A list.</summary>
    public static JsonObject List(JsonObject item, int least = 0)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item };
        if (least > 0)
            list["minItems"] = least;
        return list;
    }

    /// <summary>A list of different values.</summary>
    public static JsonObject Set(JsonObject item, int least = 0)
    {
        var list = List(item, least);
        list["uniqueItems"] = true;
        return list;
    }

    /// <summary>A single value or a list of different values.</summary>
    public static JsonObject OneOrSet(Func<JsonObject> item, int least = 0) => Either(item(), Set(item(), least));

    /// <summary>One of several shapes. The check chooses among maps by their required words.</summary>
    public static JsonObject Either(params JsonNode[] shapes) => new() { ["anyOf"] = new JsonArray(shapes) };

    /// <summary>One of several ways to write a single value.</summary>
    /// <param name="what">What it is, as in "is not a ...".</param>
    /// <param name="hint">How to write it: a sentence.</param>
    /// <param name="shapes">The ways.</param>
    public static JsonObject EitherValue(string what, string hint, params JsonNode[] shapes)
    {
        var either = new JsonObject { ["title"] = what };
        either["anyOf"] = new JsonArray(shapes);
        either["errorMessage"] = hint;
        return either;
    }

    /// <summary>A part among the root's definitions.</summary>
    public static JsonObject Ref(string name) => new() { ["$ref"] = $"#/definitions/{name}" };
}
