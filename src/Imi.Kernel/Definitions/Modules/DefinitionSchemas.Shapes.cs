using System.Text.Json;

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
}
