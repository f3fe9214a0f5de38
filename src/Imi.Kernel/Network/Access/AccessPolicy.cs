using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Network.Access;

/// <summary>
/// The one place that answers "may this person do this?" (Regulation (EU) No 1024/2012, Article 9: access on a need-to-know
/// basis): by the <see cref="AccessMatrix"/>, and by what stands here of states and persons. It asks no database: whoever calls
/// brings the facts.
/// </summary>
public sealed partial class AccessPolicy
{
    private static readonly AccessReason Hidden = new("access.personal-data-hidden");
    private static readonly AccessReason Lost = new("access.content-lost");

    /// <summary>How much of an exchange a person sees; where the content cannot be opened, only that it exists.</summary>
    public Sight SightOf(Actor actor, ExchangeAccess exchange) =>
        SightOfContent(actor, exchange) is var sight && exchange.IsContentLost && sight != Sight.None ? Sight.Shell : sight;

    private static Sight SightOfContent(Actor actor, ExchangeAccess exchange)
    {
        if (exchange.Phase == Phase.Hidden && exchange.Parts.Any(part => part.Value.IsUnblocked && exchange.IsReadBy(actor, part.Key)))
            return Sight.Full;
        if (IsHidden(exchange))
            return PartyThatPermits(actor, exchange, Permission.SeeThatItExisted) is null ? Sight.None : Sight.Shell;
        if (PartyThatPermits(actor, exchange, Permission.ReadExchange) is not null)
            return Sight.Full;
        return exchange.Phase != Phase.Draft && PartyThatPermits(actor, exchange, Permission.ReadWithoutPersonalData) is not null
            ? Sight.WithoutPersonal
            : Sight.None;
    }

    /// <summary>Whether a person may take an action now, as far as the person is concerned; state and conditions are the procedure's.</summary>
    public AccessDecision MayAct(Actor actor, ExchangeAccess exchange, ActionDefinition action)
    {
        if (IsHidden(exchange))
            return AccessDecision.Refused(Hidden);
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        var reasons = new List<AccessReason>();
        foreach (var rule in action.By)
        {
            foreach (var authority in Concerned(actor, exchange, rule.Party))
            {
                var decision = MayActFor(actor, exchange, authority, RoleFor(rule.Role), Permission.TakeAction, AccessScope.NamedParty);
                if (decision.IsAllowed)
                    return decision;
                reasons.AddRange(decision.Reasons);
            }
        }

        return reasons.Count > 0
            ? AccessDecision.Refused([.. reasons.DistinctBy(reason => (reason.Key, string.Join('|', reason.Values.Values)))])
            : AccessDecision.Refused(new AccessReason("access.no-such-party"));
    }

    /// <summary>Whether a person may write messages, attach files and link in an exchange: handlers of its sender and its recipients.</summary>
    public AccessDecision MayContribute(Actor actor, ExchangeAccess exchange)
    {
        if (IsHidden(exchange))
            return AccessDecision.Refused(Hidden);
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        var reasons = new List<AccessReason>();
        foreach (var authority in ((Party[])[Party.Sender, Party.Recipient, Party.Recipients]).SelectMany(party => Concerned(actor, exchange, party)))
        {
            var decision = MayActFor(actor, exchange, authority, Role.Handler, Permission.Contribute, AccessScope.Party);
            if (decision.IsAllowed)
                return decision;
            reasons.AddRange(decision.Reasons);
        }

        return AccessDecision.Refused(reasons);
    }

    /// <summary>Whether a person may begin an exchange in the name of an authority.</summary>
    /// <param name="actor">The person.</param>
    /// <param name="module">The procedure's module.</param>
    /// <param name="authority">The authority.</param>
    /// <param name="standing">Whether the authority may send today.</param>
    public AccessDecision MayCreate(Actor actor, string module, Guid authority, Standing standing)
    {
        if (
            !actor.IsPermitted(Permission.BeginExchange, AccessScope.Own, authority, module)
            && !(standing.ActedForBy is { } central && actor.IsPermitted(Permission.BeginExchange, AccessScope.ActingFor, central, module))
        )
            return AccessDecision.Refused(new AccessReason("access.needs-role.handler", "authority", authority));
        return standing.Reason is { } reason ? AccessDecision.Refused(reason) : AccessDecision.Allowed(authority);
    }

