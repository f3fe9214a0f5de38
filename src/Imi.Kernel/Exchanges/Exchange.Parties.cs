using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <content>The authorities that take part in the exchange.</content>
public sealed partial class Exchange
{
    /// <summary>Makes an authority the recipient, with its coordinators; the previous recipient continues to see the course of the exchange.</summary>
    internal void HandTo(Candidate authority)
    {
        if (RecipientId == authority.Id)
            return;
        foreach (var participation in Participations.ToList())
        {
            if (
                participation.Capacity is ParticipationCapacity.CoordinatorOfRecipient or ParticipationCapacity.ActsForRecipient
                || (participation.Capacity == ParticipationCapacity.FormerRecipient && participation.AuthorityId == authority.Id)
                || (participation.Capacity == ParticipationCapacity.Recipient && Phase == Phase.Draft)
            )
            {
                Leave(participation);
            }
            else if (participation.Capacity == ParticipationCapacity.Recipient)
            {
                Leave(participation);
                Join(participation.AuthorityId, ParticipationCapacity.FormerRecipient);
            }
        }

        RecipientId = authority.Id;
        RecipientCountry = authority.Country;
        Join(authority.Id, ParticipationCapacity.Recipient);
        LetAct(ParticipationCapacity.ActsForRecipient, authority.Standing.ActedForBy);
        foreach (var coordinator in authority.Mandate?.Coordinators ?? [])
            Join(coordinator, ParticipationCapacity.CoordinatorOfRecipient);
    }

    /// <summary>Replaces an authority by another one in every capacity. If the other one has coordinators of its own, they replace the previous ones.</summary>
    /// <param name="from">The authority that is replaced.</param>
    /// <param name="to">The authority that replaces it.</param>
    /// <param name="mandates">The mandates of the authority that replaces it.</param>
    /// <param name="actedForBy">The central authority that acts for it; null for none.</param>
    /// <param name="now">The current time, UTC.</param>
    internal void Succeed(Guid from, Guid to, IReadOnlyList<Mandate> mandates, Guid? actedForBy, DateTime now)
    {
        foreach (var part in Participations.Where(part => part.AuthorityId == from && part.Capacity != ParticipationCapacity.FormerRecipient).ToList())
        {
            if (Phase == Phase.Draft && part.Capacity == ParticipationCapacity.Recipient)
                continue;
            Leave(part);
            foreach (var former in Participations.Where(one => one.AuthorityId == to && one.Capacity == ParticipationCapacity.FormerRecipient).ToList())
                Leave(former);
            Join(to, part.Capacity);
            if (part.HasResponded)
                PartOf(to, part.Capacity).Respond(true);
            if (part.Capacity is ParticipationCapacity.Sender || (part.Capacity is ParticipationCapacity.Recipient && Reached is null))
            {
                var acts = part.Capacity == ParticipationCapacity.Sender ? ParticipationCapacity.ActsForSender : ParticipationCapacity.ActsForRecipient;
                foreach (var acting in Participations.Where(one => one.Capacity == acts).ToList())
                    Leave(acting);
                LetAct(acts, actedForBy == to ? null : actedForBy);
            }

            if (part.Capacity == ParticipationCapacity.Sender)
                Coordinate(Capacity.Sender, ParticipationCapacity.CoordinatorOfSender);
            else if (part.Capacity == ParticipationCapacity.Recipient && Reached is null)
                Coordinate(Capacity.Recipient, ParticipationCapacity.CoordinatorOfRecipient);
        }

        ReplaceParty(from, to);
        Revision++;
        UpdatedAt = now;
        Refresh();

        void Coordinate(Capacity capacity, ParticipationCapacity coordinates)
        {
            var coordinators = mandates.FirstOrDefault(mandate => mandate.Procedure == Procedure && mandate.Capacity == capacity)?.Coordinators.ToList() ?? [];
            if (coordinators.Count == 0)
                return;
            foreach (var before in Participations.Where(one => one.Capacity == coordinates && !coordinators.Contains(one.AuthorityId)).ToList())
                Leave(before);
            coordinators.ForEach(coordinator => Join(coordinator, coordinates));
        }
    }

