namespace Imi.Kernel.Features.Translation;

/// <summary>Why the text of a file is not translated. Another attempt gives the same result.</summary>
public enum FileTranslationFault
{
    /// <summary>The file is of a kind that the platform cannot translate, for example a signed container.</summary>
    UnsupportedKind,

    /// <summary>There is no text in it: a scan, a picture or an empty document.</summary>
    NoText,

    /// <summary>It has more text, or is larger inside, than the platform translates.</summary>
    TooLong,

    /// <summary>It cannot be read: it is damaged or protected.</summary>
    Unreadable,
}
