namespace Imi.Kernel.Exchanges;

/// <summary>The views of an inbox.</summary>
public enum InboxView
{
    /// <summary>The authority has to act.</summary>
    ToDo,

    /// <summary>Another party has to act.</summary>
    Waiting,

    /// <summary>The authority takes part only for information.</summary>
    Information,

    /// <summary>A draft.</summary>
    Draft,

    /// <summary>Formally closed.</summary>
    Closed,

    /// <summary>Its personal data are hidden or deleted; listed separately, without content.</summary>
    Inactive,

    /// <summary>In no list: not sent yet, or listed for the authority in another capacity.</summary>
    None,
}
