using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>Derives the history of a request's reply-by date from its timeline.</summary>
public static class ReplyDates
{
    /// <summary>Gets the history, the oldest event first; empty if the procedure has no such date.</summary>
    public static IReadOnlyList<ReplyDateEvent> Of(Procedure procedure, IReadOnlyList<TimelineEntry> timeline)
    {
        var events = new List<ReplyDateEvent>();
        DateOnly? inForce = null;
        DateOnly? proposed = null;
        foreach (var entry in timeline)
        {
            if (procedure.Action(entry.Action) is not { } action || entry.Date is not { } date || action.DoesVerb(Verb.Extend))
                continue;
            if (KindOf(action, date, inForce) is not { } kind)
                continue;
            events.Add(new ReplyDateEvent(entry.Id, kind, kind == ReplyDateKind.Declined ? proposed ?? date : date, entry.AuthorityId, entry.At));
            if (kind == ReplyDateKind.Proposed)
                proposed = date;
            else if (kind != ReplyDateKind.Declined)
                inForce = date;
        }

        return events;
    }

    private static ReplyDateKind? KindOf(ActionDefinition action, DateOnly date, DateOnly? inForce)
    {
        if (action.DoesVerb(Verb.ProposeDate))
            return date == inForce ? ReplyDateKind.Accepted : ReplyDateKind.Proposed;
        if (action.DoesVerb(Verb.AgreeDate))
            return ReplyDateKind.Agreed;
        if (action.DoesVerb(Verb.DeclineDate))
            return ReplyDateKind.Declined;
        return action.ChecksForm || action.DoesVerb(Verb.Round) || action.DoesVerb(Verb.Amend) ? ReplyDateKind.Wanted : null;
    }
}

/// <summary>An event in the history of a reply-by date.</summary>
/// <param name="EntryId">The timeline's entry of the event.</param>
/// <param name="Kind">The kind of the event.</param>
/// <param name="Date">The date that was wanted, proposed, accepted, agreed or declined.</param>
/// <param name="AuthorityId">The authority that acted.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record ReplyDateEvent(Guid EntryId, ReplyDateKind Kind, DateOnly Date, Guid AuthorityId, DateTime At);
