namespace Imi.Kernel.Exchanges;

/// <summary>The views of an inbox.</summary>
public enum InboxView
{
    /// <summary>The authority has to act.</summary>
    ToDo,

    /// <summary>Somebody else has to act.</summary>
    Waiting,

    /// <summary>The authority only follows it.</summary>
    Information,

    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Formally closed.</summary>
    Closed,

    /// <summary>Its personal data are hidden or deleted: listed apart, without content.</summary>
    Inactive,

    /// <summary>In no list: not sent yet, or the authority finds it in another capacity.</summary>
    None,
}
