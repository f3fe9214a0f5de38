using System.Text.Json.Nodes;

namespace Imi.Web.Api.Models;

/// <summary>A field, or a repeatable group of fields (then <c>fields</c> is given and the answer is an array of objects).</summary>
/// <param name="Type">The field's type, or <c>group</c>.</param>
/// <param name="Required">Whether it must be answered before sending.</param>
/// <param name="RequiredWhen">The condition under which it must be answered; null for none.</param>
/// <param name="VisibleWhen">The condition under which it applies; null for always.</param>
/// <param name="Several">Whether the answer is an array of texts.</param>
/// <param name="Personal">Whether it may hold personal data.</param>
/// <param name="Confidential">Whether only the parties' own officers see it.</param>
/// <param name="Statistic">Whether it is kept for statistics.</param>
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
