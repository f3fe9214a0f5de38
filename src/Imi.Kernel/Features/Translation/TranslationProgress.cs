namespace Imi.Kernel.Features.Translation;

/// <summary>How far the translation of an exchange into a language is.</summary>
/// <param name="IsWaiting">Whether a translation was requested and is not finished.</param>
/// <param name="Fault">Why the last attempt failed; null if it did not.</param>
/// <param name="Revision">How often translations were stored.</param>
public sealed record TranslationProgress(bool IsWaiting, TranslationFault? Fault, int Revision);
