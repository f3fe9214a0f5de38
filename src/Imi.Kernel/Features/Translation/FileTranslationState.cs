namespace Imi.Kernel.Features.Translation;

/// <summary>What a reader can expect of the translation of a file.</summary>
public enum FileTranslationState
{
    /// <summary>Nobody has asked for it, or it was given up: it can be requested.</summary>
    None,

    /// <summary>It was requested and is not finished.</summary>
    Waiting,

    /// <summary>It can be downloaded.</summary>
    Ready,

    /// <summary>The file cannot be translated.</summary>
    Impossible,

    /// <summary>No engine translates from the language of the original, or the installation has none.</summary>
    NoEngine,
}
