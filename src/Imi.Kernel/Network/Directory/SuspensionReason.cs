namespace Imi.Kernel.Network.Directory;

/// <summary>Why a mandate is suspended. From a list: every reader reads it in their own language.</summary>
public enum SuspensionReason
{
    /// <summary>The authority asked for it.</summary>
    AtItsRequest,

    /// <summary>The authority is being reorganised.</summary>
    Reorganisation,

    /// <summary>It does not answer in time.</summary>
    DoesNotAnswer,

    /// <summary>It used its access for something else.</summary>
    Misuse,

    /// <summary>Another reason.</summary>
    Other,
}
