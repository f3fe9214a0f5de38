using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;

namespace Imi.Web.Texts;

/// <summary>Says in words where a translation comes from.</summary>
internal static class TranslationWords
{
    /// <summary>
    /// Names the language of the original, the engines and the day, and who corrected it. A text whose sentences people corrected all is not called a machine
    /// translation.
    /// </summary>
    public static string TranslatedBy(this PageTexts texts, TranslatedText translated) =>
        texts.TranslatedBy(
            new StoredTranslation(
                translated.Text,
                translated.Source,
                translated.Segments[0].Pair.Target,
                translated.Engines,
                translated.Via,
                translated.On,
                translated.IsUncertain
            )
            {
                IsDetected = translated.IsDetected,
                CorrectedBy = translated.CorrectedBy,
                CorrectedOn = translated.CorrectedOn,
                IsCorrected = translated.IsCorrected,
            }
        );

    /// <summary>As for a text on a page.</summary>
    public static string TranslatedBy(this PageTexts texts, StoredTranslation translated)
    {
        var corrected = translated.CorrectedOn is { } day
            ? texts[
                translated.IsCorrected ? "translation.corrected" : "translation.corrected-part",
                ("authority", string.Join(", ", translated.CorrectedBy.Select(authority => authority.NameFor(texts.Language)))),
                ("date", texts.Day(day)),
                ("source", texts.SourceOf(translated.Source, translated.IsDetected)),
                ("engine", string.Join(", ", translated.Engines))
            ]
            : "";
        if (translated.IsCorrected)
            return corrected;
        var by = texts.TranslatedBy(texts.SourceOf(translated.Source, translated.IsDetected), translated.Engines, translated.Via, translated.On);
        return corrected.Length > 0 ? $"{by}. {corrected}" : by;
    }

    /// <summary>Names the language of the original, the engines and the day of a machine-translated sentence.</summary>
    public static string TranslatedBy(this PageTexts texts, TranslatedSegment segment) =>
        texts.TranslatedBy(texts.LanguageName(segment.Pair.Source), segment.Engines, segment.Via, segment.On);

    private static string SourceOf(this PageTexts texts, string language, bool isDetected) =>
        isDetected ? texts["translation.detected", ("language", texts.LanguageName(language))] : texts.LanguageName(language);

    private static string TranslatedBy(this PageTexts texts, string source, IReadOnlyList<string> engines, string? via, DateOnly on) =>
        texts[
            via is null ? "translation.by" : "translation.by-via",
            ("source", source),
            ("via", texts.LanguageName(via ?? "")),
            ("engine", string.Join(", ", engines)),
            ("date", texts.Day(on))
        ];
}
