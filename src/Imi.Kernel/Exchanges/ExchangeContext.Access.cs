using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Mandates;

namespace Imi.Kernel.Exchanges;

/// <content>The facts by which the access policy decides.</content>
internal sealed partial class ExchangeContext
{
    /// <summary>Collects the facts by which the access policy decides.</summary>
    private ExchangeAccess AccessOf()
    {
        var parties = new List<(Party Party, Guid Authority)>();
        var parts = new Dictionary<Guid, ExchangePart>();
        foreach (var participation in Exchange.Participations.Where(part => !part.Acts).OrderBy(part => part.HasResponded))
        {
            if (Exchange.IsKeptFrom(participation.Capacity))
                continue;
            var isInformed = participation.Capacity == ParticipationCapacity.Informed;
            var known = parts.GetValueOrDefault(participation.AuthorityId, new ExchangePart(false, false) { IsOnlyInformed = isInformed });
            parts[participation.AuthorityId] = new ExchangePart(known.IsHost || participation.IsHost, known.IsCoordinator || participation.IsCoordinator)
            {
                IsOnlyInformed = known.IsOnlyInformed && isInformed,
                IsUnblocked = known.IsUnblocked || (participation.IsHost && participation.IsUnblockedOn(Today)),
            };
            parties.AddRange(PartiesOf(participation.Capacity, Procedure.IsBroadcast).Select(party => (party, participation.AuthorityId)));
        }

        var standings = Exchange
            .Participations.Where(part => part.IsCoordinator)
            .Select(part => part.AuthorityId)
            .Distinct()
            .ToDictionary(authority => authority, _parties.OfCountry);
        foreach (var part in Exchange.Participations.Where(part => part.IsOneOfSeveral(Procedure.IsBroadcast)))
            standings[part.AuthorityId] = _parties.OfRecipient(part.AuthorityId);
        standings[Exchange.SenderId] = _sender.Standing;
        if (Exchange.RecipientId is { } recipientId)
            standings[recipientId] = _recipient.Standing;
        return new ExchangeAccess
        {
            Module = Exchange.Module,
            Phase = Exchange.Phase,
            Turns = [.. Exchange.Turns.Select(turn => turn.Party)],
            Parts = parts,
            Parties = parties.ToLookup(pair => pair.Party, pair => pair.Authority),
            Standings = standings,
            ActedForBy = ActedForBy(Exchange, standings),
            Assigned = Assignments.ToLookup(assignment => assignment.AuthorityId, assignment => assignment.UserId),
        };
    }

    /// <summary>Finds the parties for which a central authority acts: it takes part in the exchange for the party, and still acts for it today.</summary>
    private static Dictionary<Guid, Guid> ActedForBy(Exchange exchange, Dictionary<Guid, Standing> standings)
    {
        var actedFor = new Dictionary<Guid, Guid>();
        foreach (var acting in exchange.Participations.Where(part => part.Acts && !exchange.IsKeptFrom(part.Capacity)))
        {
            foreach (
                var part in exchange.Participations.Where(part =>
                    part.Capacity == Exchange.ActedFor(acting.Capacity)
                    && standings.GetValueOrDefault(part.AuthorityId, Standing.Good).ActedForBy == acting.AuthorityId
                )
            )
            {
                actedFor[part.AuthorityId] = acting.AuthorityId;
            }
        }

        return actedFor;
    }

    /// <summary>Returns the parties of the procedure that an authority represents in a capacity.</summary>
    public static IReadOnlyList<Party> PartiesOf(ParticipationCapacity capacity, bool isBroadcast) =>
        capacity switch
        {
            ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender => [Party.Sender],
            ParticipationCapacity.Recipient or ParticipationCapacity.ActsForRecipient => [isBroadcast ? Party.Recipients : Party.Recipient],
            ParticipationCapacity.CoordinatorOfSender => [Party.CoordinatorOfSender],
            ParticipationCapacity.CoordinatorOfRecipient => [Party.CoordinatorOfRecipient],
            ParticipationCapacity.Commission => isBroadcast ? [Party.Recipients, Party.Commission] : [Party.Commission],
            _ => [],
        };
}
