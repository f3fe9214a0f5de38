namespace Imi.Kernel.Foundation.Calendar;

/// <summary>
/// Counts periods as Regulation (EEC, Euratom) No 1182/71 does: the day of the event is not counted (Article 3(1)), months
/// and years end on the same date or the month's last day (Article 3(2)(c)), and a period whose last day is a public
/// holiday, Saturday or Sunday ends with the next working day (Article 3(4)). Days are those of Brussels.
/// </summary>
public static class DeadlineCalendar
{
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <summary>Today's date in Brussels.</summary>
    public static DateOnly Today(TimeProvider time) => DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>The date in Brussels of a moment in UTC.</summary>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Brussels));

    /// <summary>A moment in UTC as Brussels' clocks show it.</summary>
    public static DateTime InBrussels(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Brussels);

    /// <summary>The last day of a period that an event on a day begins.</summary>
    public static DateOnly LastDay(DateOnly eventDay, Period period)
    {
        // A period in working days counts those alone (Article 3(3)).
        var day = eventDay;
        for (var counted = 0; counted < period.WorkingDays; counted++)
            day = NextWorkingDay(day.AddDays(1));
        return NextWorkingDay(day.AddYears(period.Years).AddMonths(period.Months).AddDays(period.Days));
    }

    /// <summary>
    /// The day on which a period that an event on a day begins has run out, whatever day of the week that is: for limits that may
    /// only come earlier, never later, and that a machine keeps.
    /// </summary>
    public static DateOnly Limit(DateOnly eventDay, Period period)
    {
        var day = period.WorkingDays > 0 ? LastDay(eventDay, new Period(0, 0, 0, period.WorkingDays)) : eventDay;
        return day.AddYears(period.Years).AddMonths(period.Months).AddDays(period.Days);
    }

    /// <summary>The day itself if it is a working day, else the next one.</summary>
    public static DateOnly NextWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>
    /// Whether a day is a working day everywhere in the network: no Saturday or Sunday, nor one of the holidays that all
    /// its countries share (1 January, 25 December). Holidays of single countries are in the lists of Article 2(1).
    /// </summary>
    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (day.Month, day.Day) is not ((1, 1) or (12, 25));
}
