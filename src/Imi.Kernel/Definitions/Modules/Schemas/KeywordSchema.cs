using System.Text.Json.Nodes;
using static Imi.Kernel.Definitions.Modules.Schemas.SchemaParts;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>The schema of <c>keywords.yaml</c>.</summary>
internal static class KeywordSchema
{
    public static JsonObject Build() =>
        Root(
            "keywords.yaml",
            Map(("keywords!", Set(Name("keyword", "investment-fraud")), "Keywords for what authorities are competent for, in display order."))
        );
}
