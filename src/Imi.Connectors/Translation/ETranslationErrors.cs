using Imi.Kernel.Features.Translation;

namespace Imi.Connectors.Translation;

/// <summary>The error codes of eTranslation, as its clients know them.</summary>
internal static class ETranslationErrors
{
    private static readonly Dictionary<int, (TranslationFault Kind, string Reason)> Known = new()
    {
        [-11200] = (TranslationFault.Busy, "the quota of active requests is used up"),
        [-20000] = (TranslationFault.Refused, "the source language is missing"),
        [-20001] = (TranslationFault.Refused, "the source language is not valid"),
        [-20003] = (TranslationFault.Refused, "the target language is not valid"),
        [-20005] = (TranslationFault.Refused, "the information about the caller is missing"),
        [-20007] = (TranslationFault.Refused, "the application is not authorised"),
        [-20012] = (TranslationFault.Refused, "text and document exclude each other"),
        [-20013] = (TranslationFault.Refused, "the domain does not have this pair of languages"),
        [-20021] = (TranslationFault.Nonsense, "the text is too long"),
        [-20025] = (TranslationFault.Refused, "the address for the answer is missing"),
        [-20028] = (TranslationFault.Busy, "too many requests are active"),
        [-20029] = (TranslationFault.Refused, "the format is not supported"),
        [-20030] = (TranslationFault.Refused, "the text is empty"),
        [-20046] = (TranslationFault.Refused, "the document is too large"),
        [-20049] = (TranslationFault.Refused, "the source language was not detected"),
        [-40010] = (TranslationFault.Nonsense, "the text has too many segments"),
    };

    /// <summary>Returns what a code means. An unknown one is a passing fault.</summary>
    public static (TranslationFault Kind, string Reason) Of(int code) =>
        Known.GetValueOrDefault(code, (TranslationFault.Unreachable, "the reason is not known"));
}
