using Imi.Kernel.Access;
using Imi.Kernel.Calendar;
using Imi.Kernel.Modules;
using Imi.Kernel.People;
using Imi.Kernel.Registry;

namespace Imi.Web.Pages.Shared;

/// <summary>What a person may begin now, and in which authority's name.</summary>
internal sealed class Beginnings(AuthorityDirectory directory, ModuleCatalogue catalogue, TimeProvider time)
{
    private const int MostAuthorities = 20;

    /// <summary>Every procedure with every authority that may send it and for which the person handles requests.</summary>
    public async Task<IReadOnlyList<Beginning>> OfAsync(Actor actor, CancellationToken cancellationToken)
    {
        var grants = actor.Grants.Where(grant => grant.Role == Role.Handler).ToList();
        var authorities = new List<Authority>();
        foreach (var id in grants.Select(grant => grant.AuthorityId).Distinct().Take(MostAuthorities))
        {
            if (await directory.FindAsync(id, cancellationToken) is { DeactivatedOn: null } authority)
                authorities.Add(authority);
        }

        return
        [
            .. from authority in authorities
               from module in catalogue.Modules.Where(one => one.TakesNewOn(DeadlineCalendar.Today(time)))
               where grants.Exists(grant => grant.AuthorityId == authority.Id && grant.Module == module.Name)
               from procedure in module.Procedures
               where authority.Mandates.Any(mandate => mandate.Module == module.Name && mandate.Procedure == procedure.Name && mandate.Capacity == Capacity.Sender && mandate.IsInForceOn(DeadlineCalendar.Today(time)))
               select new Beginning(authority, procedure),
        ];
    }
}

/// <summary>A procedure that can be begun in an authority's name.</summary>
internal sealed record Beginning(Authority Authority, Procedure Procedure);
