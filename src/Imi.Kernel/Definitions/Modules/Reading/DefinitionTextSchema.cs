using System.Text.Json.Nodes;
using static Imi.Kernel.Definitions.Modules.DefinitionSchemas;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Generates the JSON Schema of a module's texts.</summary>
internal static class DefinitionTextSchema
{
    private const string FieldName = "^[a-z][a-zA-Z0-9]*$";

    public static JsonObject Build()
    {
        var schema = Root(
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
                        ("special", Ref("grounds"), "For each special category: the question for the ground, and the grounds.")
                    ),
                    "The module's own texts."
                ),
                (
                    "procedures!",
                    Named(
                        Map(
                            ("name!", Text(), "Its name."),
                            ("description!", Text(), "One sentence that says when to use it."),
                            ("help", Text(), ""),
                            ("act", Text(), "The procedure's own act as this language's version cites it."),
                            ("provision", Text(), "The provision as this language's version cites it."),
                            ("examination", Text(), "What is examined, if there is an examination."),
                            ("tasks", Named(Text()), "What each task asks the party to do."),
                            (
                                "states!",
                                Named(
                                    Map(
                                        ("name!", Text(), "The name of the state."),
                                        ("next", Text(), "What the awaited party has to do."),
                                        ("help", Text(), "")
                                    )
                                ),
                                ""
                            ),
                            (
                                "actions!",
                                Named(
                                    Map(("name!", Text(), "The button."), ("help", Text(), "One sentence."), ("done!", Text(), "The entry in the timeline."))
                                ),
                                ""
                            )
                        )
                    ),
                    ""
                ),
                (
                    "forms!",
                    Named(
                        Map(
                            ("name!", Text(), "Its name."),
                            ("help", Text(), ""),
                            ("sections", Named(Map(("title!", Text(), "Its heading."), ("help", Text(), ""))), ""),
                            ("fields", Ref("fields"), "")
                        )
                    ),
                    ""
                ),
                ("blocks", Named(Map(("title!", Text(), "Its heading."), ("help", Text(), ""), ("fields!", Ref("fields"), ""))), ""),
                (
                    "guide",
                    Map(
                        (
                            "questions!",
                            Named(
                                Map(
                                    ("question", Text(), "The question; not for the platform's own questions."),
                                    ("help", Text(), "A sentence below it."),
                                    ("answers!", Named(Text()), "The answers.")
                                )
                            ),
                            ""
                        ),
                        (
                            "outcomes!",
                            Named(
                                Map(
                                    ("title!", Text(), "What to do, in few words."),
                                    ("why!", Text(), "Why the answers lead here."),
                                    ("how", Text(), "What to do there, when and where."),
                                    ("provision", Text(), "The act and provision that decide, if they differ from the procedure's.")
                                )
                            ),
                            ""
                        )
                    ),
                    "The module's part of the guide."
                ),
                ("keywords", Named(Text()), "What authorities are competent for."),
                ("rules", new JsonObject { ["type"] = "object" }, "The messages of the module's own rules.")
            )
        );
        schema["definitions"] = new JsonObject
        {
            ["grounds"] = Named(
                Map(
                    ("label!", Text(), "The question."),
                    ("help", Text(), "A sentence below it."),
                    ("options!", Named(Text()), "The grounds, with the provision as this language cites it.")
                )
            ),
            ["fields"] = Named(
                Map(
                    ("label!", Text(), "The question."),
                    ("help", Text(), "A sentence below it."),
                    ("item", Text(), "The name of one item of a group."),
                    ("options", Named(Text()), "The answers that are offered."),
                    ("fields", Ref("fields"), "The fields of a group.")
                ),
                FieldName
            ),
        };
        return schema;
    }
}
