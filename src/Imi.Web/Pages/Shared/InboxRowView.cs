using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;
using Imi.Web.Texts;

namespace Imi.Web.Pages.Shared;

/// <summary>Shows a row of a list of exchanges in words.</summary>
internal sealed record InboxRowView(InboxItem Item, IReadOnlyDictionary<Guid, AuthorityLabel> Authorities)
{
    /// <summary>The row of the list, without personal data.</summary>
    public InboxRow Row => Item.Row;

    /// <summary>The authority on the other side. For a coordinator that has yet to broadcast, the sender.</summary>
    public AuthorityLabel? Counterpart =>
        (
            Row.Capacity
                is ParticipationCapacity.Recipient
                    or ParticipationCapacity.CoordinatorOfRecipient
                    or ParticipationCapacity.FormerRecipient
                    or ParticipationCapacity.Commission
                    or ParticipationCapacity.ActsForRecipient
            || Row is { Capacity: ParticipationCapacity.CoordinatorOfSender, RecipientId: null, Reached: null }
                ? Row.SenderId
                : Row.RecipientId
        )
            is { } id
            ? Authorities.GetValueOrDefault(id)
            : null;

    /// <summary>The authority for which the person's authority acts; null if there is none, or if there are several recipients of a broadcast.</summary>
    public AuthorityLabel? ActsFor =>
        (
            Row.Capacity switch
            {
                ParticipationCapacity.ActsForSender => Row.SenderId,
                ParticipationCapacity.ActsForRecipient => Row.RecipientId,
                _ => (Guid?)null,
            }
        )
            is { } id
            ? Authorities.GetValueOrDefault(id)
            : null;

    /// <summary>Returns the countries that a broadcast reached, in words; empty if there is a single counterpart.</summary>
    public string Reached(PageTexts texts) => Counterpart is null && Row.Reached is { } reached ? texts.Reached(reached) : "";

    /// <summary>Checks whether the due date of the row has passed.</summary>
    public bool IsLate(PageTexts texts) => Row.Phase is Phase.Open or Phase.Closed && Row.DueOn is { } due && texts.IsPast(due);

    /// <summary>Returns the next step and who has to take it, in words.</summary>
    public string NextStep(PageTexts texts, PolicyModule? module)
    {
        if (Row.Phase == Phase.Draft)
            return texts["exchange.next.draft"];
        if (Row.Task is { } task)
            return Own(texts, module, task);
        if (Row.Phase == Phase.Closed)
            return Row.ClosedAt is { } closed ? texts["exchange.next.closed", ("date", texts.Day(DateOnly.FromDateTime(closed)))] : "";
        return Row.Turns.Count == 0 && Row.WaitsFor == Party.Recipients
            ? texts["exchange.recipients.all-answered"]
            : string.Join(" · ", Row.Turns.Select(turn => Others(texts, module, turn)));
    }

    /// <summary>Returns the distance to the due date, or else how long the examination has been under way, in words; empty if there is neither.</summary>
    public string Distance(PageTexts texts) =>
        Row.Phase is Phase.Open or Phase.Closed && Row.DueOn is { } due ? texts.Distance(due)
        : Row.Task == TaskDefinition.Examination ? Age(texts)
        : "";

    /// <summary>Returns how long the examination has been under way, in words; empty without one.</summary>
    public string Age(PageTexts texts)
    {
        if (Row.ExaminationBeganAt is not { } began)
            return "";
        var days = texts.Today.DayNumber - DeadlineCalendar.DayOf(began).DayNumber;
        return days == 0 ? texts["examinations.since-today"] : texts["examinations.since", ("count", days)];
    }

    /// <summary>Returns what the other parties have to do, in words; empty if nothing.</summary>
    public string OthersTurns(PageTexts texts, PolicyModule? module) =>
        string.Join(" · ", Row.Turns.Where(turn => turn.Party != Party.Commission).Select(turn => Others(texts, module, turn)));

    private string Own(PageTexts texts, PolicyModule? module, string task)
    {
        var next =
            task == TaskDefinition.DateProposal && Row.ReplyByProposed is { } proposed
                ? texts["exchange.next.proposal", ("date", texts.Day(proposed))]
                : texts.Task(module, Row.Procedure, Row.State, task);
        return Row.DueOn is { } due
            ? texts[texts.IsPast(due) ? "exchange.next.was-due" : "exchange.next.by", ("next", next), ("date", texts.DayNear(due))]
            : next;
    }

    private string Others(PageTexts texts, PolicyModule? module, Turn turn)
    {
        var who = texts.Party(turn.Party, Row.SenderCountry, Row.RecipientCountry);
        who = who.Length > 0 ? char.ToUpper(who[0], texts.Culture) + who[1..] : "";
        var next = texts.Task(module, Row.Procedure, Row.State, turn.Task);
        return turn.Due is { } until
            ? texts["exchange.next.waiting-by", ("who", who), ("next", next), ("date", texts.Day(until))]
            : texts["exchange.next.waiting", ("who", who), ("next", next)];
    }
}
