namespace Imi.Kernel.Network.Access;

/// <summary>Who looks after the registry of authorities beyond single entries.</summary>
public sealed partial class AccessPolicy
{
    /// <summary>
    /// Whether a person may deactivate an authority, or let it take part again: administrators of its country's national
    /// coordinator, those of a delegated one that registers authorities there, the Commission's policy officers for coordinators.
    /// Nobody does it to an authority they work for themselves.
    /// </summary>
    public bool MayDeactivate(Actor actor, GrantTarget authority) =>
        actor.Grants.All(grant => grant.AuthorityId != authority.AuthorityId) && MayAdminister(actor, authority, Permission.DeactivateAuthority);

    /// <summary>The authorities in whose name a person may register others, as far as they are coordinators.</summary>
    public IReadOnlyList<Guid> RegistersFor(Actor actor) =>
        [.. actor.GrantsThatPermit(Permission.RegisterAuthority).Select(grant => grant.AuthorityId).Distinct()];

    /// <summary>Whether a person may merge an entry into another one of the same authority: whoever may deactivate the one and correct the other.</summary>
    public bool MayMerge(Actor actor, GrantTarget twin, GrantTarget authority) => MayDeactivate(actor, twin) && MayAmend(actor, authority);

    /// <summary>Whether a person may register an authority that works for a region; null for the whole country.</summary>
    public bool MayRegister(Actor actor, IReadOnlyList<CoordinatorAccess> coordinators, bool isCoordinator, string? region) =>
        coordinators.Any(coordinator => MayRegisterFor(actor, coordinator, isCoordinator, region, isAnywhere: false));

    /// <summary>
    /// Whether a person may give a delegated coordinator a part of its scope, or take it away: administrators of the national
    /// coordinator, and of a coordinator that may delegate of its own scope, what lies in that. Never for an authority they work for.
    /// </summary>
    public bool MayDelegate(Actor actor, GrantTarget authority, CoordinatorScope scope) => MayDelegate(actor, authority, own => own.Holds(scope));

    /// <summary>Whether a person may give a delegated coordinator any part of a scope.</summary>
    public bool MayDelegate(Actor actor, GrantTarget authority) => MayDelegate(actor, authority, _ => true);

    /// <summary>Whether a coordinator can be linked to authorities of a region in a module, to approve and to take referrals.</summary>
    public bool CanBeLinked(CoordinatorAccess coordinator, string? region, string module) =>
        coordinator.Scopes is not { } scopes || scopes.Any(scope => scope.Has(CoordinatorFunction.Content) && scope.Reaches(region, module));

    /// <summary>Why a coordinator's administrator may not look after an authority of its country; null where no coordinator of theirs is the matter.</summary>
    public AccessReason? WhyOutOfScope(Actor actor, GrantTarget authority) =>
        authority
            .Coordinators.Where(coordinator =>
                coordinator.Scopes is not null
                && coordinator.AuthorityId != authority.AuthorityId
                && actor.IsPermitted(Permission.RegisterAuthority, AccessScope.CountryCoordinator, coordinator.AuthorityId)
            )
            .Select(coordinator => new AccessReason("access.out-of-scope", "authority", coordinator.AuthorityId))
            .FirstOrDefault();

    private static bool MayDelegate(Actor actor, GrantTarget authority, Func<CoordinatorScope, bool> fits) =>
        actor.Grants.All(grant => grant.AuthorityId != authority.AuthorityId)
        && authority.Coordinators.Any(coordinator =>
            (coordinator.IsNational && actor.IsPermitted(Permission.DelegateCoordination, AccessScope.NationalCoordinator, coordinator.AuthorityId))
            || (
                coordinator.AuthorityId != authority.AuthorityId
                && coordinator.Scopes?.Any(own => own.IsDelegable && fits(own)) == true
                && actor.IsPermitted(Permission.DelegateCoordination, AccessScope.DelegatingCoordinator, coordinator.AuthorityId)
            )
        );

    /// <summary>A delegated coordinator registers where its scope says so; where nobody set one, in the whole country.</summary>
    private static bool MayRegisterFor(Actor actor, CoordinatorAccess coordinator, bool isCoordinator, string? region, bool isAnywhere)
    {
        var isReached =
            coordinator.IsNational
            || coordinator.Scopes is not { } scopes
            || scopes.Any(scope =>
                scope.Has(CoordinatorFunction.Validating) && (isAnywhere || scope.Reaches(region, null)) && (!isCoordinator || scope.IsDelegable)
            );
        if (!isReached)
            return false;
        if (!isCoordinator)
            return actor.IsPermitted(Permission.RegisterAuthority, AccessScope.CountryCoordinator, coordinator.AuthorityId);
        return (coordinator.IsNational && actor.IsPermitted(Permission.RegisterDelegatedCoordinator, AccessScope.NationalCoordinator, coordinator.AuthorityId))
            || (
                coordinator is { IsNational: false, Scopes: not null }
                && actor.IsPermitted(Permission.RegisterDelegatedCoordinator, AccessScope.DelegatingCoordinator, coordinator.AuthorityId)
            );
    }

    /// <summary>How a coordinator stands to an authority of its country. By a delegated scope it looks after neither itself nor other coordinators.</summary>
    private static IEnumerable<AccessScope> ScopesOf(CoordinatorAccess coordinator, GrantTarget authority, string? module)
    {
        if (coordinator.IsNational)
            yield return AccessScope.NationalCoordinator;
        if (coordinator.Scopes is not { } scopes)
        {
            if (module is not null && coordinator.Modules.Contains(module))
                yield return AccessScope.ModuleCoordinator;
            yield break;
        }

        if (coordinator.AuthorityId == authority.AuthorityId || authority.IsCoordinatorOrCommission)
            yield break;
        if (
            module is not null
            && !coordinator.Suspended.Contains(module)
            && scopes.Any(scope => scope.Has(CoordinatorFunction.Access) && scope.Reaches(authority.Region, module))
        )
            yield return AccessScope.ModuleCoordinator;
        if (module is null && scopes.Any(scope => scope.Has(CoordinatorFunction.Validating) && scope.Module is null && scope.Reaches(authority.Region, null)))
            yield return AccessScope.ValidatingCoordinator;
    }

    /// <summary>The authorities in whose name a person reviews once a year who may do what.</summary>
    public IReadOnlyList<Guid> ReviewsFor(Actor actor) =>
        [
            .. actor
                .Grants.Where(grant => AccessMatrix.Permits(Permission.GrantRoles, AccessScope.Own, grant.Role))
                .Select(grant => grant.AuthorityId)
                .Distinct(),
        ];

    /// <summary>Whether a person reads in an authority's history also who did what: whoever may correct its entry.</summary>
    public bool SeesWhoChanged(Actor actor, GrantTarget authority) => MayAmend(actor, authority);
}
