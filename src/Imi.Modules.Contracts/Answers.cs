using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imi.Modules.Contracts;

/// <summary>
/// What somebody answered to a form: field name to answer. Immutable. Every answer is kept as it was typed, also when it
/// is no valid date or number yet, so that an error never loses it; validation belongs to the form.
/// </summary>
public sealed class Answers
{
    private readonly SortedDictionary<string, Answer> _answers;

    private Answers(SortedDictionary<string, Answer> answers) => _answers = answers;

    /// <summary>No answers.</summary>
    public static Answers None { get; } = new(new(StringComparer.Ordinal));

    /// <summary>The names of the fields and groups that have an answer.</summary>
    public IReadOnlyCollection<string> Fields => _answers.Keys;

    /// <summary>The answer to a field or group, or null where there is none.</summary>
    public Answer? this[string field] => _answers.GetValueOrDefault(field);

    /// <summary>The answer as one text: of several, the first; empty where there is none.</summary>
    public string Text(string field) =>
        this[field] switch
        {
            Answer.Single single => single.Text,
            Answer.Several { Texts: [var first, ..] } => first,
            _ => "",
        };

    /// <summary>All texts or codes answered to a field; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string field) =>
        this[field] switch
        {
            Answer.Single { Text.Length: > 0 } single => [single.Text],
            Answer.Several several => several.Texts,
            _ => [],
        };

    /// <summary>The items of a repeatable group; empty where there is none.</summary>
    public IReadOnlyList<Answers> Items(string group) => (this[group] as Answer.Group)?.Items ?? [];

    /// <summary>The answer to a date field, or null where there is none or it is no date.</summary>
    public DateOnly? Date(string field) => DateOnly.TryParseExact(Text(field), "yyyy-MM-dd", out var date) ? date : null;

    /// <summary>Whether a field has an answer at all.</summary>
    public bool Has(string field) => this[field] is { IsEmpty: false };

    /// <summary>These answers with one more, or one replaced; an empty answer removes the field.</summary>
    public Answers With(string field, Answer answer)
    {
        var copy = new SortedDictionary<string, Answer>(_answers, StringComparer.Ordinal);
        if (answer.IsEmpty)
            copy.Remove(field);
        else
            copy[field] = answer;
        return new(copy);
    }

    /// <summary>These answers with one more text, or one replaced; an empty text removes the field.</summary>
    public Answers With(string field, string text) => With(field, new Answer.Single(text));

    /// <summary>These answers with several texts or codes for a field.</summary>
    public Answers With(string field, IEnumerable<string> texts) => With(field, new Answer.Several([.. texts]));

    /// <summary>These answers with the items of a repeatable group.</summary>
    public Answers With(string group, IEnumerable<Answers> items) => With(group, new Answer.Group([.. items]));

    /// <summary>The answers to the given fields alone.</summary>
    public Answers Only(Func<string, bool> keep) =>
        new(new SortedDictionary<string, Answer>(_answers.Where(answer => keep(answer.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>The answers as JSON: a text, an array of texts, or an array of objects for a group.</summary>
    public string ToJson() => ToJsonObject().ToJsonString();

    /// <summary>The answers as a JSON object.</summary>
    public JsonObject ToJsonObject()
    {
        var json = new JsonObject();
        foreach (var (field, answer) in _answers)
        {
            json[field] = answer switch
            {
                Answer.Single single => single.Text,
                Answer.Several several => new JsonArray([.. several.Texts.Select(text => (JsonNode)text)]),
                Answer.Group group => new JsonArray([.. group.Items.Select(item => (JsonNode)item.ToJsonObject())]),
                _ => throw new InvalidOperationException($"Unknown kind of answer: {answer.GetType()}."),
            };
        }

        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote. Numbers and booleans are accepted as texts (<c>true</c> as <c>yes</c>).</summary>
    /// <exception cref="FormatException">The JSON is not of that shape.</exception>
    public static Answers FromJson(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("Answers are a JSON object: field name to answer.");
        var answers = None;
        foreach (var property in json.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            answers = answers.With(
                property.Name,
                property.Value.ValueKind == JsonValueKind.Array
                    ? FromArray(property.Name, property.Value)
                    : new Answer.Single(Scalar(property.Name, property.Value))
            );
        }

        return answers;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no such JSON.</exception>
    public static Answers FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return FromJson(document.RootElement);
        }
        catch (JsonException notJson)
        {
            throw new FormatException("Answers are a JSON object: field name to answer.", notJson);
        }
    }

    private static Answer FromArray(string field, JsonElement array)
    {
        var items = array.EnumerateArray().ToList();
        return items.Count > 0 && items.TrueForAll(item => item.ValueKind == JsonValueKind.Object)
            ? new Answer.Group([.. items.Select(FromJson)])
            : new Answer.Several([.. items.Select(item => Scalar(field, item))]);
    }

    private static string TextOf(string field, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException halfCharacter)
        {
            throw new FormatException($"The answer to '{field}' holds half of a character.", halfCharacter);
        }
    }

    private static string Scalar(string field, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => TextOf(field, value),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => throw new FormatException($"The answer to '{field}' is a text, an array of texts, or an array of objects."),
        };
}
