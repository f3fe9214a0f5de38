using System.Text.Json.Nodes;
using static Imi.Kernel.Definitions.Modules.Schemas.SchemaParts;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>The schemas of forms and blocks.</summary>
internal static class FormSchemas
{
    private const int LongestText = 100_000;
    private const int MostItems = 200;

    public static JsonObject Form() =>
        WithFields(
            "forms/NAME.yaml",
            Map(
                ("form!", Name("form", "tracing-request"), "Its name, the same as the file's."),
                (
                    "sections!",
                    List(
                        Either(
                            Map(("block!", Text(), "A block of forms/blocks.")),
                            Map(("section!", Name("section", "additional-information"), "Its name."), ("fields!", Elements(), "Fields and groups."))
                        )
                    ),
                    "In order."
                )
            )
        );

    public static JsonObject Block() =>
        WithFields(
            "forms/blocks/NAME.yaml",
            Map(("block!", Name("block", "service-provider"), "Its name, the same as the file's."), ("fields!", Elements(), "Fields and groups."))
        );

    private static JsonObject WithFields(string title, JsonObject body) =>
        Root(title, body, ("element", Either(Ref("field"), Group())), ("field", Field()), (ConditionSchema.Name, ConditionSchema.Build()));

    private static JsonObject Elements() => List(Ref("element"), least: 1);

    private static JsonObject Field() =>
        Map(
            ("field!", FieldName(), "Its name, unique in the form."),
            ("type!", OneOf("field type", Words.FieldTypes.Keys), "Its type."),
            ("required", Either(Flag(), ConditionSchema.When()), "Whether it must be answered."),
            ("visible", ConditionSchema.When(), "When it is shown; without it, always."),
            ("options", Set(Name("option", "public-health")), "For choice and multichoice: the codes, in order."),
            ("several", Flag(), "For url, email, country, language: more than one."),
            ("personal", Flag(), "May hold personal data."),
            ("confidential", Flag(), "Visible only to the parties' own officers (Regulation (EU) No 1024/2012, Article 10)."),
            ("translation", Only("union"), "For a confidential longtext: engines that an institution of the Union runs may translate it."),
            (
                "special",
                OneOf("special category of data", Words.SpecialCategories),
                "Contains data of a special category: asks for the ground, and is shown only on request (Regulation (EU) No 1024/2012, Article 16)."
            ),
            ("statistic", Flag(), "Stored unencrypted for statistics."),
            ("maxLength", Number(1, LongestText), "The maximum length of a text."),
            ("min", EitherValue("minimum", "Write a whole number; for a date, today.", Number(), Only("today")), "The minimum of a number; for a date: today."),
            ("max", Number(), "The maximum of a number."),
            ("notBefore", OneOrSet(() => Text()), "For a date: today, sent, accepted or another date of the form, before which it is invalid."),
            ("notAfter", OneOrSet(() => Text()), "For a date: the same, after which it is invalid."),
            (
                "refuse",
                Named(Name("reason", "taken-too-early"), Ref(ConditionSchema.Name), "Name at least one reason, with its condition."),
                "Reasons for which the form is refused, each with its condition; the text of the reason is shown beside the field."
            ),
            ("days", Only("sent"), "For a date: readers also see how many days before or after the sending of the exchange it lies."),
            ("prefill", Only("replyBy"), "Prefilled with the reply-by date in force.")
        );

    private static JsonObject Group() =>
        Map(
            ("group!", FieldName(), "The name of a repeatable group."),
            ("fields!", List(Ref("field"), least: 1), "Its fields."),
            ("minItems", Number(), "The minimum number of items."),
            (
                "maxItems",
                Number(1, MostItems, $"Write a whole number from 1 to {MostItems}; for more, ask for a file or for several exchanges."),
                "The maximum number of items (default: 20)."
            ),
            ("splittable", Flag(), "Single items can be split off to another authority."),
            ("visible", ConditionSchema.When(), "When it is shown.")
        );
}
