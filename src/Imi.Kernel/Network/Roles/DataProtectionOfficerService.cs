using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Roles;

/// <summary>
/// Appoints and dismisses an authority's data-protection officers (Regulation (EU) 2016/679, Article 37; for the Commission, Regulation (EU)
/// 2018/1725, Article 43).
/// </summary>
public sealed class DataProtectionOfficerService(
    ImiDbContext database,
    MandateService mandates,
    UserStore users,
    AccessPolicy policy,
    Journal journal,
    TimeProvider time
)
{
    private static readonly IReadOnlySet<Role> Officer = new HashSet<Role> { Role.DataProtectionOfficer };

    /// <summary>
    /// Finds the officers of an authority and the people who can be appointed; null if the authority does not exist or the person may not appoint
    /// officers.
    /// </summary>
    public async Task<Appointments?> FindAsync(Guid authority, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.LoadAsync(authority, cancellationToken) is not var (found, _, facts) || !policy.MayAppointOfficers(actor, facts))
            return null;
        var people = await database
            .Set<ImiUser>()
            .Where(user => user.Roles.Any(grant => grant.AuthorityId == authority))
            .Include(user => user.Roles)
            .OrderBy(user => user.Name)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var officers = people.FindAll(person => IsOfficer(person, authority));
        return new Appointments(found, officers, [.. people.Except(officers).Where(person => person.Id != actor.UserId)]);
    }

    /// <summary>
    /// Appoints a user of the authority. Nobody can appoint themselves, because an officer is independent and takes no instructions.
    /// </summary>
    /// <returns>The errors, by field; empty if done, null if the person may not.</returns>
    public async Task<IReadOnlyList<FieldError>?> AppointAsync(Guid authority, Guid? person, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(authority, actor, cancellationToken) is not { } appointments)
            return null;
        if (person is null)
            return [new FieldError("person", "people.officers.choose-somebody")];
        if (person == actor.UserId)
            return [new FieldError("person", "people.officers.not-oneself")];
        if (appointments.Officers.Any(officer => officer.Id == person))
            return []; // Repeated request.
        return appointments.Candidates.Any(candidate => candidate.Id == person)
            ? await SetAsync(
                authority,
                person.Value,
                user => user.Grant(authority, "", Role.DataProtectionOfficer, DeadlineCalendar.Today(time)),
                "officer-appointed",
                actor,
                cancellationToken
            )
            : null;
    }

    /// <summary>
    /// Appoints a person who has no role at the authority yet; an existing user with the same user name and e-mail address is reused.
    /// </summary>
    /// <returns>The errors, by field; empty if done, null if the person may not.</returns>
    public async Task<IReadOnlyList<FieldError>?> AppointNewAsync(Guid authority, NewPerson person, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(authority, actor, cancellationToken) is null)
            return null;
        var own = await database.Set<ImiUser>().Where(user => user.Id == actor.UserId).Select(user => user.UserName).FirstOrDefaultAsync(cancellationToken);
        return string.Equals(own, person.UserName.Trim(), StringComparison.OrdinalIgnoreCase)
            ? [new FieldError("user-name", "people.officers.not-oneself")]
            : await users.AddAsync(authority, "", person with { Roles = Officer }, actor, "officer-appointed", cancellationToken);
    }

    /// <summary>Dismisses an officer. Fails if it is the person's last role: the user is then removed instead, which needs a reason.</summary>
    /// <returns>The errors, by field; empty if done, null if the person may not.</returns>
    public async Task<IReadOnlyList<FieldError>?> DismissAsync(Guid authority, Guid person, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(authority, actor, cancellationToken) is not { } appointments)
            return null;
        return appointments.Officers.All(officer => officer.Id != person)
            ? appointments.Candidates.Any(candidate => candidate.Id == person)
                ? []
                : null
            : await SetAsync(
                authority,
                person,
                user => user.Withdraw(authority, "", Role.DataProtectionOfficer),
                "officer-dismissed",
                actor,
                cancellationToken
            );
    }

    /// <summary>Confirms an appointment in the yearly review, or ends it.</summary>
    /// <returns>The errors, by field; empty if done, null if there is no such appointment or the person may not.</returns>
    internal async Task<IReadOnlyList<FieldError>?> ReviewAsync(Guid authority, Guid person, bool isKept, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(authority, actor, cancellationToken) is not { } appointments || appointments.Officers.All(officer => officer.Id != person))
            return null;
        return isKept
            ? await SetAsync(authority, person, user => user.Confirm(authority, "", DeadlineCalendar.Today(time)), "roles-confirmed", actor, cancellationToken)
            : await DismissAsync(authority, person, actor, cancellationToken);
    }

    private static bool IsOfficer(ImiUser person, Guid authority) =>
        person.Roles.Any(grant => grant.AuthorityId == authority && grant.Role == Role.DataProtectionOfficer);

    private Task<IReadOnlyList<FieldError>> SetAsync(
        Guid authority,
        Guid person,
        Action<ImiUser> change,
        string what,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        database.WriteIfAsync(
            async stop =>
            {
                var user = await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == person, stop);
                change(user);
                if (user.Roles.Count == 0)
                    return ([new FieldError($"officer.{person}", "people.officers.last-role")], false);
                await journal.AppendAsync(actor.UserId, authority, null, what, $"{person}", stop);
                return ((IReadOnlyList<FieldError>)[], true);
            },
            cancellationToken
        );
}

/// <summary>The data-protection officers of an authority.</summary>
/// <param name="Authority">The authority.</param>
/// <param name="Officers">The current officers, by name.</param>
/// <param name="Candidates">The other people of the authority who can be appointed, by name.</param>
public sealed record Appointments(Authority Authority, IReadOnlyList<ImiUser> Officers, IReadOnlyList<ImiUser> Candidates);
