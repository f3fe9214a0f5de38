namespace Imi.Kernel.Network.Directory;

/// <summary>As what an authority takes part in a procedure.</summary>
public enum Capacity
{
    /// <summary>It may send.</summary>
    Sender,

    /// <summary>It may be asked.</summary>
    Recipient,

    /// <summary>It coordinates others.</summary>
    Coordinator,
}
