using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Decides whether an authority that a person chose can receive an exchange.</summary>
public sealed class RecipientPolicy(StandingReader standings, TimeProvider time)
{
    /// <summary>Checks the recipient of a request: an authority abroad that may receive, and that coordinates if the procedure asks for it.</summary>
    /// <returns>The authority, or what is wrong with the choice.</returns>
    internal async Task<(Candidate? Found, FieldError? Wrong)> OfRequestAsync(
        Procedure procedure,
        string senderCountry,
        Guid chosen,
        string field,
        CancellationToken cancellationToken
    ) => OfRequest(await ReadAsync(procedure.Module, procedure.Name, chosen, cancellationToken), procedure, senderCountry, chosen, field);

    /// <summary>Does the same with standings that were read before.</summary>
    internal static (Candidate? Found, FieldError? Wrong) OfRequest(
        PartyStandings parties,
        Procedure procedure,
        string senderCountry,
        Guid chosen,
        string field
    )
    {
        if (procedure.IsBroadcast)
            return (null, new FieldError(field, "exchange.no-single-recipient"));
        var found = Find(parties, chosen, field);
        if (found.Found is not { } candidate)
            return found;
        if (candidate.Country == senderCountry)
            return (null, new FieldError(field, "exchange.recipient-abroad"));
        return procedure.AsksCoordinator && parties.Of(chosen, Capacity.Coordinator, isUnderWay: false).Standing.Reason is not null
            ? (null, new FieldError(field, "exchange.recipient-coordinates"))
            : found;
    }

    /// <summary>Checks the authority to which a running exchange is forwarded, split or passed on: one in the same country that may receive.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="chosen">The choice as typed.</param>
    /// <param name="isThere">Whether an authority has the exchange already.</param>
    /// <param name="country">The code of the country in which the exchange stays.</param>
    /// <param name="field">The field of the choice.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The authority, or what is wrong with the choice.</returns>
    internal async Task<(Candidate? Found, FieldError? Wrong)> WithinCountryAsync(
        Exchange exchange,
        string chosen,
        Func<Guid, bool> isThere,
        string country,
        string field,
        CancellationToken cancellationToken
    )
    {
        if (!Guid.TryParse(chosen, out var target))
            return (null, FieldError.Required(field));
        if (isThere(target))
            return (null, new FieldError(field, "exchange.already-there"));
        var found = Find(await ReadAsync(exchange.Module, exchange.Procedure, target, cancellationToken), target, field);
        return found.Found is { } candidate && candidate.Country != country
            ? (null, new FieldError(field, "exchange.forward-within-country", "country", country))
            : found;
    }

    private Task<PartyStandings> ReadAsync(string module, string procedure, Guid authority, CancellationToken cancellationToken) =>
        standings.OfPartiesAsync([authority], module, procedure, DeadlineCalendar.Today(time), cancellationToken);

    private static (Candidate? Found, FieldError? Wrong) Find(PartyStandings parties, Guid authority, string field)
    {
        var (mandate, standing) = parties.Of(authority, Capacity.Recipient, isUnderWay: false);
        return standing.Reason is { } reason
            ? (null, new FieldError(field, reason.Key, reason.Values))
            : (new Candidate(authority, parties.CountryOf(authority)!, mandate, standing), null);
    }
}
