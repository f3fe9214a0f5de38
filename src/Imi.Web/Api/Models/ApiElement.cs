using System.Text.Json.Nodes;

namespace Imi.Web.Api.Models;

/// <summary>A field, or a repeatable group of fields. For a group, <c>fields</c> is present and the answer is an array of objects.</summary>
/// <param name="Type">The type of the field, or <c>group</c>.</param>
/// <param name="Required">Whether an answer is always required before sending.</param>
/// <param name="RequiredWhen">The condition under which an answer is required; null if there is none.</param>
/// <param name="VisibleWhen">The condition under which the element applies; null if it always applies.</param>
/// <param name="Several">Whether the answer is an array.</param>
/// <param name="Personal">Whether the field can contain personal data.</param>
/// <param name="Confidential">Whether only officers of the parties see the field.</param>
/// <param name="Statistic">Whether the answer is kept for statistics.</param>
public sealed record ApiElement(
    string Name,
    string Label,
    string Help,
    string Type,
    bool Required,
    JsonNode? RequiredWhen,
    JsonNode? VisibleWhen,
    IReadOnlyList<ApiOption>? Options,
    bool Several,
    int? MaxLength,
    decimal? Min,
    decimal? Max,
    bool NotBeforeToday,
    bool Personal,
    bool Confidential,
    bool Statistic,
    string? Special,
    int? MinItems,
    int? MaxItems,
    IReadOnlyList<ApiElement>? Fields
);
