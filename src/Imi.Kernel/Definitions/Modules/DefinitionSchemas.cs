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
public static class DefinitionSchemas
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
                    "Where the module is a pilot."
                ),
                (
                    "retention!",
                    Map(
                        ("block!", Text(PeriodPattern), "Personal data are hidden then: at the latest after 6 months, with longerBy 18."),
                        ("delete!", Text(PeriodPattern), "Personal data are deleted then: at the latest after 3 years, with longerBy later."),
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
                ("languages!", List(OneOf(Languages.All)), "The languages that texts/ holds completely; English is the reference."),
                ("procedures!", List(Text(Name)), "The procedures, in the order in which they are offered.")
            )
        );

    private static JsonObject Procedure()
    {
        var parties = Words.Parties.Keys.ToList();
        var actors = parties.SelectMany(party => Words.Roles.Keys.Select(role => $"{party}.{role}")).Append("platform");
        var state = Map(
            ("phase!", OneOf(Words.Phases.Keys), "Reaching closed is the formal closure."),
            ("waitsFor", OneOf(parties), "Whose turn it is; needed while open."),
            ("due", Text($"^reply$|{PeriodPattern}"), "The reply-by date in force, or a period from reaching the state."),
            ("then", Text(Name), "The action that the platform takes when the last day has passed."),
            ("remindAfter", Text(PeriodPattern), "After this time without movement a coordinator's attention is drawn.")
        );
        var action = Map(
            ("by!", OneOrList(() => OneOf(actors)), "Who may take it: PARTY.ROLE."),
            ("from!", OneOrList(() => Text(Name)), "The states in which it can be taken."),
            ("to", Text(Name), "The state reached; left out, the state stays."),
            ("checks", OneOf("form"), "The exchange's form must be complete and right."),
            ("asks", Text(Name), "The form that the action opens."),
            ("when", Ref("condition"), "A condition that must hold, else it is not offered."),
            ("does", OneOrList(() => OneOf(Words.Verbs.Keys)), "What it does beyond moving to a state."),
            (
                "extends",
                Map(
                    ("by", Text(PeriodPattern), "The period by which the last day moves."),
                    ("upTo", Text(PeriodPattern), "The longest period by which the asked day may lie after the last day in force."),
                    ("total", Text(PeriodPattern), "The longest period after the last day without any extension.")
                ),
                "With does: extend: how far; by or upTo."
            ),
            ("clock", OneOf("restart"), "The period of the state that it leads to begins again, although the exchange was there before."),
            ("style", OneOf("danger"), "It ends something that cannot be taken back.")
        );
        var procedure = Map(
            ("procedure!", Text(Name), "Its name, the same as the file's."),
            ("kind!", OneOf(Words.Kinds.Keys), "request: one recipient; notification, alert: several at once."),
            ("code!", Text("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), "The first part of exchange numbers."),
            ("form!", Text(Name), "The form that the sender fills."),
            (
                "legalBasis",
                Map(
                    ("act!", Text(), "As cited."),
                    ("celex!", Either(Text(), new JsonObject { ["type"] = "number" }), "Its number in EUR-Lex."),
                    ("provisions!", Text(), "What the procedure serves.")
                ),
                "The Union act that the procedure serves, where it is not the module's."
            ),
            ("provision", Text(), "The provision that it serves."),
            ("about", OneOrList(() => Text(FieldName)), "Fields that name the case in lists, in order of preference."),
            (
                "replyBy",
                Map(
                    ("field!", Text(FieldName), "A date field of the form."),
                    ("counterProposal", Flag(), "Whether the recipient may propose another date."),
                    ("decideWithin", Text(PeriodPattern), "How long the sender has to decide on it.")
                ),
                "By when a reply is wanted."
            ),
            ("recipient", OneOf("coordinator"), "A request can be addressed to coordinators alone, which forward it."),
            ("recipientCountry", Text(FieldName), "For a request: the country field of the form that says where the authority to be asked should be."),
            ("recipients", OneOrList(() => Text()), "Whom a notification or alert reaches: commission, all, country fields of the form."),
            (
                "examination",
                Map(
                    ("by!", OneOf(parties), "Who examines."),
                    ("begins!", OneOrList(() => Text(Name)), "Actions that begin it."),
                    ("ends!", OneOrList(() => Text(Name)), "Actions that end it."),
                    ("within", Text(PeriodPattern), "The period that the act sets.")
                ),
                "What a party examines beside the states."
            ),
            (
                "tasks",
                Named(
                    Map(
                        ("by!", OneOf(parties), "Who has to do it."),
                        ("begins!", OneOrList(() => Text(Name)), "Actions that begin it."),
                        ("ends!", OneOrList(() => Text(Name)), "Actions with which it is done."),
                        ("within", Text(PeriodPattern), "How long the party has.")
                    )
                ),
                "What parties have to do beside the states."
            ),
            (
                "lateRecipients",
                Flag(),
                "With recipients: all: whether an authority that gets its mandate later sees what is still open; for an alert true unless it says otherwise."
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
            ("states!", Named(state), "The first is where an exchange begins."),
            ("actions!", Named(action), "In the order in which they are offered.")
        );
        return Root("procedures/NAME.yaml", With(procedure, ("condition", Condition())));
    }

    private static JsonObject Guide()
    {
        var answers = new JsonObject { ["type"] = "object", ["additionalProperties"] = OneOrList(() => Text(Name)) };
        var texts = new JsonObject { ["type"] = "object", ["additionalProperties"] = Text() };
        return Root(
            "guide.yaml",
            Map(
                ("questions!", Named(List(Text(Name))), "Questions with their answers: own ones, and this module's answers to matter and rule-on."),
                (
                    "outcomes!",
                    Named(
                        Map(
                            ("procedure", Text(Name), "The procedure to begin."),
                            ("outside", Text("^https://"), "Where the way leads outside the platform."),
                            ("leadsTo", texts.DeepClone(), "One question with the answer to go on with."),
                            (
                                "when!",
                                Either(answers.DeepClone(), List(answers)),
                                "The answers that lead here: question to answer, or to a list of them; several sets as a list."
                            ),
                            ("fills", texts.DeepClone(), "FIELD: the question whose answer fills it, or country."),
                            ("sets", texts, "FIELD: what follows from being here.")
                        )
                    ),
                    "Where the answers lead."
                )
            )
        );
    }

    private static JsonObject Keywords() =>
        Root("keywords.yaml", Map(("keywords!", List(Text(Name)), "What authorities can be competent for, in the order in which it is offered.")));

    private static JsonObject Form() =>
        Root(
            "forms/NAME.yaml",
            With(
                Map(
                    ("form!", Text(Name), "Its name, the same as the file's."),
                    (
                        "sections!",
                        List(
                            Either(
                                Map(("block!", Text(Name), "A block of forms/blocks.")),
                                Map(("section!", Text(Name), "Its name."), ("fields!", List(Ref("element")), "Fields and groups."))
                            )
                        ),
                        "In order."
                    )
                ),
                ("element", Either(Ref("field"), Group())),
                ("field", Field()),
                ("condition", Condition())
            )
        );

    private static JsonObject Block() =>
        Root(
            "forms/blocks/NAME.yaml",
            With(
                Map(("block!", Text(Name), "Its name, the same as the file's."), ("fields!", List(Ref("element")), "Fields and groups.")),
                ("element", Either(Ref("field"), Group())),
                ("field", Field()),
                ("condition", Condition())
            )
        );

    private static JsonObject Field() =>
        Map(
            ("field!", Text(FieldName), "Its name, unique in the form."),
            ("type!", OneOf(Words.FieldTypes.Keys), "What it takes."),
            ("required", Either(Flag(), Map(("when!", Ref("condition"), ""))), "Whether it must be answered."),
            ("visible", Map(("when!", Ref("condition"), "")), "When it is shown; without it, always."),
            ("options", List(Text(Name)), "For choice and multichoice: the codes, in order."),
            ("several", Flag(), "For url, email, country, language: more than one."),
            ("personal", Flag(), "May hold personal data."),
            ("confidential", Flag(), "For the parties' own officers alone (Regulation (EU) No 1024/2012, Article 10)."),
            (
                "special",
                OneOf(Words.SpecialCategories),
                "Of a special category: asks for the ground, shown on request alone (Regulation (EU) No 1024/2012, Article 16)."
            ),
            ("statistic", Flag(), "Kept in clear for statistics."),
            ("maxLength", Number(), "The longest text."),
            ("min", Either(Number(), OneOf("today")), "The smallest number; for a date: today."),
            ("max", Number(), "The largest number."),
            ("notBefore", OneOrList(() => Text(FieldName)), "For a date: today, sent, accepted or another date of the form, before which it is refused."),
            ("notAfter", OneOrList(() => Text(FieldName)), "For a date: the same, after which it is refused."),
            ("prefill", OneOf("replyBy"), "Begins with the reply-by date in force.")
        );

    private static JsonObject Group() =>
        Map(
            ("group!", Text(FieldName), "The name of a repeatable group."),
            ("fields!", List(Ref("field")), "Its fields."),
            ("minItems", Number(), "The fewest items."),
            ("maxItems", Number(), "The most items; 20 by default."),
            ("splittable", Flag(), "Items can be handed to another authority one by one."),
            ("visible", Map(("when!", Ref("condition"), "")), "When it is shown.")
        );

    private static JsonObject Condition() =>
        Either(
            Map(("all!", List(Ref("condition")), "All hold.")),
            Map(("any!", List(Ref("condition")), "One holds.")),
            Map(("not!", Ref("condition"), "It does not hold.")),
            Map(("setup!", Text(@"^(sender|recipient)\.(approves-requests|approves-replies|refers)$"), "The authority's set-up says so.")),
            Map(("pending!", Text(Name), "Something is not done yet: a task, date-proposal, examination, period, answers, parts.")),
            Map(("done!", Text(Name), "The action was taken before.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("is!", Either(Text(), Flag(), new JsonObject { ["type"] = "number" }), "The answer.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("isNot!", Either(Text(), Flag(), new JsonObject { ["type"] = "number" }), "Not the answer.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("answered!", Flag(), "Whether there is an answer."))
        );

    private static JsonObject With(JsonObject schema, params (string Name, JsonNode Schema)[] definitions)
    {
        schema["definitions"] = new JsonObject(definitions.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Schema)));
        return schema;
    }
}
