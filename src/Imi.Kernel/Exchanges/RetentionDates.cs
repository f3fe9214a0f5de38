using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// The days on which an exchange's personal data are hidden and deleted (Regulation (EU) No 1024/2012, Article 14), counted from
/// its formal closure as its module's version says.
/// </summary>
public static class RetentionDates
{
    /// <summary>The days before hiding and before deletion on which the parties are warned.</summary>
    internal static readonly int[] WarningDays = [30, 7, 1];

    /// <summary>How long a draft stays that nobody changes and that was never sent.</summary>
    public static Period DraftsLast { get; } = new(0, 6, 0);

    /// <summary>The latest end of any period of hiding (Article 14(1)).</summary>
    internal static Period LongestBlock { get; } = new(0, 18, 0);

    /// <summary>Brings the days in step with the exchange after something was done to it.</summary>
    internal static void Follow(Exchange exchange, RetentionPeriods retention, DateOnly today)
    {
        (exchange.HideOn, exchange.DeleteOn) = exchange.Phase switch
        {
            Phase.Draft => (null, DeadlineCalendar.Limit(today, DraftsLast)),
            Phase.Closed when exchange is { HideOn: { } hideOn, DeleteOn: { } deleteOn } => (AfterLateActivity(exchange, hideOn, deleteOn, today), deleteOn),
            Phase.Closed => Of(DeadlineCalendar.DayOf(exchange.ClosedAt!.Value), retention),
            _ => (null, null),
        };
        exchange.WarnOn = NextWarning(exchange, today);
    }

    /// <summary>The days that follow from a formal closure on a day.</summary>
    public static (DateOnly? HideOn, DateOnly? DeleteOn) Of(DateOnly closed, RetentionPeriods retention) =>
        (DeadlineCalendar.Limit(closed, retention.Block), DeadlineCalendar.Limit(closed, retention.Delete));

    /// <summary>The next day after another on which the parties are warned; null where none comes.</summary>
    internal static DateOnly? NextWarning(Exchange exchange, DateOnly today) =>
        NextWarning(exchange.HiddenAt is null ? exchange.HideOn : null, exchange.DeleteOn, today);

    /// <summary>The next day after another on which is warned of hiding, where it still comes, and of deletion; null where none comes.</summary>
    internal static DateOnly? NextWarning(DateOnly? hideOn, DateOnly? deleteOn, DateOnly today)
    {
        DateOnly? next = null;
        foreach (var end in (DateOnly?[])[hideOn, deleteOn])
        {
            foreach (var days in WarningDays)
            {
                if (end?.AddDays(-days) is { } day && day > today && (next is null || day < next))
                    next = day;
            }
        }

        return next;
    }

    /// <summary>The day on which personal data would be hidden if the period counted from what was done after the closure; null where nothing was.</summary>
    internal static DateOnly? AfterDecision(Exchange exchange, RetentionPeriods retention) =>
        exchange is { Phase: Phase.Closed, ClosedAt: { } closed, DeleteOn: { } deleteOn } && exchange.UpdatedAt > closed
            ? Earliest(DeadlineCalendar.Limit(DeadlineCalendar.DayOf(exchange.UpdatedAt), retention.Block), Latest(closed, deleteOn))
            : null;

    /// <summary>Personal data are hidden on another day than the period says.</summary>
    internal static void HideBy(Exchange exchange, DateOnly day) => exchange.HideOn = day;

    /// <summary>Content is deleted on a day, and personal data hidden by then: the next run does it, unless a hold keeps it.</summary>
    internal static void DeleteBy(Exchange exchange, DateOnly day)
    {
        exchange.DeleteOn = day;
        exchange.WarnOn = null;
        if (exchange.HideOn > day)
            exchange.HideOn = day;
    }

    /// <summary>Who acts after the closure has the whole time of warning to say whether it is still needed; the law's limits stay.</summary>
    private static DateOnly AfterLateActivity(Exchange exchange, DateOnly hideOn, DateOnly deleteOn, DateOnly today)
    {
        foreach (var participation in exchange.Participations)
            participation.ReleasedAt = null;
        var latest = Latest(exchange.ClosedAt!.Value, deleteOn);
        var withWarning = Earliest(today.AddDays(WarningDays[0]), latest);
        return withWarning > hideOn ? withWarning : hideOn;
    }

    /// <summary>The latest day of hiding: 18 months after the closure (Article 14(1)), never after the deletion.</summary>
    private static DateOnly Latest(DateTime closed, DateOnly deleteOn) =>
        Earliest(DeadlineCalendar.Limit(DeadlineCalendar.DayOf(closed), LongestBlock), deleteOn);

    private static DateOnly Earliest(DateOnly one, DateOnly other) => one < other ? one : other;
}
