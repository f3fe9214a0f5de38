namespace Imi.Kernel.Features.Translation;

/// <summary>
/// What became of the translation of a file into a language. The translated sentences are in a <see cref="TranslationMemory"/>; the translated file is
/// composed of them and the original when somebody downloads it, and is kept nowhere.
/// </summary>
public sealed class FileTranslation
{
    private FileTranslation() { }

    internal FileTranslation(TranslationScope scope) => (ExchangeId, Language, FileId) = (scope.Exchange, scope.Language, scope.File);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The file.</summary>
    public Guid FileId { get; private set; }

    /// <summary>The target language, as a BCP 47 tag.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The language of the original, as the person said who asked for the translation last; a BCP 47 tag.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Whether all sentences are translated.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Why the file cannot be translated; null if it can, or if nobody has tried yet.</summary>
    public FileTranslationFault? Fault { get; internal set; }

    /// <summary>Starts again with this language of the original.</summary>
    internal void Ask(string source) => (Source, IsComplete, Fault) = (source, false, null);
}
