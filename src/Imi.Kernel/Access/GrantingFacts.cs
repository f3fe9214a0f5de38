namespace Imi.Kernel.Access;

/// <summary>What the access policy needs to know of an authority that is to be granted something.</summary>
/// <param name="AuthorityId">The authority.</param>
/// <param name="IsCoordinatorOrCommission">Whether it coordinates others, or is the Commission.</param>
/// <param name="Coordinators">The coordinators of its country.</param>
public sealed record GrantingFacts(Guid AuthorityId, bool IsCoordinatorOrCommission, IReadOnlyList<CoordinatorFacts> Coordinators);

/// <summary>A coordinator, and where it coordinates.</summary>
/// <param name="AuthorityId">The coordinator.</param>
/// <param name="IsNational">Whether it is its country's national coordinator, for every module.</param>
/// <param name="Modules">The modules in which it holds a coordinator's mandate.</param>
public sealed record CoordinatorFacts(Guid AuthorityId, bool IsNational, IReadOnlyList<string> Modules);
