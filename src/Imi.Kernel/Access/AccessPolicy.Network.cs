using Imi.Kernel.People;

namespace Imi.Kernel.Access;

/// <summary>Who looks after the registry of authorities beyond single entries.</summary>
public sealed partial class AccessPolicy
{
    /// <summary>
    /// Whether a person may deactivate an authority, or let it take part again: administrators of its country's national
    /// coordinator, the Commission's policy officers for coordinators. Nobody does it to an authority they work for themselves.
    /// </summary>
    public bool MayDeactivate(Actor actor, GrantingFacts authority) =>
        actor.Grants.All(grant => grant.AuthorityId != authority.AuthorityId)
        && MayAdminister(actor, authority, Permission.DeactivateAuthority);

    /// <summary>The authorities in whose name a person may register others, as far as they are coordinators.</summary>
    public IReadOnlyList<Guid> RegistersFor(Actor actor) => [.. actor.GrantsThatPermit(Permission.RegisterAuthority).Select(grant => grant.AuthorityId).Distinct()];

    /// <summary>Whether a person reads in an authority's history also who did what: whoever may correct its entry.</summary>
    public bool SeesWhoChanged(Actor actor, GrantingFacts authority) => MayAmend(actor, authority);
}
