using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <summary>How an exchange moves from state to state, and what its participants' lists show of it.</summary>
internal static class ExchangeMoves
{
    /// <summary>The exchange reaches a state, or stays in it, and every participant's list follows.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="procedure">Its procedure.</param>
    /// <param name="state">The state.</param>
    /// <param name="retention">How long the module keeps personal data.</param>
    /// <param name="now">When.</param>
    /// <param name="by">The authority that brought it about: it has said its part already.</param>
    /// <param name="clock">The clock of the state where the exchange comes back to it; null for a new one.</param>
    public static void Reach(
        Exchange exchange,
        Procedure procedure,
        StateDefinition state,
        RetentionPeriods retention,
        DateTime now,
        Guid by = default,
        StateClock? clock = null
    )
    {
        if (exchange.State != state.Name || exchange.Phase == Phase.Draft)
        {
            exchange.StateSince = now;
            (exchange.ClockSince, exchange.ExtendedTo) = clock is null ? (now, null) : (clock.Since, clock.ExtendedTo);
            AskAgain(exchange, by);
        }

        exchange.State = state.Name;
        exchange.Phase = state.Phase;
        exchange.UpdatedAt = now;
        exchange.WaitsFor = state.WaitsFor;
        if (state.Phase == Phase.Open && state.WaitsFor == Party.Recipient)
            exchange.SentAt ??= now;
        exchange.DueOn = exchange.ExtendedTo ?? LastDay(exchange, state);
        exchange.PlatformActsFrom = state.Then is null ? null : exchange.DueOn?.AddDays(1);
        exchange.AttentionFrom = AttentionFrom(exchange, state);
        if (state.Phase == Phase.Closed)
        {
            exchange.ClosedAt ??= now;
            exchange.ReplyByProposed = null;
        }

        TurnPolicy.Settle(exchange, procedure, DeadlineCalendar.DayOf(now));
        RetentionDates.Follow(exchange, retention, DeadlineCalendar.DayOf(now));
        Refresh(exchange);
    }

    /// <summary>The last day of a state as it is without any extension; null where it has none.</summary>
    public static DateOnly? LastDay(Exchange exchange, StateDefinition state) =>
        state.Due switch
        {
            { Period: { } period } => DeadlineCalendar.LastDay(DeadlineCalendar.DayOf(exchange.ClockSince), period),
            { Period: null } => exchange.ReplyBy,
            null => null,
        };

    /// <summary>What the state waits for is to be done by every recipient again, but by the one that brought the state about.</summary>
    public static void AskAgain(Exchange exchange, Guid by = default)
    {
        foreach (var participation in exchange.Participations)
            participation.HasResponded = participation.AuthorityId == by && IsOneOfMany(exchange, participation);
    }

    /// <summary>Whether a participant is one of the recipients of a broadcast.</summary>
    public static bool IsOneOfMany(Exchange exchange, Participation participation) =>
        ExchangeContext.PartiesOf(participation.Capacity, exchange.Reached is not null).Contains(Party.Recipients);

    /// <summary>Brings the participants' lists in step with the exchange.</summary>
    public static void Refresh(Exchange exchange)
    {
        exchange.Turns = TurnPolicy.Of(exchange);
        var othersDue = exchange.Turns.Min(turn => turn.Due) ?? DateOnly.MaxValue;
        var listed = new HashSet<Guid>();
        foreach (var participation in exchange.Participations.OrderBy(part => ViewOf(exchange, part)).ThenBy(part => part.Capacity))
        {
            var isListed = listed.Add(participation.AuthorityId);
            participation.View = isListed ? ViewOf(exchange, participation) : InboxView.None;
            var own = isListed && !IsKeptFrom(exchange, participation.Capacity) ? TurnPolicy.OwnOf(exchange, participation) : [];
            participation.Task = own.Count > 0 ? own[0].Task : null;
            participation.SortDue =
                own.Count > 0 ? own[0].Due ?? DateOnly.MaxValue
                : exchange.Phase == Phase.Open ? othersDue
                : DateOnly.MaxValue;
            participation.UpdatedAt = exchange.UpdatedAt;
            participation.AttentionFrom =
                exchange.Phase != Phase.Open || IsKeptFrom(exchange, participation.Capacity)
                    ? DateOnly.MaxValue
                    : AttentionOf(exchange, participation) ?? DateOnly.MaxValue;
        }
    }

