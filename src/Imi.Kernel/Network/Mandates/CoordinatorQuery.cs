using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>Loads the facts about a country's coordinators that the access policy needs.</summary>
public sealed class CoordinatorQuery(ImiDbContext database)
{
    /// <summary>The coordinators of a country, or of all countries if null, by country.</summary>
    internal async Task<ILookup<string, (AuthorityKind Kind, CoordinatorAccess Facts)>> FactsAsync(
        string? country,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var coordinators = await CountryQuery(database, country).ToListAsync(cancellationToken);
        var mandates = (await MandateQuery(database, country, today).ToListAsync(cancellationToken)).ToLookup(one => one.CoordinatorId);
        var delegations = (await DelegationQuery(database, country).ToListAsync(cancellationToken)).ToLookup(one => one.CoordinatorId);
        return coordinators.ToLookup(
            one => one.Country,
            one =>
                (
                    one.Kind,
                    new CoordinatorAccess(
                        one.Id,
                        one.Kind == AuthorityKind.NationalCoordinator,
                        [.. mandates[one.Id].Where(mandate => !mandate.IsSuspended).Select(mandate => mandate.Module).Distinct(StringComparer.Ordinal)]
                    )
                    {
                        Scopes = one.IsScoped ? [.. delegations[one.Id].Select(delegation => delegation.Scope)] : null,
                        Suspended =
                        [
                            .. mandates[one.Id].Where(mandate => mandate.IsSuspended).Select(mandate => mandate.Module).Distinct(StringComparer.Ordinal),
                        ],
                    }
                ),
            StringComparer.Ordinal
        );
    }

    /// <summary>
    /// Replaces a coordinator in all links to authorities, within the caller's transaction. The link is removed if the authority is already linked to
    /// the new coordinator or is that coordinator itself.
    /// </summary>
    /// <param name="from">The coordinator to replace.</param>
    /// <param name="to">The new coordinator.</param>
    /// <param name="module">The module; null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task ReplaceAsync(Guid from, Guid to, string? module, CancellationToken cancellationToken)
    {
        await database
            .Set<Authority>()
            .Where(authority =>
                authority.Mandates.Any(mandate =>
                    (mandate.CoordinatorId == from || mandate.Further.Any(one => one.CoordinatorId == from)) && (module == null || mandate.Module == module)
                )
            )
            .ClaimAsync(null, cancellationToken);
        var linked = database.Set<LinkedCoordinator>().Where(one => module == null || one.Module == module);
        await database
            .Set<Mandate>()
            .Where(mandate => mandate.CoordinatorId == from && (module == null || mandate.Module == module))
            .ExecuteUpdateAsync(
                change => change.SetProperty(mandate => mandate.CoordinatorId, mandate => mandate.AuthorityId == to ? null : to),
                cancellationToken
            );
        await linked
            .Where(one =>
                one.CoordinatorId == from
                && (
                    one.AuthorityId == to
                    || linked.Any(other =>
                        other.CoordinatorId == to
                        && other.AuthorityId == one.AuthorityId
                        && other.Module == one.Module
                        && other.Procedure == one.Procedure
                        && other.Capacity == one.Capacity
                    )
                )
            )
            .ExecuteDeleteAsync(cancellationToken);
        await linked.Where(one => one.CoordinatorId == from).ExecuteUpdateAsync(change => change.SetProperty(one => one.CoordinatorId, to), cancellationToken);
        await linked
            .Where(one =>
                one.CoordinatorId == to
                && database
                    .Set<Mandate>()
                    .Any(mandate =>
                        mandate.CoordinatorId == to
                        && mandate.AuthorityId == one.AuthorityId
                        && mandate.Module == one.Module
                        && mandate.Procedure == one.Procedure
                        && mandate.Capacity == one.Capacity
                    )
            )
            .ExecuteDeleteAsync(cancellationToken);
    }

    internal static IQueryable<CountryCoordinator> CountryQuery(ImiDbContext database, string? country) =>
        database
            .Set<Authority>()
            .Where(authority =>
                (country == null || authority.Country == country)
                && authority.DeactivatedOn == null
                && (authority.Kind == AuthorityKind.NationalCoordinator || authority.Kind == AuthorityKind.DelegatedCoordinator)
            )
            .Select(authority => new CountryCoordinator(authority.Id, authority.Country, authority.Kind, authority.IsScoped));

    /// <summary>The valid mandates with which authorities of a country coordinate, including suspended ones.</summary>
    internal static IQueryable<CoordinatorMandate> MandateQuery(ImiDbContext database, string? country, DateOnly today) =>
        from authority in database.Set<Authority>()
        where
            (country == null || authority.Country == country)
            && (authority.Kind == AuthorityKind.NationalCoordinator || authority.Kind == AuthorityKind.DelegatedCoordinator)
        from mandate in authority.Mandates
        where mandate.Capacity == Capacity.Coordinator && (mandate.Until == null || mandate.Until >= today)
        select new CoordinatorMandate(authority.Id, mandate.Module, mandate.SuspendedOn != null);

    internal static IQueryable<Delegation> DelegationQuery(ImiDbContext database, string? country) =>
        from delegation in database.Set<Delegation>().AsNoTracking()
        join coordinator in database.Set<Authority>() on delegation.CoordinatorId equals coordinator.Id
        where country == null || coordinator.Country == country
        select delegation;
}

/// <summary>A coordinator of a country.</summary>
internal sealed record CountryCoordinator(Guid Id, string Country, AuthorityKind Kind, bool IsScoped);

internal sealed record CoordinatorMandate(Guid CoordinatorId, string Module, bool IsSuspended);
