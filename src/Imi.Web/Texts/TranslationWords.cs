using Imi.Kernel.Features.Translation;

namespace Imi.Web.Texts;

/// <summary>Says in words where a translation comes from.</summary>
internal static class TranslationWords
{
    /// <summary>
    /// Names the language of the original, the engines and the day, and who corrected it. A text whose sentences people corrected all is not called a machine
    /// translation.
    /// </summary>
    public static string TranslatedBy(this PageTexts texts, TranslatedText translated)
    {
        var corrected = translated.CorrectedOn is { } day
            ? texts[
                translated.IsCorrected ? "translation.corrected" : "translation.corrected-part",
                ("authority", string.Join(", ", translated.CorrectedBy.Select(authority => authority.NameFor(texts.Language)))),
                ("date", texts.Day(day)),
                ("source", texts.LanguageName(translated.Source)),
                ("engine", string.Join(", ", translated.Engines))
            ]
            : "";
        if (translated.IsCorrected)
            return corrected;
        var by = texts.TranslatedBy(new LanguagePair(translated.Source, texts.Language), translated.Engines, translated.Via, translated.On);
        return corrected.Length > 0 ? $"{by}. {corrected}" : by;
    }

    /// <summary>Names the language of the original, the engines and the day of a machine-translated sentence.</summary>
    public static string TranslatedBy(this PageTexts texts, TranslatedSegment segment) =>
        texts.TranslatedBy(segment.Pair, segment.Engines, segment.Via, segment.On);

    private static string TranslatedBy(this PageTexts texts, LanguagePair pair, IReadOnlyList<string> engines, string? via, DateOnly on) =>
        texts[
            via is null ? "translation.by" : "translation.by-via",
            ("source", texts.LanguageName(pair.Source)),
            ("via", texts.LanguageName(via ?? "")),
            ("engine", string.Join(", ", engines)),
            ("date", texts.Day(on))
        ];
}
