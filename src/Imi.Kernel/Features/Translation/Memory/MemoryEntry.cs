using System.Text.Json.Serialization;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>A translated sentence.</summary>
/// <param name="Text">What the engines made of it.</param>
/// <param name="Engines">The names of the engines that translated it.</param>
/// <param name="Via">The language through which it was translated; null for a direct translation.</param>
/// <param name="On">The day of the translation in Brussels.</param>
/// <param name="IsUncertain">Whether something that must not change was lost or added.</param>
internal sealed record MemoryEntry(string Text, IReadOnlyList<string> Engines, string? Via, DateOnly On, bool IsUncertain)
{
    /// <summary>The version of the glossary; null if the module had no terms for the languages.</summary>
    public string? Glossary { get; init; }

    /// <summary>What a reader wrote instead; null if nobody did.</summary>
    public MemoryCorrection? Correction { get; init; }

    /// <summary>How people rate what the engines made of it, by person.</summary>
    public IReadOnlyDictionary<Guid, MemoryRating> Ratings { get; init; } = new Dictionary<Guid, MemoryRating>();

    /// <summary>What readers see: the correction, or what the engines made of it.</summary>
    [JsonIgnore]
    public string Shown => Correction?.Text ?? Text;

    /// <summary>Whether people corrected or rated it, so that no engine may replace it.</summary>
    [JsonIgnore]
    public bool IsTouched => Correction is not null || Ratings.Count > 0;
}
