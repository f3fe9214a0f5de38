namespace Imi.Kernel.Network.Directory;

/// <summary>The capacity in which an authority takes part in a procedure.</summary>
public enum Capacity
{
    /// <summary>The authority may send.</summary>
    Sender,

    /// <summary>The authority may receive.</summary>
    Recipient,

    /// <summary>The authority coordinates others.</summary>
    Coordinator,
}
