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
    /// <returns>Not found if the person may not, or there is no such user.</returns>
    public Task<Outcome> AppointAsync(Guid authority, Guid? person, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            authority,
            person ?? Guid.Empty,
            "officer-appointed",
            actor,
            appointments =>
                person is null ? Outcome.Invalid(new FieldError("person", "people.officers.choose-somebody"))
                : person == actor.UserId ? Outcome.Invalid(new FieldError("person", "people.officers.not-oneself"))
                : appointments.IsOfficer(person.Value) ? Outcome.Done // Repeated request.
                : appointments.IsCandidate(person.Value) ? null
                : Outcome.NotFound,
            user => user.Grant(authority, "", Role.DataProtectionOfficer, DeadlineCalendar.Today(time)),
            cancellationToken
        );

    /// <summary>
    /// Appoints a person who has no role at the authority yet; an existing user with the same user name and e-mail address is reused.
    /// </summary>
    /// <returns>Not found if the person may not.</returns>
    public Task<Outcome> AppointNewAsync(Guid authority, NewPerson person, Actor actor, CancellationToken cancellationToken) =>
        users.AddAsync(
            authority,
            "",
            person with
            {
                Roles = Officer,
            },
            actor,
            "officer-appointed",
            async stop =>
            {
                if (await FindAsync(authority, actor, stop) is null)
                    return Outcome.NotFound;
                var own = await database.Set<ImiUser>().Where(user => user.Id == actor.UserId).Select(user => user.UserName).FirstOrDefaultAsync(stop);
                return string.Equals(own, person.UserName.Trim(), StringComparison.OrdinalIgnoreCase)
                    ? Outcome.Invalid(new FieldError("user-name", "people.officers.not-oneself"))
                    : Outcome.Done;
            },
            cancellationToken
        );

    /// <summary>Dismisses an officer. Fails if it is the person's last role: the user is then removed instead, which needs a reason.</summary>
    /// <returns>Not found if the person may not, or there is no such user.</returns>
    public Task<Outcome> DismissAsync(Guid authority, Guid person, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            authority,
            person,
            "officer-dismissed",
            actor,
            appointments =>
                appointments.IsOfficer(person) ? null
                : appointments.IsCandidate(person) ? Outcome.Done // Repeated request.
                : Outcome.NotFound,
            user => user.Withdraw(authority, "", Role.DataProtectionOfficer),
            cancellationToken
        );

    /// <summary>Confirms an appointment in the yearly review, or ends it.</summary>
    /// <returns>Not found if there is no such appointment or the person may not.</returns>
    internal Task<Outcome> ReviewAsync(Guid authority, Guid person, bool isKept, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            authority,
            person,
            isKept ? "roles-confirmed" : "officer-dismissed",
            actor,
            appointments => appointments.IsOfficer(person) ? null : Outcome.NotFound,
            user =>
            {
                if (isKept)
                    user.Confirm(authority, "", DeadlineCalendar.Today(time));
                else
                    user.Withdraw(authority, "", Role.DataProtectionOfficer);
            },
            cancellationToken
        );

    private static bool IsOfficer(ImiUser person, Guid authority) =>
        person.Roles.Any(grant => grant.AuthorityId == authority && grant.Role == Role.DataProtectionOfficer);

    /// <summary>Changes the roles of a person unless the check answers already.</summary>
    private Task<Outcome> ChangeAsync(
        Guid authority,
        Guid person,
        string what,
        Actor actor,
        Func<Appointments, Outcome?> check,
        Action<ImiUser> change,
        CancellationToken cancellationToken
    ) =>
        database.WriteIfAsync(
            async stop =>
            {
                await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                if (await FindAsync(authority, actor, stop) is not { } appointments)
                    return (Outcome.NotFound, false);
                if (check(appointments) is { } answer)
                    return (answer, false);
                await database.Set<ImiUser>().Where(one => one.Id == person).ClaimAsync(null, stop);
                var user = await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == person, stop);
                change(user);
                if (user.Roles.Count == 0)
                    return (Outcome.Invalid(new FieldError($"officer.{person}", "people.officers.last-role")), false);
                await journal.AppendAsync(actor.UserId, authority, null, what, $"{person}", stop);
                return (Outcome.Done, true);
            },
            cancellationToken
        );
}

/// <summary>The data-protection officers of an authority.</summary>
/// <param name="Authority">The authority.</param>
/// <param name="Officers">The current officers, by name.</param>
/// <param name="Candidates">The other people of the authority who can be appointed, by name.</param>
public sealed record Appointments(Authority Authority, IReadOnlyList<ImiUser> Officers, IReadOnlyList<ImiUser> Candidates)
{
    internal bool IsOfficer(Guid person) => Officers.Any(one => one.Id == person);

    internal bool IsCandidate(Guid person) => Candidates.Any(one => one.Id == person);
}
