using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Mandates;

/// <summary>Determines whether authorities may act in a procedure today. It has been read once and needs no further query.</summary>
internal sealed class PartyStandings(IReadOnlyList<PartyMandate> read, DateOnly today)
{
    private readonly IReadOnlyList<PartyMandate> _read = read;
    private readonly ILookup<Guid, PartyMandate> _byAuthority = read.ToLookup(one => one.AuthorityId);

    /// <summary>Whether an authority was read.</summary>
    public bool Knows(Guid authority) => _byAuthority.Contains(authority);

    /// <summary>Returns the code of an authority's country; null if the authority does not exist.</summary>
    public string? CountryOf(Guid authority) => _byAuthority[authority].FirstOrDefault()?.Country.Code;

    /// <summary>Returns these authorities together with others.</summary>
    public PartyStandings With(PartyStandings others) => new([.. _read, .. others._read], today);

    /// <summary>
    /// Returns an authority's mandate in a capacity, and whether the authority may start or receive an exchange: it and its country take part, and
    /// the mandate is valid and not suspended. A running exchange continues even if the mandate is suspended.
    /// </summary>
    public (Mandate? Mandate, Standing Standing) Of(Guid authority, Capacity capacity, bool isUnderWay)
    {
        if (_byAuthority[authority].FirstOrDefault() is not { } owner)
            return (null, new Standing(new AccessReason("access.no-mandate")));
        var mandate = _byAuthority[authority].Select(one => one.Mandate).FirstOrDefault(one => one?.Capacity == capacity);
        return (
            mandate,
            StandingOf(owner, mandate, isUnderWay) with
            {
                Allocates = owner.Allocates && capacity == Capacity.Recipient,
                ActedForBy = owner.ActedForById,
            }
        );
    }

    /// <summary>Returns whether an authority may act by its country alone, the only restriction for coordinators.</summary>
    public Standing OfCountry(Guid authority) => _byAuthority[authority].FirstOrDefault() is { } owner ? OfCountry(owner.Country) : Standing.Good;

    /// <summary>Returns whether a recipient of a running broadcast may act, as recipient or as coordinator.</summary>
    public Standing OfRecipient(Guid authority)
    {
        var mandates = _byAuthority[authority].Where(one => one.Mandate?.Capacity != Capacity.Sender).ToList();
        if (mandates.Count == 0 && _byAuthority[authority].FirstOrDefault() is { } owner)
            mandates.Add(owner with { Mandate = null });
        return mandates
                .Select(one => StandingOf(one, one.Mandate, isUnderWay: true) with { ActedForBy = one.ActedForById })
                .OrderBy(standing => standing.Reason is null ? 0 : 1)
                .FirstOrDefault()
            ?? Standing.Good;
    }

    private Standing StandingOf(PartyMandate owner, Mandate? mandate, bool isUnderWay)
    {
        if (OfCountry(owner.Country) is { Reason: not null } left)
            return left;
        if (owner.DeactivatedOn is { } gone)
            return new Standing(new AccessReason("access.authority-deactivated", "date", gone));
        if (mandate is null)
            return new Standing(new AccessReason("access.no-mandate"));
        if (!mandate.RunsOn(today))
            return new Standing(new AccessReason("access.mandate-ended", "date", mandate.Until));
        return isUnderWay || mandate.SuspendedOn is not { } suspended
            ? Standing.Good
            : new Standing(new AccessReason("access.mandate-suspended", "date", suspended));
    }

    private Standing OfCountry(Country country) =>
        country.TakesPartOn(today)
            ? Standing.Good
            : new Standing(
                new AccessReason(
                    "access.country-left",
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["country"] = country.Code, ["date"] = country.MemberUntil }
                )
            );
}
