namespace Imi.Kernel.Network.Access;

/// <summary>The facts that the access policy needs about an authority whose entry, mandates or roles are to be changed.</summary>
/// <param name="AuthorityId">The authority.</param>
/// <param name="IsCoordinatorOrCommission">Whether it is a coordinator or the Commission.</param>
/// <param name="Coordinators">The coordinators of its country.</param>
public sealed record GrantTarget(Guid AuthorityId, bool IsCoordinatorOrCommission, IReadOnlyList<CoordinatorAccess> Coordinators)
{
    /// <summary>The region of the authority; null for the whole country.</summary>
    public string? Region { get; init; }
}

/// <summary>A coordinator and its scope.</summary>
/// <param name="AuthorityId">The coordinator.</param>
/// <param name="IsNational">Whether it is its country's national coordinator, responsible for every module.</param>
/// <param name="Modules">The modules in which it holds a coordinator's mandate.</param>
public sealed record CoordinatorAccess(Guid AuthorityId, bool IsNational, IReadOnlyList<string> Modules)
{
    /// <summary>The delegated scopes; null if none were set: the whole country, in the modules of its mandates.</summary>
    public IReadOnlyList<CoordinatorScope>? Scopes { get; init; }

    /// <summary>The modules in which its mandate is suspended.</summary>
    public IReadOnlyList<string> Suspended { get; init; } = [];
}
