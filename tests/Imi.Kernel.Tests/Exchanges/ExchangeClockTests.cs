using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Tests.Exchanges;

/// <summary>A clock that stands still ends as many days later; what was granted remains.</summary>
public sealed class ExchangeClockTests
{
    private static readonly DateOnly Since = new(2026, 12, 1);

    [Fact]
    public void Days_of_a_pause_are_added()
    {
        var clock = new ExchangeClock("standstill", Since, new Period(0, 0, 30), "DE");
        Assert.Equal(new DateOnly(2026, 12, 31), clock.LastDay);
        var still = clock.Paused(new DateOnly(2026, 12, 10));
        Assert.Null(still.LastDay);
        Assert.True(still.Runs(new DateOnly(2027, 12, 1)));
        Assert.Equal((new DateOnly(2027, 1, 15), 15), Of(still.Resumed(new DateOnly(2026, 12, 25))));
    }

    [Fact]
    public void An_extension_remains_through_a_pause_and_another_length()
    {
        var extended = new ExchangeClock("standstill", Since, new Period(0, 3, 0), "DE").Extended(new DateOnly(2027, 4, 1));
        Assert.Equal((new DateOnly(2027, 4, 1), 1), (extended.LastDay, extended.Extensions));
        Assert.Equal(new DateOnly(2027, 6, 1), extended.Lasting(new Period(0, 6, 0)).LastDay);
        Assert.Equal(new DateOnly(2027, 4, 1), extended.Lasting(new Period(0, 1, 0)).LastDay);
        Assert.Equal(new DateOnly(2027, 4, 12), extended.Paused(new DateOnly(2026, 12, 10)).Resumed(new DateOnly(2026, 12, 21)).LastDay);
    }

    /// <summary>Walks day by day and counts what the clock must have counted, for periods and pauses of every kind.</summary>
    [Fact]
    public void Last_days_equal_a_count_day_by_day()
    {
        var random = new Random(17);
        string?[] calendars = [null, .. PublicHolidays.Calendars];
        for (var round = 0; round < 3_000; round++)
        {
            var calendar = calendars[random.Next(calendars.Length)];
            var (days, isWorking) = (random.Next(1, 60), random.Next(2) == 0);
            var since = Since.AddDays(random.Next(2_000));
            var clock = new ExchangeClock("any", since, isWorking ? new Period(0, 0, 0, days) : new Period(0, 0, days), calendar);
            var pauses = new List<(DateOnly From, DateOnly Until)>();
            for (
                var at = since.AddDays(random.Next(0, 5));
                pauses.Count < random.Next(4) && at < since.AddDays(days);
                at = pauses[^1].Until.AddDays(random.Next(0, 4))
            )
            {
                pauses.Add((at, at.AddDays(random.Next(0, 12))));
                clock = clock.Paused(at).Resumed(pauses[^1].Until);
            }

            Assert.Equal(Counted(since, days, isWorking, calendar, pauses), clock.LastDay);
        }
    }

    private static (DateOnly?, int) Of(ExchangeClock clock) => (clock.LastDay, clock.PausedDays);

    private static DateOnly Counted(DateOnly since, int days, bool isWorking, string? calendar, List<(DateOnly From, DateOnly Until)> pauses)
    {
        var day = since;
        for (var left = days; left > 0; )
        {
            day = day.AddDays(1);
            if (!pauses.Exists(pause => day > pause.From && day <= pause.Until) && (!isWorking || IsWorking(day)))
                left--;
        }

        while (!IsWorking(day))
            day = day.AddDays(1);
        return day;

        bool IsWorking(DateOnly one) => one.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !PublicHolidays.Contains(one, calendar);
    }
}
