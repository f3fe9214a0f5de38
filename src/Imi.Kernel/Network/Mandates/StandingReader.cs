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
    internal Task<(Mandate? Mandate, Standing Standing)> MandateAsync(
        Guid authority,
        string module,
        string procedure,
        Capacity capacity,
        DateOnly today,
        CancellationToken cancellationToken
    ) => MandateAsync(authority, module, procedure, capacity, today, isUnderWay: false, cancellationToken);

    /// <summary>
    /// Does the same for a running exchange if <paramref name="isUnderWay"/> is set: it continues even if the mandate is suspended.
    /// </summary>
    internal async Task<(Mandate? Mandate, Standing Standing)> MandateAsync(
        Guid authority,
        string module,
        string procedure,
        Capacity capacity,
        DateOnly today,
        bool isUnderWay,
        CancellationToken cancellationToken
    )
    {
        var found = await MandateQuery(database, authority, module, procedure, capacity).FirstOrDefaultAsync(cancellationToken);
        var standing = StandingOf(found?.Mandate, found?.Country, found?.DeactivatedOn, today, isUnderWay);
        return (found?.Mandate, standing with { Allocates = found?.Allocates == true && capacity == Capacity.Recipient, ActedForBy = found?.ActedForById });
    }

    /// <summary>Determines whether authorities may act today by their countries alone, the only restriction for coordinators.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Standing>> CountryStandingsAsync(
        IReadOnlyCollection<Guid> ids,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
            return new Dictionary<Guid, Standing>();
        var countries = await CountryQuery(database, ids).ToListAsync(cancellationToken);
        return countries.ToDictionary(one => one.AuthorityId, one => CountryStanding(one.Country, today));
    }

    /// <summary>
    /// Determines for each recipient of a running broadcast whether it may act in the procedure today, as recipient or as coordinator.
    /// </summary>
    internal async Task<IReadOnlyDictionary<Guid, Standing>> RecipientStandingsAsync(
        IReadOnlyCollection<Guid> ids,
        string module,
        string procedure,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
            return new Dictionary<Guid, Standing>();
        var found = await RecipientMandateQuery(database, ids, module, procedure).ToListAsync(cancellationToken);
        return found
            .GroupBy(one => one.AuthorityId)
            .ToDictionary(
                group => group.Key,
                group =>
                    group
                        .Select(one => StandingOf(one.Mandate, one.Country, one.DeactivatedOn, today, isUnderWay: true) with { ActedForBy = one.ActedForById })
                        .OrderBy(standing => standing.Reason is null ? 0 : 1)
                        .First()
            );
    }

    /// <summary>Whether an authority may act today, with the reason if it may not.</summary>
    private static Standing StandingOf(Mandate? mandate, Country? country, DateOnly? deactivatedOn, DateOnly today, bool isUnderWay)
    {
        if (country is not null && CountryStanding(country, today) is { Reason: not null } left)
            return left;
        if (deactivatedOn is { } gone)
            return new Standing(new AccessReason("access.authority-deactivated", "date", gone));
        if (mandate is null)
            return new Standing(new AccessReason("access.no-mandate"));
        if (!mandate.RunsOn(today))
            return new Standing(new AccessReason("access.mandate-ended", "date", mandate.Until));
        return isUnderWay || mandate.SuspendedOn is not { } suspended
            ? Standing.Good
            : new Standing(new AccessReason("access.mandate-suspended", "date", suspended));
    }

    internal static IQueryable<MandateWithCountry> MandateQuery(ImiDbContext database, Guid authority, string module, string procedure, Capacity capacity) =>
        from owner in database.Set<Authority>()
        where owner.Id == authority
        join country in database.Set<Country>() on owner.Country equals country.Code
        join mandate in database.Set<Mandate>().Where(one => one.Module == module && one.Procedure == procedure && one.Capacity == capacity)
            on owner.Id equals mandate.AuthorityId
            into held
        from mandate in held.DefaultIfEmpty()
        join one in database.Set<ModuleSetup>().Where(one => one.Module == module) on owner.Id equals one.AuthorityId into setups
        from setup in setups.DefaultIfEmpty()
        select new MandateWithCountry(country, mandate, owner.DeactivatedOn, (bool?)setup.Allocates == true, (Guid?)setup.ActedForById);

    internal static IQueryable<RecipientMandate> RecipientMandateQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids, string module, string procedure) =>
        from owner in database.Set<Authority>()
        where ids.Contains(owner.Id)
        join country in database.Set<Country>() on owner.Country equals country.Code
        join mandate in database.Set<Mandate>().Where(one => one.Module == module && one.Procedure == procedure && one.Capacity != Capacity.Sender)
            on owner.Id equals mandate.AuthorityId
            into held
        from mandate in held.DefaultIfEmpty()
        join one in database.Set<ModuleSetup>().Where(one => one.Module == module) on owner.Id equals one.AuthorityId into setups
        from setup in setups.DefaultIfEmpty()
        select new RecipientMandate(owner.Id, country, mandate, owner.DeactivatedOn, (Guid?)setup.ActedForById);

    internal static IQueryable<AuthorityCountry> CountryQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids) =>
        from authority in database.Set<Authority>()
        where ids.Contains(authority.Id)
        join country in database.Set<Country>() on authority.Country equals country.Code
        select new AuthorityCountry(authority.Id, country);

    private static Standing CountryStanding(Country country, DateOnly today) =>
        country.TakesPartOn(today)
            ? Standing.Good
            : new Standing(
                new AccessReason(
                    "access.country-left",
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["country"] = country.Code, ["date"] = country.MemberUntil }
                )
            );

    internal sealed record MandateWithCountry(Country Country, Mandate? Mandate, DateOnly? DeactivatedOn, bool Allocates, Guid? ActedForById);

    internal sealed record RecipientMandate(Guid AuthorityId, Country Country, Mandate? Mandate, DateOnly? DeactivatedOn, Guid? ActedForById);

    internal sealed record AuthorityCountry(Guid AuthorityId, Country Country);
}
