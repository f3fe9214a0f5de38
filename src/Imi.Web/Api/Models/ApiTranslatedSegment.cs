namespace Imi.Web.Api.Models;

/// <summary>A sentence of a text with its translation.</summary>
/// <param name="Key">Names the sentence in calls that correct or rate it.</param>
/// <param name="Original">The sentence as its author wrote it.</param>
/// <param name="Text">The translation: the correction, or what the engines made of it.</param>
/// <param name="Version">Identifies the translation as it is now. A correction names it.</param>
/// <param name="MachineText">What the engines made of it.</param>
/// <param name="Uncertain">Whether an engine lost or added something that must not change, and nobody has corrected it.</param>
/// <param name="CorrectedBy">The authority in whose name it was corrected; null if nobody corrected it.</param>
/// <param name="CorrectedOn">The day of the correction in Brussels; null if nobody corrected it.</param>
/// <param name="Missing">Parts of the original, such as numbers, that the correction lacks.</param>
/// <param name="Rating">Your own rating of the machine translation: <c>good</c> or <c>bad</c>; null for none.</param>
public sealed record ApiTranslatedSegment(
    string Key,
    string Original,
    string Text,
    string Version,
    string MachineText,
    bool Uncertain,
    ApiAuthorityName? CorrectedBy,
    DateOnly? CorrectedOn,
    IReadOnlyList<string> Missing,
    string? Rating
);
