using System.Text.Json.Nodes;
using static Imi.Kernel.Definitions.Modules.Schemas.SchemaParts;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>The schema of <c>guide.yaml</c>.</summary>
internal static class GuideSchema
{
    public static JsonObject Build() =>
        Root(
            "guide.yaml",
            Map(
                (
                    "questions!",
                    Named(Name("question", "prior-request"), Set(Name("answer", "public-health"))),
                    "Questions with their answers: own ones, and this module's answers to matter, rule-on and exclusion."
                ),
                ("outcomes!", Named(Name("outcome", "prior-request"), Outcome()), "The outcomes that the answers lead to.")
            )
        );

    private static JsonObject Outcome() =>
        Map(
            ("procedure", Text(), "The procedure to begin."),
            (
                "outside",
                Written("web address", SchemaPatterns.WebAddress, "Write it in full, beginning with https://.", format: "uri"),
                "The web address of an outcome outside the platform."
            ),
            (
                "leadsTo",
                Named(Text(), Text(), "Name one question with the answer to continue with: { matter: other-matter }.", most: 1),
                "One question with the answer to continue with."
            ),
            (
                "when!",
                Either(Answers(), List(Answers(), least: 1)),
                "The answers that lead here: question to answer, or to a list of them; several sets as a list."
            ),
            ("fills", Named(Text(), Text()), "FIELD: the question whose answer fills it, or country."),
            ("sets", Named(Text(), Text()), "FIELD: the answer that this outcome implies.")
        );

    private static JsonObject Answers() =>
        Named(Text(), OneOrSet(() => Text()), "Name the answers that lead to this outcome: { matter: my-matter, need: measures }.");
}
