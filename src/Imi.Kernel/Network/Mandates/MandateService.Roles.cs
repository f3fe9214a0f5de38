using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <content>The roles that coordinators and administrators give to the people of an authority.</content>
public sealed partial class MandateService
{
    /// <summary>The roles that can be granted in a module.</summary>
    public static IReadOnlyList<Role> ModuleRoles { get; } = [Role.Handler, Role.Allocator, Role.Referral, Role.Supervisor, Role.Administrator];

    /// <summary>
    /// Sets the roles of a user in a module at the authority, which the caller claimed in its transaction. Fails if no role would remain anywhere,
    /// because removing a user needs a reason, and if the person would get more rights by their own hand.
    /// </summary>
    /// <returns>The error; null if the roles are set.</returns>
    internal async Task<FieldError?> ApplyRolesAsync(Granting granting, Guid person, IReadOnlySet<Role> roles, Actor actor, CancellationToken cancellationToken)
    {
        var (authority, module) = (granting.Authority.Id, granting.Module.Name);
        if (person == actor.UserId && roles.Any(role => !actor.Holds(authority, module, role)))
            return new FieldError($"roles.{person}", UserStore.NotOneself);
        await database.Set<ImiUser>().Where(one => one.Id == person).ClaimAsync(null, cancellationToken);
        var user = await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == person, cancellationToken);
        foreach (var role in ModuleRoles)
        {
            if (roles.Contains(role))
                user.Grant(authority, module, role, Today);
            else
                user.Withdraw(authority, module, role);
        }

        if (user.Roles.Count == 0)
            return new FieldError($"roles.{person}", "people.last-role");
        await journal.AppendAsync(actor.UserId, authority, null, "roles-set", $"{module}: {person}: {string.Join(", ", roles.Order())}", cancellationToken);
        return null;
    }

    /// <summary>
    /// Adds a user to an authority, with roles in a module. If user name and e-mail address belong to a user of another authority, that user gets the
    /// roles; a former user whose data are not yet deleted becomes a user again.
    /// </summary>
    /// <returns>Not found if the person may not, or a role cannot be granted.</returns>
    public Task<Outcome> AddPersonAsync(Guid authority, string module, NewPerson person, Actor actor, CancellationToken cancellationToken) =>
        users.AddAsync(
            authority,
            module,
            person,
            actor,
            "person-added",
            async stop =>
                await FindAsync(authority, module, actor, stop) is not null && person.Roles.All(ModuleRoles.Contains) ? Outcome.Done : Outcome.NotFound,
            cancellationToken
        );

    /// <summary>The roles of a person at an authority that the actor may revoke. Nobody may revoke their own: that needs a second person.</summary>
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
}
