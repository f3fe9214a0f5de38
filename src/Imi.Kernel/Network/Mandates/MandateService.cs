using Imi.Kernel.Definitions.Forms;
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

/// <summary>Where coordinators grant authorities their mandates, and give the authorities' people roles.</summary>
public sealed class MandateService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    AccessPolicy policy,
    CoordinatorQuery coordinatorQuery,
    UserStore users,
    RegistryHistoryStore chronicle,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>The roles that are given in a module.</summary>
    public static IReadOnlyList<Role> ModuleRoles { get; } = [Role.Handler, Role.Allocator, Role.Referral, Role.Supervisor, Role.Administrator];

    /// <summary>What the person may grant to an authority in a module; null where there is no such authority or module, or nothing to grant.</summary>
    public async Task<Granting?> FindAsync(Guid authority, string module, Actor actor, CancellationToken cancellationToken)
    {
        if (
            catalogue.Find(module) is not { } granted
            || await LoadAsync(authority, cancellationToken) is not var (found, coordinators, facts)
            || !policy.MayGrantRoles(actor, facts, module)
        )
        {
            return null;
        }

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
            Central = centrals.Find(one => one.Setups.Any(setup => setup.Module == module && setup.IsCentral)),
            Acting = centrals.Find(one => one.Id == actedForBy),
            Endable = endable,
            WithSecondFactor = await SecondFactorQuery(database, endable).ToListAsync(cancellationToken),
        };
    }

    /// <summary>The modules in which the person may grant an authority something; first those in which the person has a role.</summary>
    public async Task<IReadOnlyList<PolicyModule>> ModulesAsync(Guid authority, Actor actor, CancellationToken cancellationToken) =>
        await LoadAsync(authority, cancellationToken) is var (_, _, facts)
            ?
            [
                .. catalogue
                    .Modules.Where(module => policy.MayGrantRoles(actor, facts, module.Name))
                    .OrderBy(module => !actor.Grants.Any(grant => grant.Module == module.Name)),
            ]
            : [];

    /// <summary>Grants an authority its part in a procedure, and ends what it no longer has from today on.</summary>
    /// <returns>Whether it was done: what the person may not grant answers like what does not exist.</returns>
    public async Task<bool> SetMandatesAsync(
        Guid authority,
        string module,
        string procedure,
        MandateSetting setting,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        if (
            await FindAsync(authority, module, actor, cancellationToken) is not { MayGrantMandates: true } granting
            || granting.Module.Procedure(procedure) is null
            || !setting.Linked.All(chosen => granting.Coordinators.Any(one => one.Id == chosen))
        )
        {
            return false;
        }

        return await database.WriteAsync(
            async stop =>
            {
                var tracked = await database.Set<Authority>().Include(one => one.Mandates).FirstAsync(one => one.Id == authority, stop);
                await ApplyAsync(tracked, module, procedure, setting, actor.UserId, granting.Today, stop);
                return true;
            },
            cancellationToken
        );
    }

    /// <summary>Sets an authority's part in a procedure, within the caller's transaction.</summary>
    /// <param name="tracked">The authority with its mandates.</param>
    /// <param name="module">The module.</param>
    /// <param name="procedure">The procedure.</param>
    /// <param name="setting">Its part.</param>
    /// <param name="by">Who sets it; null for the operator of the platform.</param>
    /// <param name="today">The day it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
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
        await chronicle.TellAsync(
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

    /// <summary>Whether an authority's part in a procedure is as set already.</summary>
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

    /// <summary>Gives a person of the authority exactly these roles in a module. Not even one anywhere would end that they are a user: that is done with a reason.</summary>
    /// <returns>What is wrong, field by field; empty where it was done, null where the person may not.</returns>
    public async Task<IReadOnlyList<FieldError>?> SetRolesAsync(
        Guid authority,
        string module,
        Guid person,
        IReadOnlySet<Role> roles,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        if (
            await FindAsync(authority, module, actor, cancellationToken) is not { } granting
            || granting.People.All(one => one.Id != person)
            || !roles.All(ModuleRoles.Contains)
        )
        {
            return null;
        }

        if (person == actor.UserId && roles.Any(role => !actor.Holds(authority, module, role)))
        {
            await users.RefuseAsync(authority, actor, cancellationToken);
            return [new FieldError($"roles.{person}", UserStore.NotOneself)];
        }

        return await database.WriteIfAsync(
            async stop =>
            {
                var user = await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == person, stop);
                foreach (var role in ModuleRoles)
                {
                    if (roles.Contains(role))
                        user.Grant(authority, module, role, Today);
                    else
                        user.Withdraw(authority, module, role);
                }

                if (user.Roles.Count == 0)
                    return ([new FieldError($"roles.{person}", "people.last-role")], false);
                await journal.AppendAsync(actor.UserId, authority, null, "roles-set", $"{module}: {person}: {string.Join(", ", roles.Order())}", stop);
                return ((IReadOnlyList<FieldError>)[], true);
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Makes a person of an authority, with roles in a module. Somebody who is registered with another authority gets the roles too,
    /// where user name and e-mail address are that person's; a former user whose data are not deleted yet becomes a user again.
    /// </summary>
    /// <returns>What is wrong, field by field; empty where it was done, null where the person may not.</returns>
    public async Task<IReadOnlyList<FieldError>?> AddPersonAsync(
        Guid authority,
        string module,
        NewPerson person,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(authority, module, actor, cancellationToken) is null || !person.Roles.All(ModuleRoles.Contains))
            return null;
        return await users.AddAsync(authority, module, person, actor, "person-added", cancellationToken);
    }

    /// <summary>The roles of a person at an authority that somebody may take away for good; none for themselves: a second person does that.</summary>
    internal async Task<IReadOnlyList<RoleGrant>> WithdrawableAsync(Guid authority, Guid person, Actor actor, CancellationToken cancellationToken)
    {
        if (person == actor.UserId || await LoadAsync(authority, cancellationToken) is not var (_, _, facts))
            return [];
        var isForAll = policy.MayEndUsers(actor, facts);
        var held = await database
            .Set<RoleGrant>()
            .Where(grant => grant.UserId == person && grant.AuthorityId == authority)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return [.. held.Where(grant => isForAll || policy.MayGrantRoles(actor, facts, grant.Module))];
    }

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

    /// <summary>The central authority of an authority's country in a module, where that is another one, and the one that acts for it.</summary>
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
                mandate.Suspend(suspended.SuspendedOn!.Value, suspended.SuspendedFor!.Value); // A suspension is lifted, not gone round.
        }
        else if (held?.RunsOn(today) == true)
        {
            held.EndingOn(today.AddDays(-1));
        }
    }
}

