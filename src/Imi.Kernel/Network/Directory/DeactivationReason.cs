namespace Imi.Kernel.Network.Directory;

/// <summary>The reason for the deactivation of an authority. A fixed list, so that readers see it in their own language.</summary>
public enum DeactivationReason
{
    /// <summary>It no longer exists.</summary>
    Abolished,

    /// <summary>Its tasks were transferred to another authority.</summary>
    TasksMoved,

    /// <summary>It was registered twice or by mistake.</summary>
    Mistake,

    /// <summary>Another reason.</summary>
    Other,
}
