using System.Text.Json.Nodes;
using static Imi.Kernel.Definitions.Modules.Schemas.SchemaParts;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>The schema of a condition.</summary>
internal static class ConditionSchema
{
    /// <summary>The name among a schema's definitions.</summary>
    public const string Name = "condition";

    public static JsonObject Build() =>
        Either(
            Map(("all!", List(Ref(Name), least: 1), "All hold.")),
            Map(("any!", List(Ref(Name), least: 1), "At least one holds.")),
            Map(("not!", Ref(Name), "It does not hold.")),
            Map(("setup!", OneOf("setting", Words.Settings.Keys), "The authority's mandate has this setting.")),
            Map(("pending!", Text(), "Something is not done yet: a task, date-proposal, examination, period, answers, parts.")),
            Map(("done!", Text(), "The action was taken before.")),
            Map(("commission!", OneOf("party", "sender", "recipient"), "Only in refuse: this party is the Commission.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("is!", TextOr("boolean", "number"), "The answer.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("isNot!", TextOr("boolean", "number"), "Not the answer.")),
            Map(("field!", Text(), "FIELD, or FORM.FIELD."), ("answered!", Flag(), "Whether there is an answer.")),
            Map(("field!", Text(), "A date."), ("before!", Day(), "Only in refuse: the answer is before this day.")),
            Map(("field!", Text(), "A date."), ("after!", Day(), "Only in refuse: the answer is after this day."))
        );

    private static JsonObject Day() =>
        Written(
            "day",
            SchemaPatterns.DayReference,
            "Write today, sent, accepted or another date of the form; with + or - and a period, such as sent - P3D, for a day after or before it."
        );

    /// <summary>A map with a condition: <c>{ when: ... }</c>.</summary>
    public static JsonObject When() => Map(("when!", Ref(Name), ""));
}
