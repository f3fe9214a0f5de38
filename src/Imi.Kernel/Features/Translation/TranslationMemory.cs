namespace Imi.Kernel.Features.Translation;

/// <summary>The translated sentences of an exchange, or of one of its files, in one language, encrypted with the exchange's key.</summary>
public sealed class TranslationMemory
{
    private TranslationMemory() { }

    internal TranslationMemory(TranslationScope scope) => (ExchangeId, Language, FileId) = (scope.Exchange, scope.Language, scope.File);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The target language, as a BCP 47 tag.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The file; the empty id for the texts of the exchange.</summary>
    public Guid FileId { get; private set; }

    /// <summary>How often it was changed. A change claims it first, so that none overwrites another one.</summary>
    public int Revision { get; private set; }

    /// <summary>The sentences with their translations, encrypted.</summary>
    public byte[] Cipher { get; internal set; } = [];

    /// <summary>The purpose to which the ciphertext is bound.</summary>
    internal string Purpose => $"translation/{Language}/{FileId}";
}