    /// <summary>Whether a person may ask why somebody may or may not act: whoever at a coordinator sees the exchange.</summary>
    public bool MayAskWhy(Actor actor, ExchangeAccess exchange) => !IsHidden(exchange) && PartyThatPermits(actor, exchange, Permission.AskWhy) is not null;

    /// <summary>Whether a person may keep content from deletion: supervisors of the parties, supervisors and referral handlers of their coordinators.</summary>
    public AccessDecision MayHold(Actor actor, ExchangeAccess exchange)
    {
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        return PartyThatPermits(actor, exchange, Permission.Hold) is { } authority
            ? AccessDecision.Allowed(authority)
            : AccessDecision.Refused(new AccessReason("access.needs-oversight"));
    }

    /// <summary>
    /// Whether a person may ask to read hidden personal data, or to delete them early: handlers of the parties, whose authorities
    /// answer for what is done with them.
    /// </summary>
    public AccessDecision MayAskForDecision(Actor actor, ExchangeAccess exchange)
    {
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        return PartyThatPermits(actor, exchange, Permission.AskForDecision) is { } authority
            ? AccessDecision.Allowed(authority)
            : AccessDecision.Refused(new AccessReason("access.needs-party-handler"));
    }

    /// <summary>
    /// Whether a person may decide what somebody asked of personal data: never the asker; the data-protection officers of the
    /// asking authority, supervisors and referral handlers of the coordinator of its side.
    /// </summary>
    /// <param name="actor">Who would decide.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="asker">Who asked.</param>
    /// <param name="authority">In which authority's name.</param>
    public AccessDecision MayDecide(Actor actor, ExchangeAccess exchange, Guid asker, Guid authority)
    {
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        if (actor.UserId == asker)
            return AccessDecision.Refused(new AccessReason("access.second-person"));
        if (actor.IsPermitted(Permission.DecideOnRequests, AccessScope.Party, authority, exchange.Module))
            return AccessDecision.Allowed(authority);
        foreach (var (party, side) in ((Party, Party)[])[(Party.Sender, Party.CoordinatorOfSender), (Party.Recipient, Party.CoordinatorOfRecipient)])
        {
            if (!exchange.Parties[party].Contains(authority))
                continue;
            foreach (var coordinator in exchange.Parties[side])
            {
                if (actor.IsPermitted(Permission.DecideOnRequests, AccessScope.CoordinatorOfParty, coordinator, exchange.Module))
                    return AccessDecision.Allowed(coordinator);
            }
        }

        return AccessDecision.Refused(new AccessReason("access.needs-second-person"));
    }

    /// <summary>Whether a person sees what was asked of an exchange's personal data: whoever sees the exchange, and the parties' data-protection officers.</summary>
    public bool SeesRequests(Actor actor, ExchangeAccess exchange) =>
        exchange.Phase is not Phase.Draft
        && (
            SightOf(actor, exchange) != Sight.None
            || exchange.Parts.Any(part => part.Value.IsHost && actor.IsPermitted(Permission.DecideOnRequests, AccessScope.Party, part.Key, exchange.Module))
        );

    /// <summary>The authorities whose retention a person oversees as data-protection officer.</summary>
    public IReadOnlyList<Guid> OverseenBy(Actor actor) =>
        [.. actor.GrantsThatPermit(Permission.OverseeRetention).Select(grant => grant.AuthorityId).Distinct()];

    /// <summary>
    /// The authorities of whose hidden and deleted exchanges a person sees that they existed, with the modules; null for all of
    /// them: data-protection officers.
    /// </summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>?> ShellsSeenBy(Actor actor)
    {
        var seen = actor.ReadableModules.ToDictionary(one => one.Key, one => (IReadOnlyList<string>?)one.Value);
        foreach (var authority in OverseenBy(actor))
            seen[authority] = null;
        return seen;
    }

