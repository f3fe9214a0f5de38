using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>Grants authorities their mandates, and grants roles to their users.</summary>
public sealed partial class MandateService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    AccessPolicy policy,
    CoordinatorQuery coordinatorQuery,
    UserStore users,
    RegistryHistoryStore history,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>
    /// Finds what the person may grant to an authority in a module; null if the authority or module does not exist, or the person may grant nothing.
    /// </summary>
    /// <param name="authority">The authority.</param>
    /// <param name="name">The name of the module; null for the first one in which the person may grant something.</param>
    /// <param name="actor">The person who grants.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Granting?> FindAsync(Guid authority, string? name, Actor actor, CancellationToken cancellationToken)
    {
        if (await LoadAsync(authority, cancellationToken) is not var (found, coordinators, facts))
            return null;
        var modules = ModulesFor(facts, actor);
        if (modules.FirstOrDefault(one => name is null || one.Name == name) is not { } granted)
            return null;
        var module = granted.Name;

        var people = await database
            .Set<ImiUser>()
            .Where(user => user.Roles.Any(grant => grant.AuthorityId == authority) || user.LastAuthorityId == authority)
            .Include(user => user.Roles)
            .OrderBy(user => user.Name)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var actedForBy = found.Setups.FirstOrDefault(setup => setup.Module == module)?.ActedForById;
        var centrals = await CentralQuery(database, found, module, actedForBy)
            .Include(one => one.Names)
            .Include(one => one.Setups)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        List<Guid> endable =
        [
            .. people
                .Where(person =>
                    person.Id != actor.UserId
                    && (policy.MayEndUsers(actor, facts) || person.Roles.Any(grant => grant.AuthorityId == authority && grant.Module == module))
                )
                .Select(person => person.Id),
        ];
        return new Granting(
            found,
            granted,
            [
                .. coordinators.Where(one =>
                    one.Id != authority && facts.Coordinators.Any(known => known.AuthorityId == one.Id && policy.CanBeLinked(known, found.Region, module))
                ),
            ],
            people,
            found.DeactivatedOn is null && policy.MayGrantMandates(actor, facts, module),
            Today
        )
        {
            Modules = modules,
            Central = centrals.Find(one => one.Setups.Any(setup => setup.Module == module && setup.IsCentral)),
            Acting = centrals.Find(one => one.Id == actedForBy),
            Endable = endable,
            WithSecondFactor = await SecondFactorQuery(database, endable).ToListAsync(cancellationToken),
        };
    }

    /// <summary>The modules in which the person may grant an authority something, those of the person's own roles first.</summary>
    public async Task<IReadOnlyList<PolicyModule>> ModulesAsync(Guid authority, Actor actor, CancellationToken cancellationToken) =>
        await LoadAsync(authority, cancellationToken) is var (_, _, facts) ? ModulesFor(facts, actor) : [];

    private IReadOnlyList<PolicyModule> ModulesFor(GrantTarget facts, Actor actor) =>
        [
            .. catalogue
                .Modules.Where(module => policy.MayGrantRoles(actor, facts, module.Name))
                .OrderBy(module => !actor.Grants.Any(grant => grant.Module == module.Name)),
        ];

    /// <summary>Sets an authority's mandates in a procedure, within the caller's transaction.</summary>
    /// <param name="tracked">The authority with its mandates.</param>
    /// <param name="module">The module.</param>
    /// <param name="procedure">The procedure.</param>
    /// <param name="setting">The mandates.</param>
    /// <param name="by">The user who sets them; null for the platform's operator.</param>
    /// <param name="today">Today's date.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task ApplyAsync(
        Authority tracked,
        string module,
        string procedure,
        MandateSetting setting,
        Guid? by,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var before = Held(tracked, module, procedure, today);
        foreach (var capacity in Enum.GetValues<Capacity>())
            Set(tracked, module, procedure, capacity, setting, today);
        await history.RecordAsync(
            tracked.Id,
            by,
            [new RegistryChange(RegistryEventKind.Granted, $"{module}/{procedure}", before, Held(tracked, module, procedure, today), setting.Coordinator)],
            cancellationToken
        );
        await journal.AppendAsync(
            by,
            tracked.Id,
            null,
            "mandates-set",
            $"{module}/{procedure}: {string.Join(", ", setting.Capacities.Order())}",
            cancellationToken
        );
    }

    /// <summary>Whether an authority's mandates in a procedure already match a setting.</summary>
    internal static bool IsSet(Authority authority, string module, string procedure, MandateSetting setting, DateOnly today) =>
        Enum.GetValues<Capacity>()
            .All(capacity =>
            {
                var held = authority.Mandates.FirstOrDefault(one =>
                    one.Module == module && one.Procedure == procedure && one.Capacity == capacity && one.RunsOn(today)
                );
                if (held is null || !setting.Capacities.Contains(capacity))
                    return held is null && !setting.Capacities.Contains(capacity);
                var hasCoordinators = setting.Linked.Count > 0;
                return held.Until is null
                    && (
                        capacity == Capacity.Coordinator
                        || (
                            held.Coordinators.ToHashSet().SetEquals(setting.Linked)
                            && (held.ApprovesRequests, held.ApprovesReplies, held.TakesReferrals)
                                == (
                                    hasCoordinators && setting.ApprovesRequests,
                                    hasCoordinators && setting.ApprovesReplies,
                                    hasCoordinators && setting.TakesReferrals
                                )
                        )
                    );
            });

    internal static IQueryable<Guid> SecondFactorQuery(ImiDbContext database, List<Guid> people) =>
        database
            .Set<Credential>()
            .Where(credential =>
                people.Contains(credential.UserId)
                && (credential.AuthenticatorKey != null || credential.HasPasskey || (credential.EmailConfirmedAt != null && credential.PasswordHash == null))
            )
            .Select(credential => credential.UserId);

    internal static IQueryable<Authority> CoordinatorQuery(ImiDbContext database, string country) =>
        database
            .Set<Authority>()
            .Where(authority =>
                authority.Country == country
                && authority.DeactivatedOn == null
                && (authority.Kind == AuthorityKind.NationalCoordinator || authority.Kind == AuthorityKind.DelegatedCoordinator)
            )
            .OrderBy(authority => authority.Kind == AuthorityKind.NationalCoordinator ? 0 : 1)
            .ThenBy(authority => authority.Code);

    /// <summary>The other authority that is the country's central authority in a module, and the one that acts for this authority.</summary>
    internal static IQueryable<Authority> CentralQuery(ImiDbContext database, Authority of, string module, Guid? acting) =>
        database
            .Set<Authority>()
            .Where(one =>
                one.Id != of.Id
                && (
                    one.Id == acting
                    || (one.Country == of.Country && one.DeactivatedOn == null && one.Setups.Any(setup => setup.Module == module && setup.IsCentral))
                )
            );

    private DateOnly Today => DeadlineCalendar.Today(time);

    internal async Task<(Authority Authority, IReadOnlyList<Authority> Coordinators, GrantTarget Facts)?> LoadAsync(
        Guid id,
        CancellationToken cancellationToken
    )
    {
        if (
            await database
                .Set<Authority>()
                .Include(one => one.Names)
                .Include(one => one.Mandates)
                .Include(one => one.Setups)
                .Include(one => one.Competences)
                .AsSplitQuery()
                .AsNoTracking()
                .FirstOrDefaultAsync(one => one.Id == id, cancellationToken)
            is not { } authority
        )
        {
            return null;
        }

        var coordinators = await CoordinatorQuery(database, authority.Country).Include(one => one.Names).AsNoTracking().ToListAsync(cancellationToken);
        var facts = (await coordinatorQuery.FactsAsync(authority.Country, Today, cancellationToken))[authority.Country];
        return (
            authority,
            coordinators,
            new GrantTarget(id, authority.Kind != AuthorityKind.CompetentAuthority, [.. facts.Select(one => one.Facts)]) { Region = authority.Region }
        );
    }

    private static string Held(Authority authority, string module, string procedure, DateOnly today) =>
        string.Join(
            ", ",
            authority
                .Mandates.Where(mandate => mandate.Module == module && mandate.Procedure == procedure && mandate.RunsOn(today))
                .Select(mandate => mandate.Capacity)
                .Order()
        );

    private static void Set(Authority authority, string module, string procedure, Capacity capacity, MandateSetting setting, DateOnly today)
    {
        var held = authority.Mandates.FirstOrDefault(one => one.Module == module && one.Procedure == procedure && one.Capacity == capacity);
        if (setting.Capacities.Contains(capacity))
        {
            var mandate = held?.Renew() ?? new Mandate(module, procedure, capacity);
            if (capacity != Capacity.Coordinator)
                mandate.CoordinatedBy(setting.Linked, setting.ApprovesRequests, setting.ApprovesReplies, setting.TakesReferrals);
            if (held is null)
                authority.Grant(mandate);
            if (authority.Mandates.FirstOrDefault(one => one.Module == module && one.Procedure == procedure && one.SuspendedOn is not null) is { } suspended)
                mandate.Suspend(suspended.SuspendedOn!.Value, suspended.SuspendedFor!.Value); // Renewal must not bypass a suspension.
        }
        else if (held?.RunsOn(today) == true)
        {
            held.EndingOn(today.AddDays(-1));
        }
    }
}
