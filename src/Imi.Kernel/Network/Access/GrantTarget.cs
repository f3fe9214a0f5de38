namespace Imi.Kernel.Network.Access;

/// <summary>What the access policy needs to know of an authority that is to be granted something.</summary>
/// <param name="AuthorityId">The authority.</param>
/// <param name="IsCoordinatorOrCommission">Whether it coordinates others, or is the Commission.</param>
/// <param name="Coordinators">The coordinators of its country.</param>
public sealed record GrantTarget(Guid AuthorityId, bool IsCoordinatorOrCommission, IReadOnlyList<CoordinatorAccess> Coordinators)
{
    /// <summary>The region that it works for; null for the whole country.</summary>
    public string? Region { get; init; }
}

/// <summary>A coordinator, and where it coordinates.</summary>
/// <param name="AuthorityId">The coordinator.</param>
/// <param name="IsNational">Whether it is its country's national coordinator, for every module.</param>
/// <param name="Modules">The modules in which it holds a coordinator's mandate.</param>
public sealed record CoordinatorAccess(Guid AuthorityId, bool IsNational, IReadOnlyList<string> Modules)
{
    /// <summary>Its scope as it was delegated; null while nobody set one: then the whole country, in the modules of its mandates.</summary>
    public IReadOnlyList<CoordinatorScope>? Scopes { get; init; }

    /// <summary>The modules in which its mandate is suspended.</summary>
    public IReadOnlyList<string> Suspended { get; init; } = [];
}