    /// <summary>
    /// The authorities for which a person answers data subjects, with the modules; null for all of them: data-protection officers
    /// for everything, local data administrators for what they administer (Regulation (EU) No 1024/2012, Articles 18 to 20).
    /// </summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>?> AnswersSubjectsOf(Actor actor)
    {
        return actor
            .GrantsThatPermit(Permission.AnswerDataSubjects)
            .GroupBy(grant => grant.AuthorityId)
            .ToDictionary(
                group => group.Key,
                group =>
                    group.Any(grant => grant.Module.Length == 0)
                        ? null
                        : (IReadOnlyList<string>?)[.. group.Select(grant => grant.Module).Distinct(StringComparer.Ordinal)]
            );
    }

    /// <summary>Whether a person may install policy areas: the Commission's policy officers.</summary>
    public bool MayInstallModules(Actor actor) => actor.IsPermitted(Permission.InstallModules);

    /// <summary>
    /// Whether a person may register an authority in a country (Regulation (EU) No 1024/2012, Article 6(2)): administrators of its
    /// national coordinator; of a delegated coordinator in its scope, and where the new one is no coordinator itself unless it may
    /// delegate of its scope.
    /// </summary>
    /// <param name="actor">The person.</param>
    /// <param name="coordinators">The country's coordinators.</param>
    /// <param name="isCoordinator">Whether the authority will coordinate others.</param>
    public bool MayRegister(Actor actor, IReadOnlyList<CoordinatorAccess> coordinators, bool isCoordinator) =>
        coordinators.Any(coordinator => MayRegisterFor(actor, coordinator, isCoordinator, null, isAnywhere: true));

    /// <summary>Whether a person may register a country's national coordinator (Article 6(1)): the Commission's policy officers.</summary>
    public bool MayRegisterNationalCoordinator(Actor actor) => actor.IsPermitted(Permission.RegisterNationalCoordinator);

    /// <summary>Whether it is worth asking where a person may register authorities.</summary>
    public bool MayRegisterSomewhere(Actor actor) => MayRegisterNationalCoordinator(actor) || actor.GrantsThatPermit(Permission.RegisterAuthority).Any();

    /// <summary>
    /// Whether a person may correct an authority's entry: its own administrators, those of its country's national coordinator, the
    /// Commission's policy officers for coordinators.
    /// </summary>
    public bool MayAmend(Actor actor, GrantTarget authority) => MayAdminister(actor, authority, Permission.AmendEntry);

    /// <summary>
    /// Whether a person may grant an authority mandates in a module: administrators of its country's national coordinator, and of
    /// the coordinators of that module there; the Commission's policy officers for coordinators, who come first in a new area.
    /// </summary>
    public bool MayGrantMandates(Actor actor, GrantTarget authority, string module) => MayAdminister(actor, authority, Permission.GrantMandates, module);

    /// <summary>Whether a person may give an authority's people roles in a module: as for mandates, and its own administrators.</summary>
    public bool MayGrantRoles(Actor actor, GrantTarget authority, string module) => MayAdminister(actor, authority, Permission.GrantRoles, module);

    /// <summary>
    /// Whether a person may end for an authority's people, in every module, that they are users: whoever may correct the authority's
    /// entry. Whoever gives roles in a module alone takes them away there.
    /// </summary>
    public bool MayEndUsers(Actor actor, GrantTarget authority) => MayAdminister(actor, authority, Permission.EndUsers);

    /// <summary>Whether a person may say who an authority's data-protection officers are: whoever may correct the authority's entry, in its name.</summary>
    public bool MayAppointOfficers(Actor actor, GrantTarget authority) => MayAdminister(actor, authority, Permission.AppointOfficers);

    /// <summary>The authorities of whose people somebody sees who opened an exchange: their own, never the other side's.</summary>
    public IReadOnlyList<Guid> SeesLooksOf(Actor actor, ExchangeAccess exchange) =>
        SightOf(actor, exchange) is Sight.None or Sight.Shell ? [] : [.. PartiesThatPermit(actor, exchange, Permission.SeeReaders)];

