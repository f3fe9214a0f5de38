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

/// <summary>Lets one person stand in for a colleague until a given day, after which the roles lapse.</summary>
public sealed class StandInService(ImiDbContext database, MandateService mandates, UserStore people, Journal journal, TimeProvider time)
{
    private const int LongestDays = 366;
    private const int Batch = 100;

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>
    /// Grants a person of an authority all roles that a colleague holds in a module, up to and including a day within a year. A later call changes
    /// the day.
    /// </summary>
    /// <returns>Not found if the person may not grant roles there.</returns>
    public async Task<Outcome> AppointAsync(
        Guid authority,
        string module,
        Guid? absent,
        Guid? standIn,
        DateOnly? until,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var outcome = await database.WriteIfAsync(
            async stop =>
            {
                await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                if (await mandates.FindAsync(authority, module, actor, stop) is not { } granting)
                    return (Outcome.NotFound, false);
                var roles = RolesOf(granting, absent);
                var errors = new List<FieldError>();
                if (roles.Count == 0)
                    errors.Add(new FieldError("absent", "people.stand-in.nobody"));
                if (granting.People.All(person => person.Id != standIn) || standIn == absent)
                    errors.Add(new FieldError("stand-in", "people.stand-in.another"));
                if (until is not { } last || last < Today || last > Today.AddDays(LongestDays))
                    errors.Add(new FieldError("until", "people.stand-in.until-wrong"));
                if (errors.Count == 0 && standIn == actor.UserId && roles.Exists(role => !actor.Holds(authority, module, role)))
                    errors.Add(new FieldError("stand-in", UserStore.NotOneself));
                if (errors.Count > 0)
                    return (Outcome.Invalid(errors), false);
                await database.Set<ImiUser>().Where(one => one.Id == standIn).ClaimAsync(null, stop);
                var user = await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == standIn, stop);
                foreach (var role in roles)
                    user.StandIn(authority, module, role, Today, until!.Value, absent!.Value);
                await journal.AppendAsync(
                    actor.UserId,
                    authority,
                    null,
                    "stand-in-appointed",
                    $"{module}: {standIn} instead of {absent} until {until:yyyy-MM-dd}: {string.Join(", ", roles.Order())}",
                    stop
                );
                return (Outcome.Done, true);
            },
            cancellationToken
        );
        if (outcome.Errors.Any(error => error.MessageKey == UserStore.NotOneself))
            await people.RefuseAsync(authority, actor, cancellationToken);
        return outcome;
    }

    /// <summary>The permanent roles of a person in the module.</summary>
    private static List<Role> RolesOf(Granting granting, Guid? person) =>
        granting
            .People.FirstOrDefault(one => one.Id == person)
            ?.Roles.Where(grant => grant.AuthorityId == granting.Authority.Id && grant.Module == granting.Module.Name && grant.Until is null)
            .Select(grant => grant.Role)
            .ToList()
        ?? [];

    /// <summary>Deletes the roles whose last day has passed. They permit nothing from then on, even before they are deleted.</summary>
    /// <returns>The number of lapsed roles.</returns>
    public async Task<int> LapseAsync(CancellationToken cancellationToken)
    {
        var (today, lapsed) = (Today, 0);
        while (await LapsedQuery(database, today).Take(Batch).AsNoTracking().ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            lapsed += await database.WriteAsync(
                async stop =>
                {
                    var authorities = batch.ConvertAll(grant => grant.AuthorityId);
                    var holders = batch.ConvertAll(grant => grant.UserId);
                    await database.Set<Authority>().Where(one => authorities.Contains(one.Id)).ClaimAsync(null, stop);
                    await database.Set<ImiUser>().Where(one => holders.Contains(one.Id)).ClaimAsync(null, stop);
                    foreach (var grant in batch)
                    {
                        var gone = await database
                            .Set<RoleGrant>()
                            .Where(one =>
                                one.UserId == grant.UserId
                                && one.AuthorityId == grant.AuthorityId
                                && one.Module == grant.Module
                                && one.Role == grant.Role
                                && one.Until < today
                            )
                            .ExecuteDeleteAsync(stop);
                        if (gone == 0)
                            continue;

                        // A person without any role remains a user: the authority still sees them, and removes them or grants another role.
                        await database
                            .Set<ImiUser>()
                            .Where(user => user.Id == grant.UserId && !user.Roles.Any())
                            .ExecuteUpdateAsync(change => change.SetProperty(user => user.LastAuthorityId, grant.AuthorityId), stop);
                        await journal.AppendAsync(null, grant.AuthorityId, null, "stand-in-lapsed", $"{grant.Module}: {grant.UserId}: {grant.Role}", stop);
                    }

                    return batch.Count;
                },
                cancellationToken
            );
        }

        return lapsed;
    }

    internal static IQueryable<RoleGrant> LapsedQuery(ImiDbContext database, DateOnly today) =>
        database.Set<RoleGrant>().Where(grant => grant.Until < today).OrderBy(grant => grant.Until).ThenBy(grant => grant.UserId);
}
