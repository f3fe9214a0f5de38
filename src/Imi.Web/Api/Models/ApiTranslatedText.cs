namespace Imi.Web.Api.Models;

/// <summary>A text of an exchange with its machine translation.</summary>
/// <param name="Original">The original text.</param>
/// <param name="Source">The language of the original, as a BCP 47 tag.</param>
/// <param name="Text">The translation.</param>
/// <param name="Engines">The names of the engines that translated it.</param>
/// <param name="Via">The language through which it was translated; null for a direct translation.</param>
/// <param name="On">The day of the translation in Brussels.</param>
/// <param name="Uncertain">Whether something that must not change, such as a number, was lost or added: check the original.</param>
/// <param name="Corrected">Whether people corrected every sentence.</param>
/// <param name="Segments">Its sentences in their order, each once.</param>
public sealed record ApiTranslatedText(
    string Original,
    string Source,
    string Text,
    IReadOnlyList<string> Engines,
    string? Via,
    DateOnly On,
    bool Uncertain,
    bool Corrected,
    IReadOnlyList<ApiTranslatedSegment> Segments
);