    private static bool IsHidden(ExchangeAccess exchange) => exchange.Phase is Phase.Hidden or Phase.Deleted;

    /// <summary>The parties at which the person holds a role that permits something, or for which such a role permits it elsewhere.</summary>
    private static IEnumerable<Guid> PartiesThatPermit(Actor actor, ExchangeAccess exchange, Permission permission) =>
        exchange
            .Parts.Where(part =>
                ScopesOf(part.Value).Any(scope => actor.IsPermitted(permission, scope, part.Key, exchange.Module))
                || (
                    exchange.ActedForBy.TryGetValue(part.Key, out var central) && actor.IsPermitted(permission, AccessScope.ActingFor, central, exchange.Module)
                )
            )
            .Select(part => part.Key);

    private static IEnumerable<AccessScope> ScopesOf(ExchangePart part)
    {
        if (part.IsHost)
            yield return AccessScope.Party;
        if (part.IsCoordinator)
            yield return AccessScope.CoordinatorOfParty;
        if (!part.IsHost && !part.IsCoordinator)
            yield return AccessScope.FormerParty;
    }

    private static Guid? PartyThatPermits(Actor actor, ExchangeAccess exchange, Permission permission) =>
        PartiesThatPermit(actor, exchange, permission).Select(party => (Guid?)party).FirstOrDefault();

    private static bool MayAdminister(Actor actor, GrantTarget authority, Permission permission, string? module = null) =>
        actor.IsPermitted(permission, AccessScope.Own, authority.AuthorityId)
        || authority.Coordinators.Any(coordinator =>
            ScopesOf(coordinator, authority, module).Any(scope => actor.IsPermitted(permission, scope, coordinator.AuthorityId))
        )
        || (authority.IsCoordinatorOrCommission && actor.IsPermitted(permission, AccessScope.Coordinators));

    /// <summary>Of many recipients only the person's own matter; where there is none, one stands for all in the explanation.</summary>
    private static IEnumerable<Guid> Concerned(Actor actor, ExchangeAccess exchange, Party party)
    {
        var own = exchange.Parties[party].Where(authority => exchange.IsReadBy(actor, authority)).ToList();
        return own.Count > 0 ? own : exchange.Parties[party].Take(1);
    }

    private static AccessDecision MayActFor(Actor actor, ExchangeAccess exchange, Guid authority, Role role, Permission permission, AccessScope scope)
    {
        var isPermitted = actor.Holds(authority, exchange.Module, role) && AccessMatrix.Permits(permission, scope, role);
        if (!isPermitted && exchange.ActedForBy.TryGetValue(authority, out var central))
            isPermitted = actor.Holds(central, exchange.Module, role) && AccessMatrix.Permits(permission, AccessScope.ActingFor, role);
        if (!isPermitted)
        {
            return AccessDecision.Refused(
                actor.Holds(authority, exchange.Module, Role.Supervisor)
                    ? new AccessReason("access.supervisor-reads-only", "authority", authority)
                    : new AccessReason($"access.needs-role.{role.ToString().ToLowerInvariant()}", "authority", authority)
            );
        }

        if (exchange.StandingOf(authority).Reason is { } reason)
            return AccessDecision.Refused(reason);
        var assigned = exchange.AssignedAt(authority);
        if (role == Role.Handler && assigned.Count == 0 && exchange.StandingOf(authority).Allocates)
            return AccessDecision.Refused(new AccessReason("access.not-allocated", "authority", authority));
        if (role == Role.Handler && assigned.Count > 0 && !assigned.Contains(actor.UserId))
            return AccessDecision.Refused(new AccessReason("access.assigned-to-others", "people", assigned));
        return AccessDecision.Allowed(authority);
    }

    private static Role RoleFor(ExchangeRole role) =>
        role switch
        {
            ExchangeRole.Handler => Role.Handler,
            ExchangeRole.Allocator => Role.Allocator,
            _ => Role.Referral,
        };
}
