namespace Imi.Kernel.Features.Translation;

/// <summary>The translation of a file, as a reader sees it.</summary>
/// <param name="State">What the reader can expect.</param>
/// <param name="Source">The language of the original, as a BCP 47 tag; null if nobody has asked yet.</param>
/// <param name="Reason">Why the file cannot be translated; null if it can.</param>
/// <param name="Fault">Why an engine did not translate yet; null if it did, or was not asked.</param>
/// <param name="Extension">The file name extension of the translation, with the dot; empty if files like it are not translated.</param>
public sealed record FileTranslationView(FileTranslationState State, string? Source, FileTranslationFault? Reason, TranslationFault? Fault, string Extension);
