using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>Saves what a coordinator or administrator changes of an authority: mandates, roles and settings, all of it or nothing.</summary>
public sealed class GrantingService(ImiDbContext database, MandateService mandates, SetupService setups, UserStore users)
{
    /// <summary>Saves the changes. The rights of the person are checked inside the transaction.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module.</param>
    /// <param name="change">The changes.</param>
    /// <param name="actor">The person who saves.</param>
    /// <param name="cancellationToken">Ends the call before anything is saved.</param>
    /// <returns>
    /// Not found if the person may not, or if the authority, the module, a procedure, a person, a role or a keyword does not exist; a conflict if
    /// somebody changed the authority since <see cref="GrantingChange.Revision"/>.
    /// </returns>
    public async Task<Outcome> SaveAsync(Guid authority, string module, GrantingChange change, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteIfAsync(
            async stop =>
            {
                var isCurrent = change.IsEmpty || await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(change.Revision, stop);
                if (await mandates.FindAsync(authority, module, actor, stop) is not { } granting || !IsPossible(change, granting))
                    return (Outcome.NotFound, false);
                if (!isCurrent)
                    return (Outcome.Conflict(), false);
                var errors = await ApplyAsync(change, granting, actor, stop);
                return errors.Count > 0 ? (Outcome.Invalid(errors), false) : (Outcome.Done, !change.IsEmpty);
            },
            cancellationToken
        );
        if (outcome.Errors.Any(error => error.MessageKey == UserStore.NotOneself))
            await users.RefuseAsync(authority, actor, cancellationToken);
        return outcome;
    }

    private static bool IsPossible(GrantingChange change, Granting granting) =>
        (change.Mandates.Count == 0 || granting.MayGrantMandates)
        && change.Mandates.All(one =>
            granting.Module.Procedure(one.Procedure) is not null
            && one.Setting.Linked.All(chosen => granting.Coordinators.Any(coordinator => coordinator.Id == chosen))
        )
        && change.Roles.All(one => granting.People.Any(person => person.Id == one.Person) && one.Roles.All(MandateService.ModuleRoles.Contains))
        && (
            change.Setup is not { } setup
            || (setup.Keywords.All(granting.Module.Keywords.Contains) && (setup.IsCentral == granting.Setup.IsCentral || granting.MayGrantMandates))
        );

    private async Task<IReadOnlyList<FieldError>> ApplyAsync(GrantingChange change, Granting granting, Actor actor, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (change.Mandates.Count > 0)
        {
            var authority = await database.Set<Authority>().Include(one => one.Mandates).FirstAsync(one => one.Id == granting.Authority.Id, cancellationToken);
            foreach (var (procedure, setting) in change.Mandates)
                await mandates.ApplyAsync(authority, granting.Module.Name, procedure, setting, actor.UserId, granting.Today, cancellationToken);
        }

        foreach (var (person, roles) in change.Roles)
        {
            if (await mandates.ApplyRolesAsync(granting, person, roles, actor, cancellationToken) is { } wrong)
                errors.Add(wrong);
        }

        // After the roles, because incoming exchanges can only be allocated if a person has the role to allocate.
        if (change.Setup is { } setup && await setups.ApplyAsync(granting, setup, actor, cancellationToken) is { } unfit)
            errors.Add(unfit);
        return errors;
    }
}
