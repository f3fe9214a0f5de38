using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Kernel.Registry;
using Imi.Web.Texts;

namespace Imi.Web.Pages.Shared;

/// <summary>A row of a list, in words.</summary>
internal sealed record InboxRowView(InboxItem Item, IReadOnlyDictionary<Guid, AuthorityLabel> Authorities)
{
    /// <summary>What is not personal of it.</summary>
    public InboxRow Row => Item.Row;

    /// <summary>The authority on the other side; for a coordinator that has yet to broadcast, the one whose broadcast it is.</summary>
    public AuthorityLabel? Counterpart =>
        (Row.Capacity is ParticipationCapacity.Recipient or ParticipationCapacity.CoordinatorOfRecipient or ParticipationCapacity.FormerRecipient
            or ParticipationCapacity.Commission or ParticipationCapacity.ActsForRecipient
        || Row is { Capacity: ParticipationCapacity.CoordinatorOfSender, RecipientId: null, Reached: null }
            ? Row.SenderId
            : Row.RecipientId) is { } id ? Authorities.GetValueOrDefault(id) : null;

    /// <summary>The authority for which the person's own one acts; null where it acts for none, or for several recipients of a broadcast.</summary>
    public AuthorityLabel? ActsFor => (Row.Capacity switch
    {
        ParticipationCapacity.ActsForSender => Row.SenderId,
        ParticipationCapacity.ActsForRecipient => Row.RecipientId,
        _ => (Guid?)null,
    }) is { } id ? Authorities.GetValueOrDefault(id) : null;

    /// <summary>The countries that a broadcast of the person's own side reached, in words; empty where there is one counterpart.</summary>
    public string Reached(PageTexts texts) => Counterpart is null && Row.Reached is { } reached ? texts.Reached(reached) : "";

    /// <summary>Whether it is late.</summary>
    public bool IsLate(PageTexts texts) => Row.Phase == Phase.Open && Row.DueOn is { } due && texts.IsPast(due);

    /// <summary>What comes next and who has to do it.</summary>
    public string NextStep(PageTexts texts, PolicyModule? module)
    {
        if (Row.Phase == Phase.Draft)
            return texts["web.next.draft"];
        if (Row.Phase == Phase.Closed)
            return Row.ClosedAt is { } closed ? texts["web.next.closed", ("date", texts.Day(DateOnly.FromDateTime(closed)))] : "";
        if (IsExamining)
            return texts.Examination(module, Row.Procedure);
        var next = texts.Next(module, Row.Procedure, Row.State);
        if (Row.View == InboxView.ToDo)
        {
            if (Row.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender && Row.ReplyByProposed is { } proposed)
                return texts["web.next.proposal", ("date", texts.Day(proposed))];
            return Row.DueOn is { } due
                ? texts[texts.IsPast(due) ? "web.next.was-due" : "web.next.by", ("next", next), ("date", texts.DayNear(due))]
                : next;
        }

        var who = WaitedFor(texts);
        who = who.Length > 0 ? char.ToUpper(who[0], texts.Culture) + who[1..] : "";
        return Row.DueOn is { } until
            ? texts["web.next.waiting-by", ("who", who), ("next", next), ("date", texts.Day(until))]
            : texts["web.next.waiting", ("who", who), ("next", next)];
    }

    /// <summary>Whether the person's authority examines it, whatever day the state ends.</summary>
    private bool IsExamining => Row.View == InboxView.ToDo && Row.Capacity == ParticipationCapacity.Commission && Row.ExaminedBy == Party.Commission;

    /// <summary>How far the day is.</summary>
    public string Distance(PageTexts texts) => Row.Phase == Phase.Open && !IsExamining && Row.DueOn is { } due ? texts.Distance(due) : "";

    private string WaitedFor(PageTexts texts) => texts.Party(Row.WaitsFor, Row.SenderCountry, Row.RecipientCountry);
}