/// <summary>An authority's part in a procedure, as a coordinator sets it.</summary>
/// <param name="Capacities">As what it takes part; empty where it no longer does.</param>
/// <param name="Coordinator">The linked coordinator; null for none.</param>
/// <param name="ApprovesRequests">Whether that one approves what is sent.</param>
/// <param name="ApprovesReplies">Whether it approves what is answered.</param>
/// <param name="TakesReferrals">Whether it takes referrals.</param>
public sealed record MandateSetting(IReadOnlySet<Capacity> Capacities, Guid? Coordinator, bool ApprovesRequests, bool ApprovesReplies, bool TakesReferrals)
{
    /// <summary>The other linked coordinators, which do the same.</summary>
    public IReadOnlyList<Guid> Further { get; init; } = [];

    /// <summary>All linked coordinators.</summary>
    internal IReadOnlyList<Guid> Linked => Coordinator is { } first ? [first, .. Further.Where(one => one != first)] : Further;
}

/// <summary>What somebody may grant to an authority in a module.</summary>
/// <param name="Authority">The authority with its mandates.</param>
/// <param name="Module">The module.</param>
/// <param name="Coordinators">The country's coordinators, to link.</param>
/// <param name="People">The authority's people with their roles.</param>
/// <param name="MayGrantMandates">Whether mandates too, or only roles.</param>
/// <param name="Today">The day it is.</param>
public sealed record Granting(
    Authority Authority,
    PolicyModule Module,
    IReadOnlyList<Authority> Coordinators,
    IReadOnlyList<ImiUser> People,
    bool MayGrantMandates,
    DateOnly Today
)
{
    /// <summary>The people for whom the actor may end that they are users of the authority.</summary>
    public IReadOnlyList<Guid> Endable { get; init; } = [];

    /// <summary>Those of them who set up their account, and can have lost the second factor or the account elsewhere: they can be sent a link to begin again.</summary>
    public IReadOnlyList<Guid> WithSecondFactor { get; init; } = [];

    /// <summary>The country's central authority in the module, where that is another one; null where there is none.</summary>
    public Authority? Central { get; init; }

    /// <summary>The central authority that acts for it; null where none does.</summary>
    public Authority? Acting { get; init; }

    /// <summary>How the authority works in the module.</summary>
    public SetupSetting Setup =>
        new(
            Authority.Setups.Any(setup => setup.Module == Module.Name && setup.IsCentral),
            Authority.Setups.Any(setup => setup.Module == Module.Name && setup.Allocates),
            Authority.Competences.Where(one => one.Module == Module.Name).Select(one => one.Keyword).ToHashSet(StringComparer.Ordinal)
        );

    /// <summary>The running mandate of the authority in a procedure and capacity; null where it has none.</summary>
    public Mandate? MandateFor(string procedure, Capacity capacity) =>
        Authority.Mandates.FirstOrDefault(mandate =>
            mandate.Module == Module.Name && mandate.Procedure == procedure && mandate.Capacity == capacity && mandate.RunsOn(Today)
        );
}
