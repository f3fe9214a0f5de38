namespace Imi.Kernel.Foundation.Ledger;

/// <summary>What retention does to exchanges, and to what is held about users; and what people do to files.</summary>
public enum LedgerAction
{
    /// <summary>The personal data were hidden.</summary>
    Hidden,

    /// <summary>The key was destroyed and the content deleted.</summary>
    Deleted,

    /// <summary>A draft that was never sent was removed.</summary>
    DraftRemoved,

    /// <summary>Somebody ceased to be a user: what is held about them was blocked.</summary>
    UserEnded,

    /// <summary>What was held about a former user was deleted.</summary>
    UserDeleted,

    /// <summary>A file was removed from a draft.</summary>
    FileRemoved,

    /// <summary>A file was withdrawn after sending: its bytes were destroyed.</summary>
    FileWithdrawn,
}
