using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Foundation.Calendar;

/// <summary>A public holiday of each year, as written in <c>public-holidays.yaml</c>.</summary>
internal sealed partial class HolidayRule
{
    private readonly string? _church;
    private readonly int _days;
    private readonly (int Month, int Day) _date;
    private readonly DayOfWeek? _weekday;
    private readonly (int? Since, int? Until, int? Except) _years;

    /// <summary>Reads a rule, such as <c>05-09 since 2019</c>.</summary>
    /// <exception cref="FormatException">It is not written like a rule.</exception>
    public HolidayRule(string written)
    {
        // A match is not safe for several threads, so nothing of it is kept.
        var match = Pattern().Match(written);
        if (!match.Success)
            throw new FormatException($"'{written}' is not a public holiday: write 12-25, easter+1, orthodox-2 or monday from 05-25.");
        _church = Text("church");
        _days = Number("days") ?? 0;
        _date = (Number("month") ?? 1, Number("day") ?? 1);
        _weekday = Text("weekday") is { } weekday ? Enum.Parse<DayOfWeek>(weekday, ignoreCase: true) : null;
        _years = (Number("since"), Number("until"), Number("except"));
        IsMoved = Text("moved") is not null;
        if (!DateOnly.TryParseExact($"2024-{_date.Month:00}-{_date.Day:00}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            throw new FormatException($"'{written}' is not a public holiday: there is no such date.");

        string? Text(string group) => match.Groups[group].Success ? match.Groups[group].Value : null;

        int? Number(string group) => Text(group) is { } text ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Whether the next working day is a holiday instead if it falls on a Saturday or Sunday.</summary>
    public bool IsMoved { get; }

    /// <summary>Returns its date in a year; null if it is no holiday in that year.</summary>
    public DateOnly? In(int year)
    {
        if (year < _years.Since || year > _years.Until || year == _years.Except)
            return null;
        if (_church is not null)
            return (_church == "easter" ? WesternEaster(year) : OrthodoxEaster(year)).AddDays(_days);
        var day = new DateOnly(year, _date.Month, _date.Day);
        while (_weekday is { } weekday && day.DayOfWeek != weekday)
            day = day.AddDays(1);
        return day;
    }

    /// <summary>Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher.</summary>
    private static DateOnly WesternEaster(int year)
    {
        var (golden, century, ofCentury) = (year % 19, year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - moon - (ofCentury % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * weekday)) / 451;
        var day = moon + weekday - (7 * late) + 114;
        return new DateOnly(year, day / 31, (day % 31) + 1);
    }

    /// <summary>Easter Sunday in the Julian calendar, by the method of Meeus, as a date of the Gregorian calendar.</summary>
    private static DateOnly OrthodoxEaster(int year)
    {
        var moon = ((19 * (year % 19)) + 15) % 30;
        var weekday = ((2 * (year % 4)) + (4 * (year % 7)) - moon + 34) % 7;
        var day = moon + weekday + 114;
        return new DateOnly(year, day / 31, (day % 31) + 1).AddDays((year / 100) - (year / 400) - 2);
    }

    [GeneratedRegex(
        @"^(?:(?:(?<weekday>monday|thursday) from )?(?<month>\d\d)-(?<day>\d\d)|(?<church>easter|orthodox)(?<days>[+-]\d{1,2}))"
            + @"(?<moved> moved)?(?: since (?<since>\d{4}))?(?: until (?<until>\d{4}))?(?: except (?<except>\d{4}))?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pattern();
}
