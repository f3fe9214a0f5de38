namespace Imi.Kernel.Features.Translation;

/// <summary>Names a translated sentence of an exchange.</summary>
/// <param name="Language">The language of the translation, as a BCP 47 tag.</param>
/// <param name="Key">The key of the sentence: <see cref="TranslatedSegment.Key"/>.</param>
public sealed record SegmentName(string Language, string Key);
