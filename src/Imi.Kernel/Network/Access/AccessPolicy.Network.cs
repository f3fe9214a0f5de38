namespace Imi.Kernel.Network.Access;

/// <summary>Decides who may maintain the registry of authorities beyond correcting a single entry.</summary>
public sealed partial class AccessPolicy
{
    /// <summary>Whether a person may install policy areas: the Commission's policy officers.</summary>
    public bool MayInstallModules(Actor actor) => actor.IsPermitted(Permission.InstallModules);

    /// <summary>
    /// Whether a person may register an authority anywhere in a country (Regulation (EU) No 1024/2012, Article 6(2)): administrators of the national
    /// coordinator, or of a delegated coordinator within its scope. A delegated coordinator registers other coordinators only if its scope is
    /// delegable.
    /// </summary>
    /// <param name="actor">The person.</param>
    /// <param name="coordinators">The country's coordinators.</param>
    /// <param name="isCoordinator">Whether the authority will coordinate others.</param>
    public bool MayRegister(Actor actor, IReadOnlyList<CoordinatorAccess> coordinators, bool isCoordinator) =>
        coordinators.Any(coordinator => MayRegisterFor(actor, coordinator, isCoordinator, null, isAnywhere: true));

    /// <summary>Whether a person may register a country's national coordinator (Article 6(1)): the Commission's policy officers.</summary>
    public bool MayRegisterNationalCoordinator(Actor actor) => actor.IsPermitted(Permission.RegisterNationalCoordinator);

    /// <summary>Whether a person might register authorities in some country: a quick check before asking for each country.</summary>
    public bool MayRegisterSomewhere(Actor actor) => MayRegisterNationalCoordinator(actor) || actor.GrantsThatPermit(Permission.RegisterAuthority).Any();

    /// <summary>
    /// Whether a person may correct an authority's entry: its own administrators, those of its country's national coordinator or of a delegated
    /// coordinator that registers authorities there; for coordinators also the Commission's policy officers.
    /// </summary>
    public bool MayAmend(Actor actor, GrantTarget authority) => MayAdminister(actor, authority, Permission.AmendEntry);

    /// <summary>
    /// Whether a person may grant an authority mandates in a module: administrators of its country's national coordinator, or of the coordinators of
    /// that module there; for coordinators also the Commission's policy officers, since a new policy area begins with its coordinators.
    /// </summary>
    public bool MayGrantMandates(Actor actor, GrantTarget authority, string module) => MayAdminister(actor, authority, Permission.GrantMandates, module);

    /// <summary>
    /// Whether a person may grant an authority's users roles in a module: those who may grant it mandates, and its own administrators.
    /// </summary>
    public bool MayGrantRoles(Actor actor, GrantTarget authority, string module) => MayAdminister(actor, authority, Permission.GrantRoles, module);

    /// <summary>
    /// Whether a person may remove an authority's users in every module: its own administrators and those of its country's national coordinator; for
    /// coordinators also the Commission's policy officers. Coordinators of a single module only revoke roles there.
    /// </summary>
    public bool MayEndUsers(Actor actor, GrantTarget authority) => MayAdminister(actor, authority, Permission.EndUsers);

    /// <summary>
    /// Whether a person may appoint an authority's data-protection officers: its own administrators and those of its country's national coordinator;
    /// for coordinators also the Commission's policy officers.
    /// </summary>
    public bool MayAppointOfficers(Actor actor, GrantTarget authority) => MayAdminister(actor, authority, Permission.AppointOfficers);

    /// <summary>
    /// Whether a person may deactivate or reactivate an authority: administrators of its country's national coordinator or of a delegated coordinator
    /// that registers authorities there; for coordinators also the Commission's policy officers. Never for an authority at which the person holds a
    /// role.
    /// </summary>
    public bool MayDeactivate(Actor actor, GrantTarget authority) =>
        actor.Grants.All(grant => grant.AuthorityId != authority.AuthorityId) && MayAdminister(actor, authority, Permission.DeactivateAuthority);

    /// <summary>The authorities in whose name a person may register others, provided that they are coordinators.</summary>
    public IReadOnlyList<Guid> RegistersFor(Actor actor) =>
        [.. actor.GrantsThatPermit(Permission.RegisterAuthority).Select(grant => grant.AuthorityId).Distinct()];

    /// <summary>
    /// Whether a person may merge a duplicate entry into another: requires the right to deactivate the duplicate and to correct the other entry.
    /// </summary>
    public bool MayMerge(Actor actor, GrantTarget twin, GrantTarget authority) => MayDeactivate(actor, twin) && MayAmend(actor, authority);

    /// <summary>Whether a person may register an authority of a region; a null region means the whole country.</summary>
    public bool MayRegister(Actor actor, IReadOnlyList<CoordinatorAccess> coordinators, bool isCoordinator, string? region) =>
        coordinators.Any(coordinator => MayRegisterFor(actor, coordinator, isCoordinator, region, isAnywhere: false));

    /// <summary>
    /// Whether a person may add a scope to, or withdraw it from, a delegated coordinator: administrators of the national coordinator, or of a
    /// coordinator whose own delegable scope contains it. Never for an authority at which the person holds a role.
    /// </summary>
    public bool MayDelegate(Actor actor, GrantTarget authority, CoordinatorScope scope) => MayDelegate(actor, authority, own => own.Holds(scope));

    /// <summary>Whether a person may delegate any scope at all to an authority.</summary>
    public bool MayDelegate(Actor actor, GrantTarget authority) => MayDelegate(actor, authority, _ => true);

    /// <summary>Whether a coordinator can be linked to authorities of a region in a module, to approve requests and handle referrals.</summary>
    public bool CanBeLinked(CoordinatorAccess coordinator, string? region, string module) =>
        coordinator.Scopes is not { } scopes || scopes.Any(scope => scope.Has(CoordinatorFunction.Content) && scope.Reaches(region, module));

    /// <summary>
    /// The reason why an authority lies outside the scope of the person's coordinator; null if the person administers no delegated coordinator of its
    /// country.
    /// </summary>
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

    /// <summary>A delegated coordinator registers authorities within its scope; without a scope, in the whole country.</summary>
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

    /// <summary>
    /// The relations of a coordinator to an authority of its country. A delegated scope covers neither the coordinator itself nor other coordinators.
    /// </summary>
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

    /// <summary>The authorities for which a person carries out the yearly review of roles.</summary>
    public IReadOnlyList<Guid> ReviewsFor(Actor actor) =>
        [
            .. actor
                .Grants.Where(grant => AccessMatrix.Permits(Permission.GrantRoles, AccessScope.Own, grant.Role))
                .Select(grant => grant.AuthorityId)
                .Distinct(),
        ];

    /// <summary>Whether a person sees in an authority's history who made each change: those who may correct its entry.</summary>
    public bool SeesWhoChanged(Actor actor, GrantTarget authority) => MayAmend(actor, authority);

    private static bool MayAdminister(Actor actor, GrantTarget authority, Permission permission, string? module = null) =>
        actor.IsPermitted(permission, AccessScope.Own, authority.AuthorityId)
        || authority.Coordinators.Any(coordinator =>
            ScopesOf(coordinator, authority, module).Any(scope => actor.IsPermitted(permission, scope, coordinator.AuthorityId))
        )
        || (authority.IsCoordinatorOrCommission && actor.IsPermitted(permission, AccessScope.Coordinators));
}
