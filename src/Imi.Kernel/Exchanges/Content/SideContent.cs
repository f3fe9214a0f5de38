using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>
/// Keeps the internal content of one side from the other side: content from before the exchange was sent, a reply until the coordinator has
/// released it by an action that answers, and content with which authorities of one country disseminate a broadcast.
/// </summary>
internal static class SideContent
{
    /// <summary>Returns whether a person may not read the content of a timeline's entry.</summary>
    public static bool IsKeptFrom(
        Actor actor,
        ExchangeContext context,
        TimelineEntry entry,
        IReadOnlyList<TimelineEntry> timeline,
        IReadOnlyDictionary<Guid, Authority> authorities
    )
    {
        if (context.Procedure.Action(entry.Action)?.DoesVerb(Verb.Disseminate) == true)
            return !context.Exchange.Participations.Any(part =>
                context.Access.IsReadBy(actor, part.AuthorityId) && authorities[part.AuthorityId].Country == authorities[entry.AuthorityId].Country
            );
        if (context.Exchange.SentAt is not { } sent || entry.At < sent)
            return !WorksFor(actor, context, Party.Sender, Party.CoordinatorOfSender);
        return IsUnreleased(context.Procedure, entry, timeline) && !WorksFor(actor, context, Party.Recipient, Party.CoordinatorOfRecipient);
    }

    private static bool IsUnreleased(Procedure procedure, TimelineEntry entry, IReadOnlyList<TimelineEntry> timeline)
    {
        if (entry.FromState == entry.ToState)
            return false;
        if (IsReplyApproval(procedure, entry.FromState))
            return !Answers(procedure, entry);
        return IsReplyApproval(procedure, entry.ToState)
            && !(
                timeline.SkipWhile(one => one.Id != entry.Id).Skip(1).FirstOrDefault(one => one.ToState != entry.ToState) is { } next
                && Answers(procedure, next)
            );
    }

    private static bool IsReplyApproval(Procedure procedure, string state) =>
        procedure.States.Any(one => one.Name == state && one.WaitsFor == Party.CoordinatorOfRecipient)
        && procedure.Actions.Any(action => action.From.Contains(state) && action.DoesVerb(Verb.Answer));

    private static bool Answers(Procedure procedure, TimelineEntry entry) => procedure.Action(entry.Action)?.DoesVerb(Verb.Answer) == true;

    private static bool WorksFor(Actor actor, ExchangeContext context, params ReadOnlySpan<Party> parties)
    {
        foreach (var party in parties)
        {
            if (context.Access.Parties[party].Any(authority => context.Access.IsReadBy(actor, authority)))
                return true;
        }

        return false;
    }
}
