using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Pages.Shared;

/// <summary>Finds the exchanges that a person may create: procedures and sending authorities.</summary>
internal sealed class NewExchangeQuery(
    AuthoritySearch finding,
    AuthorityDirectory directory,
    UsedProceduresQuery used,
    ModuleCatalogue catalogue,
    TimeProvider time
)
{
    /// <summary>The number of choices on a page.</summary>
    public const int PageSize = 20;

    /// <summary>
    /// Lists each procedure with each authority that may send it and for which the person is a handler. The person's own authorities come before those for
    /// which they act; within an authority, policy areas and procedures are ordered by use.
    /// </summary>
    /// <param name="actor">The person.</param>
    /// <param name="search">Words from the authority's name; null for all.</param>
    /// <param name="fits">A filter for procedures; null for all.</param>
    /// <param name="skip">The number of choices to skip.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A page of choices, and the total number.</returns>
    public async Task<(IReadOnlyList<NewExchangeChoice> Page, int Count)> OfAsync(
        Actor actor,
        string? search,
        Func<Procedure, bool>? fits,
        int skip,
        CancellationToken cancellationToken
    )
    {
        var grants = actor.Grants.Where(grant => grant.Role == Role.Handler).ToHashSet();
        if (grants.Count == 0)
            return ([], 0);
        var today = DeadlineCalendar.Today(time);
        var open = catalogue
            .Modules.Where(module => module.TakesNewOn(today))
            .SelectMany(module => module.Procedures)
            .Where(procedure => fits?.Invoke(procedure) != false)
            .ToDictionary(procedure => (procedure.Module, procedure.Name));
        var sending = await finding.SendingAsync([.. grants.Select(grant => grant.AuthorityId).Distinct()], search, today, cancellationToken);
        var all = sending
            .Where(one =>
                open.ContainsKey((one.Module, one.Procedure))
                && (
                    grants.Contains(new ActorGrant(one.AuthorityId, one.Module, Role.Handler))
                    || (one.ActedForById is { } central && grants.Contains(new ActorGrant(central, one.Module, Role.Handler)))
                )
            )
            .ToList();
        var uses = await used.CountAsync(actor, [.. grants.Select(grant => grant.AuthorityId).Distinct()], cancellationToken);
        all =
        [
            .. all.OrderBy(one => grants.Contains(new ActorGrant(one.AuthorityId, one.Module, Role.Handler)) ? 0 : 1)
                .GroupBy(one => one.AuthorityId)
                .SelectMany(own =>
                    own.GroupBy(one => one.Module)
                        .OrderByDescending(area => area.Sum(one => uses.GetValueOrDefault((one.Module, one.Procedure))))
                        .SelectMany(area => area.OrderByDescending(one => uses.GetValueOrDefault((one.Module, one.Procedure))))
                ),
        ];
        var page = all.Skip(skip).Take(PageSize).ToList();
        var authorities = await directory.FindAsync(page.ConvertAll(one => one.AuthorityId), cancellationToken);
        return ([.. page.Select(one => new NewExchangeChoice(authorities[one.AuthorityId], open[(one.Module, one.Procedure)]))], all.Count);
    }
}

/// <summary>A procedure that the person may start in the name of an authority.</summary>
internal sealed record NewExchangeChoice(Authority Authority, Procedure Procedure);
