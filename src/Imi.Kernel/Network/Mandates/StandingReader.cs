using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>Determines whether authorities may act today, by their mandates and by whether they and their countries take part.</summary>
public sealed class StandingReader(ImiDbContext database)
{
    /// <summary>
    /// Finds an authority's mandate in a procedure, and whether the authority may start or receive an exchange today: it and its country take part,
    /// and the mandate is valid and not suspended.
    /// </summary>
    internal async Task<(Mandate? Mandate, Standing Standing)> MandateAsync(
        Guid authority,
        string module,
        string procedure,
        Capacity capacity,
        DateOnly today,
        CancellationToken cancellationToken
    ) => (await OfPartiesAsync([authority], module, procedure, today, cancellationToken)).Of(authority, capacity, isUnderWay: false);

    /// <summary>Reads, with one query, everything that determines whether the authorities of an exchange may act in its procedure today.</summary>
    internal async Task<PartyStandings> OfPartiesAsync(
        IReadOnlyCollection<Guid> authorities,
        string module,
        string procedure,
        DateOnly today,
        CancellationToken cancellationToken
    ) => new(await PartyQuery(database, authorities, module, procedure).ToListAsync(cancellationToken), today);

    internal static IQueryable<PartyMandate> PartyQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids, string module, string procedure) =>
        from owner in database.Set<Authority>().AsNoTracking()
        where ids.Contains(owner.Id)
        join country in database.Set<Country>() on owner.Country equals country.Code
        join mandate in database.Set<Mandate>().Where(one => one.Module == module && one.Procedure == procedure)
            on owner.Id equals mandate.AuthorityId
            into held
        from mandate in held.DefaultIfEmpty()
        join one in database.Set<ModuleSetup>().Where(one => one.Module == module) on owner.Id equals one.AuthorityId into setups
        from setup in setups.DefaultIfEmpty()
        select new PartyMandate(owner.Id, country, mandate, owner.DeactivatedOn, (bool?)setup.Allocates == true, (Guid?)setup.ActedForById);
}
