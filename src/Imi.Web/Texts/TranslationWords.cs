using Imi.Kernel.Features.Translation;

namespace Imi.Web.Texts;

/// <summary>Says in words where a translation comes from.</summary>
internal static class TranslationWords
{
    /// <summary>Names the language of the original, the engines and the day.</summary>
    public static string TranslatedBy(this PageTexts texts, TranslatedText translated) =>
        texts[
            translated.Via is null ? "translation.by" : "translation.by-via",
            ("source", texts.LanguageName(translated.Source)),
            ("via", texts.LanguageName(translated.Via ?? "")),
            ("engine", string.Join(", ", translated.Engines)),
            ("date", texts.Day(translated.On))
        ];
}
