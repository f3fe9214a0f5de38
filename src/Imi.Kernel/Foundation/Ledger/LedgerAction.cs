namespace Imi.Kernel.Foundation.Ledger;

/// <summary>The actions that the ledger records: retention of exchanges, drafts and user data, and removal of files.</summary>
public enum LedgerAction
{
    /// <summary>The personal data of an exchange were blocked (hidden).</summary>
    Hidden,

    /// <summary>The key of an exchange was destroyed and its content deleted.</summary>
    Deleted,

    /// <summary>A draft that was never sent was removed.</summary>
    DraftRemoved,

    /// <summary>A person stopped being a user: their data were blocked.</summary>
    UserEnded,

    /// <summary>The data of a former user were deleted.</summary>
    UserDeleted,

    /// <summary>A file was removed from a draft.</summary>
    FileRemoved,

    /// <summary>A file was withdrawn after sending and its content destroyed.</summary>
    FileWithdrawn,
}
