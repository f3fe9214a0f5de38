using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Tests.Calendar;

/// <summary>Periods end by the public holidays of the State in which action is taken (Regulation (EEC, Euratom) No 1182/71, Article 2(1)).</summary>
public sealed class PublicHolidaysTests
{
    [Fact]
    public void Every_country_of_the_network_and_the_institutions_have_a_calendar()
    {
        string[] countries =
        [
            "AT",
            "BE",
            "BG",
            "CY",
            "CZ",
            "DE",
            "DK",
            "EE",
            "EL",
            "ES",
            "EU",
            "FI",
            "FR",
            "HR",
            "HU",
            "IE",
            "IS",
            "IT",
            "LI",
            "LT",
            "LU",
            "LV",
            "MT",
            "NL",
            "NO",
            "PL",
            "PT",
            "RO",
            "SE",
            "SI",
            "SK",
            "UK",
        ];
        Assert.Equal(countries, PublicHolidays.Calendars.Order(StringComparer.Ordinal));
        foreach (var country in countries)
            Assert.InRange(Enumerable.Range(0, 365).Count(day => PublicHolidays.Contains(new DateOnly(2027, 1, 1).AddDays(day), country)), 7, 21);
    }

    [Theory]
    [InlineData("ES", "2026-12-08", true)]
    [InlineData("DE", "2026-12-08", false)]
    [InlineData("DE", "2026-10-03", true)]
    [InlineData("FR", "2026-07-14", true)]
    [InlineData("BE", "2026-05-14", true)] // Ascension
    [InlineData("EL", "2026-04-13", true)] // Orthodox Easter Monday
    [InlineData("EL", "2026-04-06", false)] // Easter Monday of the Western churches
    [InlineData("CY", "2025-04-21", true)] // Both in the same year
    [InlineData("RO", "2024-05-06", true)]
    [InlineData("DK", "2023-05-05", true)]
    [InlineData("DK", "2024-04-26", false)]
    [InlineData("PL", "2024-12-24", false)]
    [InlineData("PL", "2025-12-24", true)]
    [InlineData("UK", "2016-12-27", true)] // 25 December 2016 was a Sunday: the substitute follows Boxing Day.
    [InlineData("UK", "2021-12-27", true)]
    [InlineData("UK", "2021-12-28", true)]
    [InlineData("UK", "2026-08-31", true)]
    [InlineData("IE", "2026-06-01", true)]
    [InlineData("IS", "2026-04-23", true)]
    [InlineData("EU", "2026-12-28", true)]
    [InlineData(null, "2026-12-08", false)]
    [InlineData(null, "2026-12-25", true)]
    public void Holidays_are_those_of_the_state(string? calendar, string day, bool isHoliday) =>
        Assert.Equal(isHoliday, PublicHolidays.Contains(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), calendar));

    [Theory]
    [InlineData(2013, "2013-03-31", "2013-05-05")]
    [InlineData(2019, "2019-04-21", "2019-04-28")]
    [InlineData(2024, "2024-03-31", "2024-05-05")]
    [InlineData(2025, "2025-04-20", "2025-04-20")]
    [InlineData(2026, "2026-04-05", "2026-04-12")]
    [InlineData(2030, "2030-04-21", "2030-04-28")]
    [InlineData(2038, "2038-04-25", "2038-04-25")]
    public void Easter_is_on_its_day(int year, string western, string orthodox)
    {
        Assert.Equal(western, new HolidayRule("easter+0").In(year)?.ToString("O"));
        Assert.Equal(orthodox, new HolidayRule("orthodox+0").In(year)?.ToString("O"));
    }

    [Theory]
    [InlineData("ES", "2026-12-01", 5, "2026-12-09")] // 8 December does not count, nor does the weekend.
    [InlineData("DE", "2026-12-01", 5, "2026-12-08")]
    [InlineData("EU", "2026-12-18", 5, "2027-01-05")]
    public void Working_days_leave_out_the_holidays(string calendar, string from, int days, string last) =>
        Assert.Equal(
            last,
            DeadlineCalendar.LastDay(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), new Period(0, 0, 0, days), calendar).ToString("O")
        );

    [Fact]
    public void A_period_that_ends_on_a_holiday_ends_on_the_next_working_day_of_that_state()
    {
        var (since, week) = (new DateOnly(2026, 12, 1), new Period(0, 0, 7));
        Assert.Equal(new DateOnly(2026, 12, 9), DeadlineCalendar.LastDay(since, week, "ES"));
        Assert.Equal(new DateOnly(2026, 12, 8), DeadlineCalendar.LastDay(since, week, "DE"));
        Assert.Equal(new DateOnly(2026, 12, 8), DeadlineCalendar.LastDay(since, week));
        Assert.Equal(new DateOnly(2026, 12, 8), DeadlineCalendar.Limit(since, week, "ES"));
    }

    [Fact]
    public void Calendars_are_read_by_many_at_once()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var rule = new HolidayRule("monday from 05-25 moved since 2013");
            Parallel.For(2013, 2021, year => Assert.Equal(DayOfWeek.Monday, rule.In(year)!.Value.DayOfWeek));
        }
    }

    [Theory]
    [InlineData("13-01")]
    [InlineData("02-30")]
    [InlineData("easter")]
    [InlineData("tuesday from 05-01")]
    [InlineData("12-25 sometimes")]
    public void A_rule_that_is_none_is_refused(string written) => Assert.Throws<FormatException>(() => new HolidayRule(written));
}
