namespace Imi.Kernel.Features.Translation;

/// <summary>The machine translation of what a person sees of an exchange, into one language.</summary>
/// <param name="Language">The target language, as a BCP 47 tag.</param>
/// <param name="Texts">The translations by original text.</param>
/// <param name="Missing">How many texts an engine can translate that are not translated yet.</param>
/// <param name="Unsupported">The languages of texts that no engine translates into the target language.</param>
/// <param name="NotAllowed">The languages of texts that an engine translates, but none that the definition allows for these texts.</param>
/// <param name="IsWaiting">Whether a translation was requested and is not finished.</param>
/// <param name="Fault">Why the last attempt failed; null if it did not.</param>
public sealed record ExchangeTranslation(
    string Language,
    IReadOnlyDictionary<string, TranslatedText> Texts,
    int Missing,
    IReadOnlyList<string> Unsupported,
    IReadOnlyList<string> NotAllowed,
    bool IsWaiting,
    TranslationFault? Fault
)
{
    /// <summary>How many texts are declared to be in a language that the person reads, without a detector having examined them.</summary>
    public int Unexamined { get; init; }

    /// <summary>A translation of nothing: there is no text in another language, or nobody may read the content.</summary>
    public static ExchangeTranslation None(string language) =>
        new(language, new Dictionary<string, TranslatedText>(StringComparer.Ordinal), 0, [], [], false, null);

    /// <summary>Returns the translation of a text; null if it is not translated.</summary>
    public TranslatedText? Of(string text) => Texts.GetValueOrDefault(text);
}
