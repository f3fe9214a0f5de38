using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <content>Updates the lists of the participants.</content>
public sealed partial class Exchange
{
    /// <summary>Updates whose turn it is, and the lists of all participants.</summary>
    internal void Refresh()
    {
        Turns = TurnPolicy.Of(this);
        var othersDue = Turns.Min(turn => turn.Due);
        var listed = new HashSet<Guid>();
        foreach (var participation in Participations.OrderBy(part => ViewOf(part)).ThenBy(part => part.Capacity))
        {
            var isListed = listed.Add(participation.AuthorityId);
            participation.ListIn(isListed ? ViewOf(participation) : InboxView.None);
            if (participation.Capacity == ParticipationCapacity.Informed)
            {
                // It does not follow the course of the exchange, so its lists change only when it is informed.
                var isNew = participation.IsInformedNow || participation.UpdatedAt == default;
                participation.Show(null, null, isNew ? UpdatedAt : participation.UpdatedAt, null);
                continue;
            }

            var own = isListed && !IsKeptFrom(participation.Capacity) ? TurnPolicy.OwnOf(this, participation) : [];
            participation.Show(
                own.Count > 0 ? own[0].Task : null,
                own.Count > 0 ? own[0].Due
                    : Phase == Phase.Open ? othersDue
                    : null,
                UpdatedAt,
                Phase != Phase.Open || IsKeptFrom(participation.Capacity) ? null : AttentionOf(participation)
            );
        }
    }

    /// <summary>
    /// Finds the day from which a participant sees the exchange as needing attention. Coordinators watch late exchanges. If nobody can act, the party whose
    /// turn it is can assign other people, and the sender can withdraw the exchange.
    /// </summary>
    private DateOnly? AttentionOf(Participation participation)
    {
        var looksAfter =
            participation.IsCoordinator
            || participation.View == InboxView.ToDo
            || participation.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender;
        return Earliest(participation.IsCoordinator ? AttentionFrom : null, looksAfter ? StrandedSince : null);
    }

    private InboxView ViewOf(Participation participation)
    {
        if (IsKeptFrom(participation.Capacity))
            return InboxView.None;
        if (participation.Capacity == ParticipationCapacity.FormerRecipient && Phase is Phase.Draft or Phase.Open)
            return InboxView.Information;
        return Phase switch
        {
            Phase.Draft => participation.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender ? InboxView.Draft : InboxView.None,
            Phase.Closed => TurnPolicy.OwnOf(this, participation).Count > 0 ? InboxView.ToDo : InboxView.Closed,
            Phase.Hidden or Phase.Deleted => InboxView.Inactive,
            _ => OpenView(participation),
        };
    }

    private InboxView OpenView(Participation participation)
    {
        if (TurnPolicy.OwnOf(this, participation).Count > 0)
            return InboxView.ToDo;
        var isOfRequest = participation.Capacity is ParticipationCapacity.Recipient or ParticipationCapacity.ActsForRecipient && Reached is null;
        return isOfRequest || participation.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender
            ? InboxView.Waiting
            : InboxView.Information;
    }
}