    /// <summary>Makes an authority the recipient, with its coordinator; who was it before keeps the course in view.</summary>
    public static void HandTo(Exchange exchange, Authority authority, Mandate? mandate, Guid? actedForBy)
    {
        if (exchange.RecipientId == authority.Id)
            return;
        foreach (var participation in exchange.Participations.ToList())
        {
            if (
                participation.Capacity is ParticipationCapacity.CoordinatorOfRecipient or ParticipationCapacity.ActsForRecipient
                || (participation.Capacity == ParticipationCapacity.FormerRecipient && participation.AuthorityId == authority.Id)
                || (participation.Capacity == ParticipationCapacity.Recipient && exchange.Phase == Phase.Draft)
            )
            {
                exchange.Leave(participation);
            }
            else if (participation.Capacity == ParticipationCapacity.Recipient)
            {
                exchange.Leave(participation);
                Join(exchange, participation.AuthorityId, ParticipationCapacity.FormerRecipient);
            }
        }

        exchange.RecipientId = authority.Id;
        exchange.RecipientCountry = authority.Country;
        Join(exchange, authority.Id, ParticipationCapacity.Recipient);
        LetAct(exchange, ParticipationCapacity.ActsForRecipient, actedForBy);
        foreach (var coordinator in mandate?.Coordinators ?? [])
            Join(exchange, coordinator, ParticipationCapacity.CoordinatorOfRecipient);
    }

    /// <summary>Another authority takes an authority's place, in every capacity; where it has a coordinator of its own, that one comes too.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="from">The one that goes.</param>
    /// <param name="to">The one that comes.</param>
    /// <param name="mandates">The mandates of the one that comes.</param>
    /// <param name="actedForBy">The central authority that acts for it; null where none does.</param>
    /// <param name="now">When.</param>
    public static void Succeed(Exchange exchange, Guid from, Guid to, IReadOnlyList<Mandate> mandates, Guid? actedForBy, DateTime now)
    {
        foreach (var part in exchange.Participations.Where(part => part.AuthorityId == from && part.Capacity != ParticipationCapacity.FormerRecipient).ToList())
        {
            if (exchange.Phase == Phase.Draft && part.Capacity == ParticipationCapacity.Recipient)
                continue;
            exchange.Leave(part);
            foreach (
                var former in exchange.Participations.Where(one => one.AuthorityId == to && one.Capacity == ParticipationCapacity.FormerRecipient).ToList()
            )
                exchange.Leave(former);
            Join(exchange, to, part.Capacity);
            exchange.Participations.First(one => one.AuthorityId == to && one.Capacity == part.Capacity).HasResponded |= part.HasResponded;
            if (part.Capacity is ParticipationCapacity.Sender || (part.Capacity is ParticipationCapacity.Recipient && exchange.Reached is null))
            {
                var acts = part.Capacity == ParticipationCapacity.Sender ? ParticipationCapacity.ActsForSender : ParticipationCapacity.ActsForRecipient;
                foreach (var acting in exchange.Participations.Where(one => one.Capacity == acts).ToList())
                    exchange.Leave(acting);
                LetAct(exchange, acts, actedForBy == to ? null : actedForBy);
            }

            if (part.Capacity == ParticipationCapacity.Sender)
                Coordinate(exchange, Capacity.Sender, ParticipationCapacity.CoordinatorOfSender);
            else if (part.Capacity == ParticipationCapacity.Recipient && exchange.Reached is null)
                Coordinate(exchange, Capacity.Recipient, ParticipationCapacity.CoordinatorOfRecipient);
        }

        exchange.BecomesOf(from, to);
        exchange.Revision++;
        exchange.UpdatedAt = now;
        Refresh(exchange);

        void Coordinate(Exchange of, Capacity capacity, ParticipationCapacity coordinates)
        {
            var coordinators =
                mandates.FirstOrDefault(mandate => mandate.Procedure == of.Procedure && mandate.Capacity == capacity)?.Coordinators.ToList() ?? [];
            if (coordinators.Count == 0)
                return;
            foreach (var before in of.Participations.Where(one => one.Capacity == coordinates && !coordinators.Contains(one.AuthorityId)).ToList())
                of.Leave(before);
            coordinators.ForEach(coordinator => Join(of, coordinator, coordinates));
        }
    }

    /// <summary>What one entry of an authority took part in is the other one's, in whatever phase: they are the same authority.</summary>
    public static void Merge(Exchange exchange, Guid from, Guid to)
    {
        foreach (var part in exchange.Participations.Where(part => part.AuthorityId == from).ToList())
        {
            exchange.Leave(part);
            Join(exchange, to, part.Capacity);
            exchange.Participations.First(one => one.AuthorityId == to && one.Capacity == part.Capacity).TakeOver(part);
        }

        exchange.BecomesOf(from, to, isSame: true);
        exchange.Revision++;
        Refresh(exchange);
    }

