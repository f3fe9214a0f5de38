namespace Imi.Kernel.Foundation.Calendar;

/// <summary>
/// Calculates periods under Regulation (EEC, Euratom) No 1182/71: the day of the event is not counted (Article 3(1)), periods in months and
/// years end on the same date or the last day of the month (Article 3(2)(c)), and a period whose last day is a public holiday, Saturday or
/// Sunday ends with the next working day (Article 3(4)). Public holidays are those of the State in which action is taken (Article 2(1)). Dates are local
/// dates in Brussels.
/// </summary>
public static class DeadlineCalendar
{
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <summary>Today's date in Brussels.</summary>
    public static DateOnly Today(TimeProvider time) => DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>The date in Brussels at a time in UTC.</summary>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Brussels));

    /// <summary>Converts a time in UTC to local time in Brussels.</summary>
    public static DateTime InBrussels(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Brussels);

    /// <summary>Converts a local time in Brussels to UTC.</summary>
    public static DateTime ToUtc(DateOnly day, TimeOnly time) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), Brussels);

    /// <summary>The last day of a period that starts with an event on the given day.</summary>
    /// <param name="eventDay">The day of the event.</param>
    /// <param name="period">The period.</param>
    /// <param name="calendar">The State whose public holidays count, as in <see cref="PublicHolidays.Contains"/>.</param>
    public static DateOnly LastDay(DateOnly eventDay, Period period, string? calendar = null) => NextWorkingDay(Counted(eventDay, period, calendar), calendar);

    /// <summary>
    /// The last day of a period without moving it to the next working day: for limits, such as retention periods, that the platform enforces
    /// itself and that must not be extended, and to tell whether <see cref="LastDay"/> moves.
    /// </summary>
    public static DateOnly Limit(DateOnly eventDay, Period period, string? calendar = null) => Counted(eventDay, period, calendar);

    /// <summary>The day itself if it is a working day, otherwise the next working day.</summary>
    public static DateOnly NextWorkingDay(DateOnly day, string? calendar = null)
    {
        while (!IsWorkingDay(day, calendar))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>Whether a day is a working day: not a Saturday, Sunday or public holiday (Article 2).</summary>
    public static bool IsWorkingDay(DateOnly day, string? calendar = null) => !IsWeekend(day) && !PublicHolidays.Contains(day, calendar);

    /// <summary>Whether a day is a Saturday or Sunday.</summary>
    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Counts the working days from the first to the last day, both included.</summary>
    public static int WorkingDays(DateOnly first, DateOnly last, string? calendar)
    {
        var count = 0;
        for (var day = first; day <= last; day = day.AddDays(1))
            count += IsWorkingDay(day, calendar) ? 1 : 0;
        return count;
    }

    private static DateOnly Counted(DateOnly eventDay, Period period, string? calendar)
    {
        // A period expressed in working days counts only those (Article 3(3)).
        var day = eventDay;
        for (var counted = 0; counted < period.WorkingDays; counted++)
            day = NextWorkingDay(day.AddDays(1), calendar);
        return day.AddYears(period.Years).AddMonths(period.Months).AddDays(period.Days);
    }
}
