using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imi.Modules.Contracts;

/// <summary>
/// The answers to a form, by field name. Immutable. Each answer is kept as entered, even if it is not a valid date or number, so that an error
/// never loses it; the form validates answers.
/// </summary>
public sealed class Answers
{
    private readonly SortedDictionary<string, Answer> _answers;

    private Answers(SortedDictionary<string, Answer> answers) => _answers = answers;

    /// <summary>No answers.</summary>
    public static Answers None { get; } = new(new(StringComparer.Ordinal));

    /// <summary>The names of the fields and groups that have an answer.</summary>
    public IReadOnlyCollection<string> Fields => _answers.Keys;

    /// <summary>The answer to a field or group; null if there is none.</summary>
    public Answer? this[string field] => _answers.GetValueOrDefault(field);

    /// <summary>The answer as one text: the first of several; empty if there is none.</summary>
    public string Text(string field) =>
        this[field] switch
        {
            Answer.Single single => single.Text,
            Answer.Several { Texts: [var first, ..] } => first,
            _ => "",
        };

    /// <summary>All texts or codes of the answer to a field; empty if there is none.</summary>
    public IReadOnlyList<string> Texts(string field) =>
        this[field] switch
        {
            Answer.Single { Text.Length: > 0 } single => [single.Text],
            Answer.Several several => several.Texts,
            _ => [],
        };

    /// <summary>The items of a repeatable group; empty if there are none.</summary>
    public IReadOnlyList<Answers> Items(string group) => (this[group] as Answer.Group)?.Items ?? [];

    /// <summary>The answer to a date field; null if there is none or it is not a date.</summary>
    public DateOnly? Date(string field) => DateOnly.TryParseExact(Text(field), "yyyy-MM-dd", out var date) ? date : null;

    /// <summary>Whether a field has a non-empty answer.</summary>
    public bool Has(string field) => this[field] is { IsEmpty: false };

    /// <summary>Returns a copy with the answer added or replaced; an empty answer removes the field.</summary>
    public Answers With(string field, Answer answer)
    {
        var copy = new SortedDictionary<string, Answer>(_answers, StringComparer.Ordinal);
        if (answer.IsEmpty)
            copy.Remove(field);
        else
            copy[field] = answer;
        return new(copy);
    }

    /// <summary>Returns a copy with the text added or replaced; an empty text removes the field.</summary>
    public Answers With(string field, string text) => With(field, new Answer.Single(text));

    /// <summary>Returns a copy with several texts or codes for a field; if all are empty, the field is removed.</summary>
    public Answers With(string field, IEnumerable<string> texts) => With(field, new Answer.Several([.. texts]));

    /// <summary>Returns a copy with the items of a repeatable group; no items remove the group.</summary>
    public Answers With(string group, IEnumerable<Answers> items) => With(group, new Answer.Group([.. items]));

    /// <summary>Returns a copy with only the fields that match.</summary>
    public Answers Only(Func<string, bool> keep) =>
        new(new SortedDictionary<string, Answer>(_answers.Where(answer => keep(answer.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>Converts the answers to a JSON object: each is a text, an array of texts, or an array of objects for a group.</summary>
    public string ToJson() => ToJsonObject().ToJsonString();

    /// <summary>Converts the answers to a JSON object, as <see cref="ToJson"/> does.</summary>
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

    /// <summary>Reads the output of <see cref="ToJson"/>. Accepts numbers and booleans as texts (<c>true</c> as <c>yes</c>).</summary>
    /// <exception cref="FormatException">The JSON has another shape.</exception>
    public static Answers FromJson(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("Answers must be a JSON object that maps field names to answers.");
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

    /// <summary>Reads the output of <see cref="ToJson"/>. Accepts numbers and booleans as texts (<c>true</c> as <c>yes</c>).</summary>
    /// <exception cref="FormatException">The text is not JSON, or the JSON has another shape.</exception>
    public static Answers FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return FromJson(document.RootElement);
        }
        catch (JsonException notJson)
        {
            throw new FormatException("Answers must be a JSON object that maps field names to answers.", notJson);
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
            throw new FormatException($"The answer to '{field}' contains half of a surrogate pair.", halfCharacter);
        }
    }

    private static string Scalar(string field, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => TextOf(field, value),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => throw new FormatException($"The answer to '{field}' must be a text, an array of texts, or an array of objects."),
        };
}
