using System.Text.Json;
using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Definitions.Guidance;

/// <summary>The path through the guide that led to an exchange's procedure. It holds only names, so that each reader sees it in their own language.</summary>
/// <param name="Outcome">The name of the outcome in the exchange's module.</param>
/// <param name="Steps">The questions and answers, in order.</param>
public sealed record ChosenWay(string Outcome, IReadOnlyList<WayStep> Steps)
{
    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static ChosenWay FromJson(string json) => JsonSerializer.Deserialize<ChosenWay>(json)!;
}

/// <summary>A question of the guide with the given answer.</summary>
public sealed record WayStep(string Question, string Answer);
