using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <content>The reply-by date, and the days of hiding and deletion.</content>
public sealed partial class Exchange
{
    /// <summary>Records the reply-by date that the sender wants; the recipient has not agreed to it.</summary>
    internal void WantReplyBy(DateOnly? day) => (ReplyBy, ReplyByAgreed) = (day, false);

    /// <summary>Accepts the exchange, with the date in force or with another one, which the sender decides on.</summary>
    internal void Accept(DateOnly? day, DateTime now)
    {
        var isOther = day != ReplyBy;
        AcceptedAt ??= now;

        // An earlier agreement stays in force until the sender agrees to the other date.
        ReplyByAgreed |= !isOther;
        ReplyByProposed = isOther ? day : null;
        Tasks = [.. Tasks.Where(task => task.Name != TaskDefinition.DateProposal)];
    }

    /// <summary>Agrees to the proposed date, or to the one in force.</summary>
    internal void AgreeDate() => (ReplyBy, ReplyByAgreed, ReplyByProposed) = (ReplyByProposed ?? ReplyBy, true, null);

    /// <summary>Withdraws the proposed date. The date before stays in force, agreed only if both sides had agreed on it.</summary>
    internal void DropProposal() => ReplyByProposed = null;

    /// <summary>Withdraws proposal and agreement, because another authority replies.</summary>
    internal void ReopenDate() => (ReplyByProposed, ReplyByAgreed) = (null, false);

    /// <summary>Records the first reply; a proposed date no longer matters.</summary>
    internal void MarkAnswered(DateTime now)
    {
        AnsweredAt ??= now;
        ReplyByProposed = null;
    }

    /// <summary>Begins the next round, with another reply-by date or the same.</summary>
    internal void BeginRound(DateOnly? replyBy)
    {
        Round++;
        (ReplyBy, ReplyByAgreed, ReplyByProposed) = (replyBy ?? ReplyBy, false, null);
        AskAgain();
    }

    /// <summary>Sets the days of hiding and deletion (Regulation (EU) No 1024/2012, Article 14), and the next day of a warning after a given day.</summary>
    internal void KeepUntil(DateOnly? hideOn, DateOnly? deleteOn, DateOnly today)
    {
        (HideOn, DeleteOn) = (hideOn, deleteOn);
        WarnAfter(today);
    }

    /// <summary>Sets the day of hiding to another day than that of the period.</summary>
    internal void HideBy(DateOnly day) => HideOn = day;

    /// <summary>Sets the day of deletion, and of hiding if that would be later. A legal hold still prevents the deletion.</summary>
    internal void DeleteBy(DateOnly day)
    {
        (DeleteOn, WarnOn) = (day, null);
        if (HideOn > day)
            HideOn = day;
    }

    /// <summary>Sets the day from which the platform checks again whether it has to remind somebody; null for never.</summary>
    internal void RemindNextFrom(DateOnly? day) => RemindFrom = day;

    /// <summary>Sets the next day of a warning after a given day.</summary>
    internal void WarnAfter(DateOnly today) => WarnOn = RetentionDates.NextWarning(this, today);

    /// <summary>Sets the first day of any reminder. Those that were sent before are not sent again.</summary>
    private void RemindFromFirst(Procedure procedure) =>
        RemindFrom = ReminderOccasion.Of(this, procedure).Select(occasion => (DateOnly?)occasion.FirstDay(procedure.Reminders)).Min();
}
