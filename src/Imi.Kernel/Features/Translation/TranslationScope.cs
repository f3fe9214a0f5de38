namespace Imi.Kernel.Features.Translation;

/// <summary>What is translated together: the texts of an exchange, or one of its files, into one language.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Language">The target language, as a BCP 47 tag.</param>
/// <param name="File">The file; the empty id for the texts of the exchange.</param>
public readonly record struct TranslationScope(Guid Exchange, string Language, Guid File = default);
