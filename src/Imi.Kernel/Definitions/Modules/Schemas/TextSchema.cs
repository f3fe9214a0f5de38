using System.Text.Json.Nodes;
using static Imi.Kernel.Definitions.Modules.Schemas.SchemaParts;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>
/// The schema of a module's texts, for editors. The check does not use it: the definitions determine which texts are needed (<see cref="TextKeys"/>).
/// </summary>
internal static class TextSchema
{
    public static JsonObject Build() =>
        Root(
            "texts/LANGUAGE.yaml",
            Map(
                (
                    "module!",
                    Map(
                        ("name!", Text(), "As in menus."),
                        ("title!", Text(), "In full."),
                        ("description!", Text(), "One sentence."),
                        ("act", Text(), "The act as this language's version cites it."),
                        ("provisions", Text(), "The provisions of the act as this language's version cites them."),
                        ("pilot", Text(), "The legal basis of the pilot as this language cites it."),
                        ("open", Text(), "With retention: open: the provision that limits the period, as this language cites it."),
                        ("special", Grounds(), "For each special category: the question for the ground, and the grounds.")
                    ),
                    "The module's own texts."
                ),
                ("procedures!", Named(Name("procedure", "prior-request"), Procedure()), ""),
                (
                    "forms!",
                    Named(
                        Name("form", "tracing-request"),
                        Map(
                            ("name!", Text(), "Its name."),
                            ("help", Text(), ""),
                            ("sections", Named(Name("section", "additional-information"), Map(("title!", Text(), "Its heading."), ("help", Text(), ""))), ""),
                            ("fields", Ref("fields"), "")
                        )
                    ),
                    ""
                ),
                (
                    "blocks",
                    Named(Name("block", "service-provider"), Map(("title!", Text(), "Its heading."), ("help", Text(), ""), ("fields!", Ref("fields"), ""))),
                    ""
                ),
                ("guide", Guide(), "The module's part of the guide."),
                ("keywords", Texts("keyword", "investment-fraud"), "What authorities are competent for."),
                ("glossary", Texts("term", "service-provider"), "Terms that machine translation keeps, in every language."),
                ("rules", new JsonObject { ["type"] = "object" }, "The messages of the module's own rules.")
            ),
            ("fields", Fields())
        );

    private static JsonObject Procedure() =>
        Map(
            ("name!", Text(), "Its name."),
            ("description!", Text(), "One sentence that says when to use it."),
            ("help", Text(), ""),
            ("act", Text(), "The procedure's own act as this language's version cites it."),
            ("provision", Text(), "The provision as this language's version cites it."),
            ("examination", Text(), "What is examined, if there is an examination."),
            ("tasks", Texts("task", "answer-question"), "What each task asks the party to do."),
            ("clocks", Texts("clock", "standstill"), "The name of each clock."),
            (
                "states!",
                Named(
                    Name("state", "awaiting-acceptance"),
                    Map(("name!", Text(), "The name of the state."), ("next", Text(), "What the awaited party has to do."), ("help", Text(), ""))
                ),
                ""
            ),
            (
                "actions!",
                Named(
                    Name("action", "ask-question"),
                    Map(("name!", Text(), "The button."), ("help", Text(), "One sentence."), ("done!", Text(), "The entry in the timeline."))
                ),
                ""
            )
        );

    private static JsonObject Guide() =>
        Map(
            (
                "questions!",
                Named(
                    Name("question", "prior-request"),
                    Map(
                        ("question", Text(), "The question; not for the platform's own questions."),
                        ("help", Text(), "A sentence below it."),
                        ("answers!", Texts("answer", "public-health"), "The answers.")
                    )
                ),
                ""
            ),
            (
                "outcomes!",
                Named(
                    Name("outcome", "prior-request"),
                    Map(
                        ("title!", Text(), "What to do, in few words."),
                        ("why!", Text(), "Why the answers lead here."),
                        ("how", Text(), "What to do there, when and where."),
                        ("provision", Text(), "The act and provision that decide, if they differ from the procedure's.")
                    )
                ),
                ""
            )
        );

    private static JsonObject Grounds() =>
        Named(
            OneOf("special category of data", Words.SpecialCategories),
            Map(
                ("label!", Text(), "The question."),
                ("help", Text(), "A sentence below it."),
                ("options!", Texts("ground", "good-repute"), "The grounds, with the provision as this language cites it.")
            )
        );

    private static JsonObject Fields() =>
        Named(
            FieldName(),
            Map(
                ("label!", Text(), "The question."),
                ("help", Text(), "A sentence below it."),
                ("item", Text(), "The name of one item of a group."),
                ("options", Texts("option", "public-health"), "The answers that are offered."),
                ("refuse", Texts("reason", "taken-too-early"), "Why the form is refused, and what to do."),
                ("fields", Ref("fields"), "The fields of a group.")
            )
        );

    /// <summary>A map from names to texts.</summary>
    private static JsonObject Texts(string what, string example) => Named(Name(what, example), Text());
}
