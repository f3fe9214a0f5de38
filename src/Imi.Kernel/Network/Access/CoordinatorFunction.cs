namespace Imi.Kernel.Network.Access;

/// <summary>A function of a coordinator; each is delegated separately.</summary>
public enum CoordinatorFunction
{
    /// <summary>Registers authorities and maintains their entries.</summary>
    Validating,

    /// <summary>Grants access: mandates in modules and roles.</summary>
    Access,

    /// <summary>Coordinates requests and alerts: approves, handles referrals, follows up what is overdue.</summary>
    Content,
}
