using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Modules.Reading;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// Generates JSON Schemas of the definition language, so that editors complete and validate while authors type. Rules that span several files are checked only
/// by <see cref="DefinitionReader"/>.
/// </summary>
public static partial class DefinitionSchemas
{
    private const string Name = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";
    private const string FieldName = "^[a-z][a-zA-Z0-9]*$";
    private const string PeriodPattern = @"^(P(?=\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?|\d{1,3} working days)$";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schemas by file name.</summary>
    public static IReadOnlyDictionary<string, string> All =>
        new (string File, JsonObject Schema)[]
        {
            ("module.schema.json", Module()),
            ("procedure.schema.json", Procedure()),
            ("form.schema.json", Form()),
            ("block.schema.json", Block()),
            ("guide.schema.json", Guide()),
            ("keywords.schema.json", Keywords()),
            ("texts.schema.json", DefinitionTextSchema.Build()),
        }.ToDictionary(one => one.File, one => one.Schema.ToJsonString(Written).ReplaceLineEndings("\n") + "\n", StringComparer.Ordinal);

    /// <summary>Returns the file name of the schema for a file of a module; null if there is none.</summary>
    public static string? For(string path) =>
        path.Split('/') switch
        {
            ["module.yaml"] => "module.schema.json",
            ["guide.yaml"] => "guide.schema.json",
            ["keywords.yaml"] => "keywords.schema.json",
            ["procedures", _] => "procedure.schema.json",
            ["forms", "blocks", _] => "block.schema.json",
            ["forms", _] => "form.schema.json",
            ["texts", _] => "texts.schema.json",
            _ => null,
        };

    internal static JsonObject Root(string title, JsonObject body)
    {
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = title };
        foreach (var (key, value) in body.ToList())
        {
            body.Remove(key);
            schema[key] = value;
        }

