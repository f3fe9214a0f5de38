using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Pages.Shared;

/// <summary>
/// Serializes the conditions of fields for the browser, so that fields that do not apply are hidden while typing. The server evaluates them again.
/// </summary>
internal static class ConditionData
{
    /// <summary>Returns a condition as JSON text; null if there is none or the browser cannot evaluate it.</summary>
    public static string? Of(Condition? condition) => Node(condition)?.ToJsonString();

    /// <summary>Returns a condition as JSON; null if there is none or it depends on more than answers.</summary>
    public static JsonNode? Node(Condition? condition) =>
        condition switch
        {
            Condition.AnswerIs answer => new JsonObject
            {
                ["field"] = answer.Field,
                ["is"] = answer.Value,
                ["negated"] = answer.Negated,
            },
            Condition.Answered answered => new JsonObject { ["field"] = answered.Field, ["answered"] = answered.Expected },
            Condition.All all => Parts("all", all.Parts),
            Condition.Any any => Parts("any", any.Parts),
            Condition.Not not => Node(not.Part) is { } part ? new JsonObject { ["not"] = part } : null,
            _ => null,
        };

    private static JsonObject? Parts(string word, IReadOnlyList<Condition> conditions)
    {
        var parts = conditions.Select(Node).ToList();
        return parts.Contains(null) ? null : new JsonObject { [word] = new JsonArray([.. parts]) };
    }
}
