using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imi.Kernel.Definitions.Modules;

/// <content>The shapes of forms, guides and keywords.</content>
public static partial class DefinitionSchemas
{
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
                            ("outside", Text("^https://"), "The web address of an outcome outside the platform."),
                            ("leadsTo", texts.DeepClone(), "One question with the answer to continue with."),
                            (
                                "when!",
                                Either(answers.DeepClone(), List(answers)),
                                "The answers that lead here: question to answer, or to a list of them; several sets as a list."
                            ),
                            ("fills", texts.DeepClone(), "FIELD: the question whose answer fills it, or country."),
                            ("sets", texts, "FIELD: the answer that this outcome implies.")
                        )
                    ),
                    "The outcomes that the answers lead to."
                )
            )
        );
    }

    private static JsonObject Keywords() =>
        Root("keywords.yaml", Map(("keywords!", List(Text(Name)), "Keywords for what authorities are competent for, in display order.")));

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
            ("type!", OneOf(Words.FieldTypes.Keys), "Its type."),
            ("required", Either(Flag(), Map(("when!", Ref("condition"), ""))), "Whether it must be answered."),
            ("visible", Map(("when!", Ref("condition"), "")), "When it is shown; without it, always."),
            ("options", List(Text(Name)), "For choice and multichoice: the codes, in order."),
            ("several", Flag(), "For url, email, country, language: more than one."),
            ("personal", Flag(), "May hold personal data."),
            ("confidential", Flag(), "Visible only to the parties' own officers (Regulation (EU) No 1024/2012, Article 10)."),
            (
                "special",
                OneOf(Words.SpecialCategories),
                "Contains data of a special category: asks for the ground, and is shown only on request (Regulation (EU) No 1024/2012, Article 16)."
            ),
            ("statistic", Flag(), "Stored unencrypted for statistics."),
            ("maxLength", Number(), "The maximum length of a text."),
            ("min", Either(Number(), OneOf("today")), "The minimum of a number; for a date: today."),
            ("max", Number(), "The maximum of a number."),
            ("notBefore", OneOrList(() => Text(FieldName)), "For a date: today, sent, accepted or another date of the form, before which it is invalid."),
            ("notAfter", OneOrList(() => Text(FieldName)), "For a date: the same, after which it is invalid."),
            ("prefill", OneOf("replyBy"), "Prefilled with the reply-by date in force.")
        );

    private static JsonObject Group() =>
        Map(
            ("group!", Text(FieldName), "The name of a repeatable group."),
            ("fields!", List(Ref("field")), "Its fields."),
            ("minItems", Number(), "The minimum number of items."),
            ("maxItems", Number(), "The maximum number of items (default: 20)."),
            ("splittable", Flag(), "Single items can be split off to another authority."),
            ("visible", Map(("when!", Ref("condition"), "")), "When it is shown.")
        );

    private static JsonObject Condition() =>
        Either(
            Map(("all!", List(Ref("condition")), "All hold.")),
            Map(("any!", List(Ref("condition")), "At least one holds.")),
            Map(("not!", Ref("condition"), "It does not hold.")),
            Map(("setup!", Text(@"^(sender|recipient)\.(approves-requests|approves-replies|refers)$"), "The authority's mandate has this setting.")),
            Map(("pending!", Text(Name), "Something is not done yet: a task, date-proposal, examination, period, answers, parts.")),
            Map(("done!", Text(Name), "The action was taken before.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("is!", Either(Text(), Flag(), new JsonObject { ["type"] = "number" }), "The answer.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("isNot!", Either(Text(), Flag(), new JsonObject { ["type"] = "number" }), "Not the answer.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("answered!", Flag(), "Whether there is an answer."))
        );
}