    /// <summary>Moves everything from one entry of an authority to another one in any phase, because they are the same authority.</summary>
    internal void Merge(Guid from, Guid to)
    {
        foreach (var part in Participations.Where(part => part.AuthorityId == from).ToList())
        {
            Leave(part);
            Join(to, part.Capacity);
            PartOf(to, part.Capacity).TakeOver(part);
        }

        ReplaceParty(from, to, isSame: true);
        Revision++;
        Refresh();
    }

    /// <summary>Forwards it to another authority, whose time to reply begins now.</summary>
    internal void ForwardTo(Candidate authority, DateTime now)
    {
        HandTo(authority);
        ReceivedAt = now;
    }

    /// <summary>Removes the recipient of a draft.</summary>
    internal void WithoutRecipient()
    {
        foreach (
            var participation in Participations
                .Where(part =>
                    part.Capacity is ParticipationCapacity.Recipient or ParticipationCapacity.CoordinatorOfRecipient or ParticipationCapacity.ActsForRecipient
                )
                .ToList()
        )
        {
            Leave(participation);
        }

        RecipientId = null;
        RecipientCountry = null;
    }

    /// <summary>Adds an authority in a capacity, unless it takes part in it already.</summary>
    internal void Join(Guid authority, ParticipationCapacity capacity)
    {
        if (TakesPart(authority, capacity))
            return;
        _participations.Add(new Participation(Id, authority, capacity, Module));
        if (Phase == Phase.Open)
            RemindFrom ??= DeadlineCalendar.DayOf(UpdatedAt); // The new participant may have to be reminded, whatever its predecessor got.
    }

    /// <summary>Informs an authority of another country of what the definition shows to it, unless it takes part in another capacity.</summary>
    internal void Inform(Guid authority)
    {
        if (Participations.Any(part => part.AuthorityId == authority && part.Capacity != ParticipationCapacity.Informed))
            return;
        Join(authority, ParticipationCapacity.Informed);
        PartOf(authority, ParticipationCapacity.Informed).Inform();
    }

    /// <summary>Whether an authority takes part in a capacity.</summary>
    internal bool TakesPart(Guid authority, ParticipationCapacity capacity) =>
        Participations.Any(part => part.AuthorityId == authority && part.Capacity == capacity);

    /// <summary>Lets the central authority act for a party, if there is one.</summary>
    internal void LetAct(ParticipationCapacity capacity, Guid? central)
    {
        if (central is { } authority)
            Join(authority, capacity);
    }

    /// <summary>Returns the participation of an authority in a capacity.</summary>
    /// <exception cref="InvalidOperationException">The authority does not take part in this capacity.</exception>
    internal Participation PartOf(Guid authority, ParticipationCapacity capacity) =>
        Participations.First(part => part.AuthorityId == authority && part.Capacity == capacity);

    /// <summary>Returns the capacity of the party for which an authority acts.</summary>
    internal static ParticipationCapacity ActedFor(ParticipationCapacity acts) =>
        acts == ParticipationCapacity.ActsForSender ? ParticipationCapacity.Sender : ParticipationCapacity.Recipient;

    /// <summary>
    /// Whether a participant does not see the exchange yet. Only the sender sees a draft. The side of the recipient sees the exchange when it is
    /// sent, not while the sender's coordinator still examines it.
    /// </summary>
    internal bool IsKeptFrom(ParticipationCapacity capacity) =>
        capacity switch
        {
            ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender => false,
            ParticipationCapacity.CoordinatorOfSender => Phase == Phase.Draft,
            _ => Phase == Phase.Draft || SentAt is null,
        };

    private void ReplaceParty(Guid from, Guid to, bool isSame = false)
    {
        if (SenderId == from)
            SenderId = to;
        if (RecipientId == from && (isSame || Phase != Phase.Draft))
            RecipientId = to;
    }

    /// <summary>Ends the participation of an authority in a capacity, if there is one.</summary>
    internal void Leave(Guid authority, ParticipationCapacity capacity) =>
        _participations.RemoveAll(part => part.AuthorityId == authority && part.Capacity == capacity);

    private void Leave(Participation participation) => _participations.Remove(participation);
}
