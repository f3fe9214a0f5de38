using Imi.Kernel.Access;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>What the access policy needs to know of the coordinators of a country.</summary>
internal sealed class CoordinatorBook(ImiDbContext database)
{
    /// <summary>The coordinators of a country; of all, by country, where none is named.</summary>
    public async Task<ILookup<string, (AuthorityKind Kind, CoordinatorFacts Facts)>> FactsAsync(string? country, DateOnly today, CancellationToken cancellationToken)
    {
        var coordinators = await CoordinatorQuery(database, country).ToListAsync(cancellationToken);
        var mandates = (await MandateQuery(database, country, today).ToListAsync(cancellationToken)).ToLookup(one => one.CoordinatorId);
        var delegations = (await DelegationQuery(database, country).ToListAsync(cancellationToken)).ToLookup(one => one.CoordinatorId);
        return coordinators.ToLookup(one => one.Country, one => (one.Kind, new CoordinatorFacts(
            one.Id, one.Kind == AuthorityKind.NationalCoordinator,
            [.. mandates[one.Id].Where(mandate => !mandate.IsSuspended).Select(mandate => mandate.Module).Distinct(StringComparer.Ordinal)])
        {
            Scopes = one.IsScoped ? [.. delegations[one.Id].Select(delegation => delegation.Scope)] : null,
            Suspended = [.. mandates[one.Id].Where(mandate => mandate.IsSuspended).Select(mandate => mandate.Module).Distinct(StringComparer.Ordinal)],
        }), StringComparer.Ordinal);
    }

    internal static IQueryable<CountryCoordinator> CoordinatorQuery(ImiDbContext database, string? country) => database.Authorities
        .Where(authority => (country == null || authority.Country == country) && authority.DeactivatedOn == null
            && (authority.Kind == AuthorityKind.NationalCoordinator || authority.Kind == AuthorityKind.DelegatedCoordinator))
        .Select(authority => new CountryCoordinator(authority.Id, authority.Country, authority.Kind, authority.IsScoped));

    /// <summary>The running mandates in which authorities of a country coordinate.</summary>
    internal static IQueryable<CoordinatorMandate> MandateQuery(ImiDbContext database, string? country, DateOnly today) =>
        from authority in database.Authorities
        where (country == null || authority.Country == country) && (authority.Kind == AuthorityKind.NationalCoordinator || authority.Kind == AuthorityKind.DelegatedCoordinator)
        from mandate in authority.Mandates
        where mandate.Capacity == Capacity.Coordinator && (mandate.Until == null || mandate.Until >= today)
        select new CoordinatorMandate(authority.Id, mandate.Module, mandate.SuspendedOn != null);

    internal static IQueryable<Delegation> DelegationQuery(ImiDbContext database, string? country) =>
        from delegation in database.Delegations.AsNoTracking()
        join coordinator in database.Authorities on delegation.CoordinatorId equals coordinator.Id
        where country == null || coordinator.Country == country
        select delegation;
}

/// <summary>A coordinator of a country.</summary>
internal sealed record CountryCoordinator(Guid Id, string Country, AuthorityKind Kind, bool IsScoped);

internal sealed record CoordinatorMandate(Guid CoordinatorId, string Module, bool IsSuspended);
