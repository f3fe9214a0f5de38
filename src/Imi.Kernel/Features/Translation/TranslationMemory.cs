namespace Imi.Kernel.Features.Translation;

/// <summary>The translated sentences of an exchange in one language, encrypted with the exchange's key.</summary>
public sealed class TranslationMemory
{
    private TranslationMemory() { }

    internal TranslationMemory(Guid exchangeId, string language) => (ExchangeId, Language) = (exchangeId, language);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The target language, as a BCP 47 tag.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The sentences with their translations, encrypted.</summary>
    public byte[] Cipher { get; internal set; } = [];

    /// <summary>Returns the purpose to which the ciphertext of a language is bound.</summary>
    internal static string PurposeOf(string language) => $"translation/{language}";
}
