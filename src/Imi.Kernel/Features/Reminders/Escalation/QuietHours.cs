using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Features.Reminders.Escalation;

/// <summary>The times at which no reminder is sent by e-mail: at night and on days that are no working days in Brussels.</summary>
internal static class QuietHours
{
    private static readonly TimeOnly Morning = new(7, 0);
    private static readonly TimeOnly Evening = new(20, 0);

    /// <summary>The next time, not before the given one, at which reminders may be sent, UTC.</summary>
    public static DateTime EndAfter(DateTime utc)
    {
        var local = DeadlineCalendar.InBrussels(utc);
        var (day, hour) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (DeadlineCalendar.IsWorkingDay(day) && hour >= Morning && hour < Evening)
            return utc;
        return MorningOf(DeadlineCalendar.NextWorkingDay(hour < Morning ? day : day.AddDays(1)));
    }

    /// <summary>The next morning, not before the given time, at which the reminders of a day are sent, UTC.</summary>
    public static DateTime NextMorning(DateTime utc)
    {
        var local = DeadlineCalendar.InBrussels(utc);
        var day = DateOnly.FromDateTime(local);
        return MorningOf(DeadlineCalendar.NextWorkingDay(TimeOnly.FromDateTime(local) < Morning ? day : day.AddDays(1)));
    }

    private static DateTime MorningOf(DateOnly day) => DeadlineCalendar.ToUtc(day, Morning);
}
