using System.Text.Json;
using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Definitions.Guidance;

/// <summary>How the guide led to an exchange's procedure, kept with the exchange: names alone, shown in each reader's language.</summary>
/// <param name="Outcome">The outcome, in the exchange's module.</param>
/// <param name="Steps">What was asked and answered, in order.</param>
public sealed record ChosenWay(string Outcome, IReadOnlyList<WayStep> Steps)
{
    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static ChosenWay FromJson(string json) => JsonSerializer.Deserialize<ChosenWay>(json)!;
}

/// <summary>A question of the guide with the answer that was given.</summary>
public sealed record WayStep(string Question, string Answer);
