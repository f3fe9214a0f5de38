using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Network.Access;

/// <summary>
/// Decides whether a person may do something (Regulation (EU) No 1024/2012, Article 9: access on a need-to-know basis), by the <see
/// cref="AccessMatrix"/> and by the state of the exchange. It queries no database: callers pass the facts.
/// </summary>
public sealed partial class AccessPolicy
{
    private static readonly AccessReason Hidden = new("access.personal-data-hidden");
    private static readonly AccessReason Lost = new("access.content-unreadable");

    /// <summary>How much of an exchange a person sees. If the content is lost, at most that the exchange exists.</summary>
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
        if (exchange.Phase != Phase.Draft && HasTurn(actor, exchange))
            return Sight.WithoutConfidential;
        if (exchange.Phase == Phase.Draft)
            return Sight.None;
        return PartyThatPermits(actor, exchange, Permission.ReadWithoutPersonalData) is not null ? Sight.WithoutPersonal
            : PartyThatPermits(actor, exchange, Permission.ReadInformation) is not null ? Sight.Informed
            : Sight.None;
    }

    /// <summary>Whether a person may take an action. The state and the conditions are checked by the procedure, not here.</summary>
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

    /// <summary>
    /// Whether a person may write messages, attach files, add links and correct translations in an exchange: handlers of its sender and its recipients.
    /// </summary>
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
    /// <param name="standing">Whether the authority may send today, and which central authority acts for it.</param>
    public AccessDecision MayCreate(Actor actor, string module, Guid authority, Standing standing)
    {
        if (
            !actor.IsPermitted(Permission.BeginExchange, AccessScope.Own, authority, module)
            && !(standing.ActedForBy is { } central && actor.IsPermitted(Permission.BeginExchange, AccessScope.ActingFor, central, module))
        )
            return AccessDecision.Refused(new AccessReason("access.needs-role.handler", "authority", authority));
        return standing.Reason is { } reason ? AccessDecision.Refused(reason) : AccessDecision.Allowed(authority);
    }

    /// <summary>Whether a person may ask why somebody may or may not act: those who see the exchange at a coordinator.</summary>
    public bool MayAskWhy(Actor actor, ExchangeAccess exchange) => !IsHidden(exchange) && PartyThatPermits(actor, exchange, Permission.AskWhy) is not null;

    /// <summary>
    /// Whether a person may place a legal hold: supervisors of the parties, supervisors and referral handlers of their coordinators.
    /// </summary>
    public AccessDecision MayHold(Actor actor, ExchangeAccess exchange)
    {
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        return PartyThatPermits(actor, exchange, Permission.Hold) is { } authority
            ? AccessDecision.Allowed(authority)
            : AccessDecision.Refused(new AccessReason("access.needs-oversight"));
    }

    /// <summary>
    /// Whether a person may request to read hidden personal data, or to delete them early: handlers of the parties, whose authorities are responsible
    /// for the use of the data.
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
    /// Whether a person may decide on a request about personal data: the data-protection officers of the requesting authority, or supervisors and
    /// referral handlers of its coordinator. Never the person who made the request.
    /// </summary>
    /// <param name="actor">The person who would decide.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="asker">The user who made the request.</param>
    /// <param name="authority">The authority in whose name it was made.</param>
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

    /// <summary>
    /// Whether a person sees the requests about an exchange's personal data: those who see the exchange, and those who decide on such requests at a
    /// party.
    /// </summary>
    public bool SeesRequests(Actor actor, ExchangeAccess exchange) =>
        exchange.Phase is not Phase.Draft
        && (
            (
                SightOf(actor, exchange) != Sight.None
                && PartiesThatPermit(actor, exchange, Permission.SeeThatItExisted).Any(party => !exchange.Parts[party].IsOnlyInformed)
            ) || exchange.Parts.Any(part => part.Value.IsHost && actor.IsPermitted(Permission.DecideOnRequests, AccessScope.Party, part.Key, exchange.Module))
        );

    /// <summary>The authorities whose retention a person oversees as data-protection officer.</summary>
    public IReadOnlyList<Guid> OverseenBy(Actor actor) =>
        [.. actor.GrantsThatPermit(Permission.OverseeRetention).Select(grant => grant.AuthorityId).Distinct()];

    /// <summary>
    /// The authorities whose hidden and deleted exchanges a person sees to have existed, with the modules; null modules mean all, for data-protection
    /// officers.
    /// </summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>?> ShellsSeenBy(Actor actor)
    {
        var seen = actor.ReadableModules.ToDictionary(one => one.Key, one => (IReadOnlyList<string>?)one.Value);
        foreach (var authority in OverseenBy(actor))
            seen[authority] = null;
        return seen;
    }

    /// <summary>
    /// The authorities for which a person answers data subjects, with the modules; null modules mean all. Data-protection officers answer for all
    /// modules, local data administrators for those in which they hold the role (Regulation (EU) No 1024/2012, Articles 18 to 20).
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

    /// <summary>The authorities whose entries in an exchange's access log a person sees: their own, never the counterpart's.</summary>
    public IReadOnlyList<Guid> AccessLogsSeenBy(Actor actor, ExchangeAccess exchange) =>
        SightOf(actor, exchange) is Sight.None or Sight.Shell ? [] : [.. PartiesThatPermit(actor, exchange, Permission.SeeReaders)];

    /// <summary>Whether it is the turn of a coordinator at which the person may act.</summary>
    private static bool HasTurn(Actor actor, ExchangeAccess exchange) =>
        exchange
            .Turns.Where(party => party is Party.CoordinatorOfSender or Party.CoordinatorOfRecipient)
            .SelectMany(party => exchange.Parties[party])
            .Any(authority => actor.IsPermitted(Permission.ReadInTurn, AccessScope.CoordinatorOfParty, authority, exchange.Module));

    private static bool IsHidden(ExchangeAccess exchange) => exchange.Phase is Phase.Hidden or Phase.Deleted;

    /// <summary>The parties for which the person holds a permitting role, there or at the central authority that acts for them.</summary>
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
            yield return part.IsOnlyInformed ? AccessScope.InformedAuthority : AccessScope.FormerParty;
    }

    private static Guid? PartyThatPermits(Actor actor, ExchangeAccess exchange, Permission permission) =>
        PartiesThatPermit(actor, exchange, permission).Select(party => (Guid?)party).FirstOrDefault();

    /// <summary>For broadcasts, considers only the person's own authorities; otherwise one recipient as an example for the explanation.</summary>
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
