namespace Imi.Kernel.Network.Directory;

/// <summary>The reason for the suspension of a mandate. A fixed list, so that readers see it in their own language.</summary>
public enum SuspensionReason
{
    /// <summary>The authority requested it.</summary>
    AtItsRequest,

    /// <summary>The authority is being reorganised.</summary>
    Reorganisation,

    /// <summary>It does not answer in time.</summary>
    DoesNotAnswer,

    /// <summary>The authority misused its access.</summary>
    Misuse,

    /// <summary>Another reason.</summary>
    Other,
}
