using System.Text.Json.Nodes;
using Imi.Kernel.Foundation.Texts;
using static Imi.Kernel.Definitions.Modules.Schemas.SchemaParts;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>The schema of <c>module.yaml</c>.</summary>
internal static class ModuleSchema
{
    private const int LongestBasis = 400;

    public static JsonObject Build() =>
        Root(
            "module.yaml",
            Map(
                ("module!", Name("module", "public-procurement"), "The module's name, the same on every installation."),
                ("legalBasis!", Act("provisions", "What the module serves."), "The Union act that the module serves."),
                (
                    "pilot",
                    Map(
                        ("launched!", Day(), "The first day."),
                        ("basis!", Text(LongestBasis), "The pilot's legal basis."),
                        ("until", Day(), "The last day on which exchanges can begin.")
                    ),
                    "For a pilot: its period and legal basis."
                ),
                (
                    "retention!",
                    Map(
                        ("block!", Period(), "The period until personal data are blocked: at most 6 months, with longerBy 18."),
                        ("delete!", Period(), "The period until personal data are deleted: at most 3 years, with longerBy more."),
                        ("open", Period(), "The longest period from its beginning for which an exchange is kept without formal closure."),
                        ("longerBy", Act("provision", "The provision that provides for it."), "The Union act that provides for longer periods.")
                    ),
                    "Periods from formal closure (Regulation (EU) No 1024/2012, Article 14)."
                ),
                (
                    "special",
                    Named(
                        OneOf("special category of data", Words.SpecialCategories),
                        Named(
                            Name("ground", "good-repute"),
                            Act("provision", "The provision that allows it."),
                            "Name a ground: such data are processed only on the ground of an act (Regulation (EU) No 1024/2012, Article 16)."
                        )
                    ),
                    "Special categories of data with the grounds for processing them (Regulation (EU) No 1024/2012, Article 16)."
                ),
                ("translation", Only("union"), "Only engines that an institution of the Union runs translate texts of its exchanges."),
                ("languages!", Set(OneOf("language of the network", Languages.All)), "The languages of the texts; English is the reference."),
                ("procedures!", Set(Text()), "The procedures, in the order in which they are offered.")
            )
        );
}
