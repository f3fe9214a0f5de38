using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Foundation.Calendar;

/// <summary>A public holiday of each year, as written in <c>public-holidays.yaml</c>.</summary>
internal sealed partial class HolidayRule
{
    private readonly Match _written;

    /// <summary>Reads a rule, such as <c>05-09 since 2019</c>.</summary>
    /// <exception cref="FormatException">It is not written like a rule.</exception>
    public HolidayRule(string written)
    {
        _written = Pattern().Match(written);
        if (!_written.Success)
            throw new FormatException($"'{written}' is not a public holiday: write 12-25, easter+1, orthodox-2 or monday from 05-25.");
    }

    /// <summary>Whether the next working day is a holiday instead if it falls on a Saturday or Sunday.</summary>
    public bool IsMoved => Has("moved");

    /// <summary>Returns its date in a year; null if it is no holiday in that year.</summary>
    public DateOnly? In(int year)
    {
        if ((Has("since") && year < Number("since")) || (Has("until") && year > Number("until")) || (Has("except") && year == Number("except")))
            return null;
        if (Has("church"))
        {
            var easter = _written.Groups["church"].Value == "easter" ? WesternEaster(year) : OrthodoxEaster(year);
            return easter.AddDays(Number("days"));
        }

        var day = new DateOnly(year, Number("month"), Number("day"));
        while (Has("weekday") && !day.DayOfWeek.ToString().Equals(_written.Groups["weekday"].Value, StringComparison.OrdinalIgnoreCase))
            day = day.AddDays(1);
        return day;
    }

    private bool Has(string group) => _written.Groups[group].Success;

    private int Number(string group) => int.Parse(_written.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

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