    /// <summary>A draft's recipient is taken back.</summary>
    public static void WithoutRecipient(Exchange draft)
    {
        foreach (
            var participation in draft
                .Participations.Where(part =>
                    part.Capacity is ParticipationCapacity.Recipient or ParticipationCapacity.CoordinatorOfRecipient or ParticipationCapacity.ActsForRecipient
                )
                .ToList()
        )
        {
            draft.Leave(participation);
        }

        draft.RecipientId = null;
        draft.RecipientCountry = null;
    }

    /// <summary>Adds an authority in a capacity, once.</summary>
    public static void Join(Exchange exchange, Guid authority, ParticipationCapacity capacity)
    {
        if (!exchange.Participations.Any(part => part.AuthorityId == authority && part.Capacity == capacity))
            exchange.Join(new Participation(exchange.Id, authority, capacity, exchange.Module));
    }

    /// <summary>Lets the central authority act for a party, where one does.</summary>
    public static void LetAct(Exchange exchange, ParticipationCapacity capacity, Guid? central)
    {
        if (central is { } authority)
            Join(exchange, authority, capacity);
    }

    /// <summary>As what an authority takes part for which another acts.</summary>
    public static ParticipationCapacity ActedFor(ParticipationCapacity acts) =>
        acts == ParticipationCapacity.ActsForSender ? ParticipationCapacity.Sender : ParticipationCapacity.Recipient;

    /// <summary>
    /// Whether a participant does not know of an exchange yet: a draft is the sender's alone, and the recipient's side learns
    /// of it when it is sent, not while the sender's coordinator still looks at it.
    /// </summary>
    public static bool IsKeptFrom(Exchange exchange, ParticipationCapacity capacity) =>
        capacity switch
        {
            ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender => false,
            ParticipationCapacity.CoordinatorOfSender => exchange.Phase == Phase.Draft,
            _ => exchange.Phase == Phase.Draft || exchange.SentAt is null,
        };

    private static DateOnly? AttentionFrom(Exchange exchange, StateDefinition state)
    {
        if (state.Phase != Phase.Open)
            return null;
        DateOnly? reminder = state.RemindAfter is { } period ? DeadlineCalendar.LastDay(DeadlineCalendar.DayOf(exchange.StateSince), period).AddDays(1) : null;
        return Earliest(reminder, exchange.DueOn?.AddDays(1));
    }

    /// <summary>Coordinators look after what is late. Where nobody can act, allocators of who should are to be found, or the sender takes it back.</summary>
    private static DateOnly? AttentionOf(Exchange exchange, Participation participation)
    {
        var looksAfter =
            participation.IsCoordinator
            || participation.View == InboxView.ToDo
            || participation.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender;
        return Earliest(participation.IsCoordinator ? exchange.AttentionFrom : null, looksAfter ? exchange.StrandedSince : null);
    }

    private static DateOnly? Earliest(DateOnly? one, DateOnly? other) =>
        one is { } first && other is { } second ? (first < second ? first : second) : one ?? other;

    private static InboxView ViewOf(Exchange exchange, Participation participation)
    {
        if (IsKeptFrom(exchange, participation.Capacity))
            return InboxView.None;
        if (participation.Capacity == ParticipationCapacity.FormerRecipient && exchange.Phase is Phase.Draft or Phase.Open)
            return InboxView.Information;
        return exchange.Phase switch
        {
            Phase.Draft => participation.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender ? InboxView.Draft : InboxView.None,
            Phase.Closed => TurnPolicy.OwnOf(exchange, participation).Count > 0 ? InboxView.ToDo : InboxView.Closed,
            Phase.Hidden or Phase.Deleted => InboxView.Inactive,
            _ => OpenView(exchange, participation),
        };
    }

    private static InboxView OpenView(Exchange exchange, Participation participation)
    {
        if (TurnPolicy.OwnOf(exchange, participation).Count > 0)
            return InboxView.ToDo;
        var isOfRequest = participation.Capacity is ParticipationCapacity.Recipient or ParticipationCapacity.ActsForRecipient && exchange.Reached is null;
        return isOfRequest || participation.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender
            ? InboxView.Waiting
            : InboxView.Information;
    }
}