        return schema;
    }

    /// <summary>Builds the schema of a map with exactly these keys; a key that ends in ! is required.</summary>
    internal static JsonObject Map(params (string Word, JsonNode Schema, string Says)[] words)
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

    /// <summary>Builds the schema of a map from names to values of the same schema.</summary>
    internal static JsonObject Named(JsonNode value, string pattern = Name) =>
        new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["patternProperties"] = new JsonObject { [pattern] = value },
        };

    internal static JsonObject Text(string? pattern = null) =>
        pattern is null ? new() { ["type"] = "string" } : new() { ["type"] = "string", ["pattern"] = pattern };

    internal static JsonObject Ref(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    private static JsonObject Flag() => new() { ["type"] = "boolean" };

    private static JsonObject Number() => new() { ["type"] = "integer", ["minimum"] = 0 };

    private static JsonObject OneOf(params IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    private static JsonObject List(JsonNode item) => new() { ["type"] = "array", ["items"] = item };

    /// <summary>Builds the schema of a single value or a list of values.</summary>
    private static JsonObject OneOrList(Func<JsonNode> item) => new() { ["anyOf"] = new JsonArray(item(), List(item())) };

    private static JsonObject Either(params JsonNode[] shapes) => new() { ["anyOf"] = new JsonArray(shapes) };

    private static JsonObject Day() => Text(@"^\d{4}-\d{2}-\d{2}$");

    private static JsonObject Module() =>
        Root(
            "module.yaml",
            Map(
                ("module!", Text(Name), "The module's name, the same on every installation."),
                (
                    "legalBasis!",
                    Map(
                        ("act!", Text(), "As cited."),
                        ("celex!", Either(Text(), new JsonObject { ["type"] = "number" }), "Its number in EUR-Lex."),
                        ("provisions!", Text(), "What the module serves.")
                    ),
                    "The Union act that the module serves."
                ),
                (
                    "pilot",
                    Map(
                        ("launched!", Day(), "The first day."),
                        ("basis!", Text(), "The pilot's legal basis."),
                        ("until", Day(), "The last day on which exchanges can begin.")
                    ),
                    "For a pilot: its period and legal basis."
                ),
                (
                    "retention!",
                    Map(
                        ("block!", Text(PeriodPattern), "The period until personal data are blocked: at most 6 months, with longerBy 18."),
                        ("delete!", Text(PeriodPattern), "The period until personal data are deleted: at most 3 years, with longerBy more."),
                        (
                            "longerBy",
                            Map(
                                ("act!", Text(), "As cited."),
                                ("celex!", Either(Text(), new JsonObject { ["type"] = "number" }), "Its number in EUR-Lex."),
                                ("provision!", Text(), "The provision that provides for it.")
                            ),
                            "The Union act that provides for longer periods."
                        )
                    ),
                    "Periods from formal closure (Regulation (EU) No 1024/2012, Article 14)."
                ),
                (
                    "special",
                    Named(
                        Named(
                            Map(
                                ("act!", Text(), "As cited."),
                                ("celex!", Either(Text(), new JsonObject { ["type"] = "number" }), "Its number in EUR-Lex."),
                                ("provision!", Text(), "The provision that allows it.")
                            )
                        ),
                        $"^({string.Join('|', Words.SpecialCategories)})$"
                    ),
                    "Special categories of data with the grounds for processing them (Regulation (EU) No 1024/2012, Article 16)."
                ),
                ("languages!", List(OneOf(Languages.All)), "The languages of the texts; English is the reference."),
                ("procedures!", List(Text(Name)), "The procedures, in the order in which they are offered.")
            )
        );

    private static JsonObject Procedure()
    {
        var parties = Words.Parties.Keys.ToList();
        var actors = parties.SelectMany(party => Words.Roles.Keys.Select(role => $"{party}.{role}")).Append("platform");
        var state = Map(
            ("phase!", OneOf(Words.Phases.Keys), "Entering a closed state is the formal closure."),
            ("waitsFor", OneOf(parties), "The party whose turn it is; required for open states."),
            ("due", Text($"^reply$|{PeriodPattern}"), "The reply-by date in force, or a period from entering the state."),
            ("then", Text(Name), "The action that the platform takes when the last day has passed."),
            ("remindAfter", Text(PeriodPattern), "The time without activity after which a coordinator is reminded.")
        );
        var action = Map(
            ("by!", OneOrList(() => OneOf(actors)), "Who may take it: PARTY.ROLE."),
            ("from!", OneOrList(() => Text(Name)), "The states in which it can be taken."),
            ("to", Text(Name), "The state that it leads to; if omitted, the state does not change."),
            ("checks", OneOf("form"), "The exchange's form must be complete and valid."),
            ("asks", Text(Name), "The form that the action opens."),
            ("when", Ref("condition"), "The condition for offering the action."),
            ("does", OneOrList(() => OneOf(Words.Verbs.Keys)), "What it does besides changing the state."),
            (
                "extends",
                Map(
                    ("by", Text(PeriodPattern), "The period by which the last day moves."),
                    ("upTo", Text(PeriodPattern), "The longest period by which the new date may lie after the last day in force."),
                    ("total", Text(PeriodPattern), "The longest period after the original last day, for all extensions together.")
                ),
                "For does: extend: how far the last day moves; give by or upTo."
            ),
            ("clock", OneOf("restart"), "Restarts the period of the target state, even if the exchange was in it before."),
            ("style", OneOf("danger"), "Its effect cannot be undone.")
        );
        var procedure = Map(
            ("procedure!", Text(Name), "Its name, the same as the file's."),
            ("kind!", OneOf(Words.Kinds.Keys), "request: one recipient; notification, alert: several at once."),
            ("code!", Text("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), "The first part of exchange numbers."),
            ("form!", Text(Name), "The form that the sender completes."),
            (
                "legalBasis",
                Map(
                    ("act!", Text(), "As cited."),
                    ("celex!", Either(Text(), new JsonObject { ["type"] = "number" }), "Its number in EUR-Lex."),
                    ("provisions!", Text(), "What the procedure serves.")
                ),
                "The Union act that the procedure serves, if it differs from the module's."
            ),
            ("provision", Text(), "The provision that it serves."),
            ("about", OneOrList(() => Text(FieldName)), "Fields that identify the case in lists, in order of preference."),
            (
                "replyBy",
                Map(
                    ("field!", Text(FieldName), "A date field of the form."),
                    ("counterProposal", Flag(), "Whether the recipient may propose another date."),
                    ("decideWithin", Text(PeriodPattern), "How long the sender has to decide on it.")
                ),
                "The date by which a reply is wanted."
            ),
            ("recipient", OneOf("coordinator"), "Requests can be sent only to coordinators, which forward them."),
            ("recipientCountry", Text(FieldName), "For a request: the country field of the form in which the recipient must be."),
            ("recipients", OneOrList(() => Text()), "The recipients of a notification or alert: commission, all, or country fields of the form."),
            (
                "examination",
                Map(
                    ("by!", OneOf(parties), "The party that examines."),
                    ("begins!", OneOrList(() => Text(Name)), "Actions that begin it."),
                    ("ends!", OneOrList(() => Text(Name)), "Actions that end it."),
                    ("within", Text(PeriodPattern), "The period that the act sets.")
                ),
                "An examination by a party in parallel to the states."
            ),
            (
                "tasks",
                Named(
                    Map(
                        ("by!", OneOf(parties), "The party that has to do it."),
                        ("begins!", OneOrList(() => Text(Name)), "Actions that begin it."),
                        ("ends!", OneOrList(() => Text(Name)), "Actions that end it."),
                        ("within", Text(PeriodPattern), "How long the party has.")
                    )
                ),
                "Tasks of parties in parallel to the states."
            ),
            (
                "lateRecipients",
                Flag(),
                "For recipients: all: whether an authority that gets its mandate later sees exchanges that are still open (default: true for an alert)."
            ),
            (
                "copies",
                new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Text() },
                },
                "MODULE/PROCEDURE: newField: oldField."
            ),
            ("states!", Named(state), "An exchange begins in the first state."),
            ("actions!", Named(action), "In the order in which they are offered.")
        );
        return Root("procedures/NAME.yaml", With(procedure, ("condition", Condition())));
    }

    private static JsonObject With(JsonObject schema, params (string Name, JsonNode Schema)[] definitions)
    {
        schema["definitions"] = new JsonObject(definitions.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Schema)));
        return schema;
    }
}
