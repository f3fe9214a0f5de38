namespace Imi.Kernel.Definitions.Modules;

/// <summary>The part of its life in which an exchange is.</summary>
public enum Phase
{
    /// <summary>Being written; nobody but the sender sees it.</summary>
    Draft,

    /// <summary>Under way.</summary>
    Open,

    /// <summary>Formally closed: retention begins.</summary>
    Closed,

    /// <summary>Its personal data are hidden: content is stored, and shown to nobody. The kernel's own: no definition names it.</summary>
    Hidden,

    /// <summary>Its content is deleted for good; what is not personal stays for statistics. The kernel's own: no definition names it.</summary>
    Deleted,
}
