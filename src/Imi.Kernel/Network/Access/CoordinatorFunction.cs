namespace Imi.Kernel.Network.Access;

/// <summary>What a coordinator does, given separately.</summary>
public enum CoordinatorFunction
{
    /// <summary>Registers authorities and looks after their entries.</summary>
    Validating,

    /// <summary>Grants access: mandates in modules and roles.</summary>
    Access,

    /// <summary>Request and alert coordinator: approvals, referrals, attention to what is late.</summary>
    Content,
}
