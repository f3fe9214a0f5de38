namespace Imi.Kernel.Foundation.Calendar;

/// <summary>
/// Calculates periods under Regulation (EEC, Euratom) No 1182/71: the day of the event is not counted (Article 3(1)), periods in months and
/// years end on the same date or the last day of the month (Article 3(2)(c)), and a period whose last day is a public holiday, Saturday or
/// Sunday ends with the next working day (Article 3(4)). Dates are local dates in Brussels.
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
    public static DateOnly LastDay(DateOnly eventDay, Period period)
    {
        // A period expressed in working days counts only those (Article 3(3)).
        var day = eventDay;
        for (var counted = 0; counted < period.WorkingDays; counted++)
            day = NextWorkingDay(day.AddDays(1));
        return NextWorkingDay(day.AddYears(period.Years).AddMonths(period.Months).AddDays(period.Days));
    }

    /// <summary>
    /// The last day of a period without moving it to the next working day: for limits, such as retention periods, that the platform enforces
    /// itself and that must not be extended.
    /// </summary>
    public static DateOnly Limit(DateOnly eventDay, Period period)
    {
        var day = period.WorkingDays > 0 ? LastDay(eventDay, new Period(0, 0, 0, period.WorkingDays)) : eventDay;
        return day.AddYears(period.Years).AddMonths(period.Months).AddDays(period.Days);
    }

    /// <summary>The day itself if it is a working day, otherwise the next working day.</summary>
    public static DateOnly NextWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>
    /// Whether a day is a working day: not a Saturday or Sunday, nor a holiday that all countries of the network share (1 January and
    /// 25 December). The holidays of individual countries (Article 2(1)) are not considered.
    /// </summary>
    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (day.Month, day.Day) is not ((1, 1) or (12, 25));
}
