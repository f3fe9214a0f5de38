using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Computes the days on which an exchange's personal data are hidden and its content is deleted (Regulation (EU) No 1024/2012, Article 14). The
/// periods are those of its version of the module and count from the formal closure.
/// </summary>
public static class RetentionDates
{
    /// <summary>The numbers of days before hiding and before deletion on which the parties are warned.</summary>
    internal static readonly int[] WarningDays = [30, 7, 1];

    /// <summary>The period after its last change at which a draft that was never sent is removed.</summary>
    public static Period DraftsLast { get; } = new(0, 6, 0);

    /// <summary>The longest period between formal closure and hiding (Regulation (EU) No 1024/2012, Article 14(1)).</summary>
    internal static Period LongestBlock { get; } = new(0, 18, 0);

    /// <summary>Updates the days of hiding, deletion and warning after a change of the exchange.</summary>
    internal static void Follow(Exchange exchange, RetentionPeriods retention, DateOnly today)
    {
        var (hide, delete) = exchange.Phase switch
        {
            Phase.Closed when exchange.ClosedAt is null => ((DateOnly?)null, EndOf(exchange, retention)), // A party still has a task.
            Phase.Draft => (null, DeadlineCalendar.Limit(today, DraftsLast)),
            Phase.Closed when exchange is { HideOn: { } hideOn, DeleteOn: { } deleteOn } => (AfterLateActivity(exchange, hideOn, deleteOn, today), deleteOn),
            Phase.Closed => Of(DeadlineCalendar.DayOf(exchange.ClosedAt!.Value), retention),
            _ => (null, EndOf(exchange, retention)),
        };
        exchange.KeepUntil(hide, delete, today);
    }

    /// <summary>Computes the days of hiding and deletion for a formal closure on a day.</summary>
    public static (DateOnly? HideOn, DateOnly? DeleteOn) Of(DateOnly closed, RetentionPeriods retention) =>
        (DeadlineCalendar.Limit(closed, retention.Block), DeadlineCalendar.Limit(closed, retention.Delete));

    /// <summary>Computes the day on which the platform ends an exchange without formal closure; null if its module sets no longest period.</summary>
    private static DateOnly? EndOf(Exchange exchange, RetentionPeriods retention) =>
        retention.Open is { } open ? DeadlineCalendar.Limit(DeadlineCalendar.DayOf(exchange.CreatedAt), open) : null;

    /// <summary>Finds the next day after a given one on which the parties are warned; null if there is none.</summary>
    internal static DateOnly? NextWarning(Exchange exchange, DateOnly today) =>
        NextWarning(exchange.HiddenAt is null ? exchange.HideOn : null, exchange.DeleteOn, today);

    /// <summary>Finds the next day after a given one for a warning of hiding (null if it is done) or of deletion; null if there is none.</summary>
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

    /// <summary>Computes the day of hiding if the period counted from the late activity; null if there was none.</summary>
    internal static DateOnly? AfterDecision(Exchange exchange, RetentionPeriods retention) =>
        exchange is { Phase: Phase.Closed, ClosedAt: { } closed, DeleteOn: { } deleteOn } && exchange.UpdatedAt > closed
            ? Earliest(DeadlineCalendar.Limit(DeadlineCalendar.DayOf(exchange.UpdatedAt), retention.Block), Latest(closed, deleteOn))
            : null;

    /// <summary>
    /// Gives the parties the whole period of warning after a late activity to decide whether the data are still needed, within the legal limits.
    /// Withdraws earlier declarations that they are not.
    /// </summary>
    private static DateOnly AfterLateActivity(Exchange exchange, DateOnly hideOn, DateOnly deleteOn, DateOnly today)
    {
        foreach (var participation in exchange.Participations)
            participation.Release(null);
        var latest = Latest(exchange.ClosedAt!.Value, deleteOn);
        var withWarning = Earliest(today.AddDays(WarningDays[0]), latest);
        return withWarning > hideOn ? withWarning : hideOn;
    }

    /// <summary>The latest day of hiding: 18 months after the closure (Regulation (EU) No 1024/2012, Article 14(1)), never after deletion.</summary>
    private static DateOnly Latest(DateTime closed, DateOnly deleteOn) =>
        Earliest(DeadlineCalendar.Limit(DeadlineCalendar.DayOf(closed), LongestBlock), deleteOn);

    private static DateOnly Earliest(DateOnly one, DateOnly other) => one < other ? one : other;
}
