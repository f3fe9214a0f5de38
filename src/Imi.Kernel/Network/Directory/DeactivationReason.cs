namespace Imi.Kernel.Network.Directory;

/// <summary>Why an authority takes no part in the network any more. From a list: every reader reads it in their own language.</summary>
public enum DeactivationReason
{
    /// <summary>It no longer exists.</summary>
    Abolished,

    /// <summary>Its tasks are another authority's now.</summary>
    TasksMoved,

    /// <summary>It was registered twice, or by mistake.</summary>
    Mistake,

    /// <summary>Another reason.</summary>
    Other,
}
