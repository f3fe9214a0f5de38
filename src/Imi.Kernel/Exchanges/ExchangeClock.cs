using System.Text.Json.Serialization;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Exchanges;

/// <summary>A period that runs in an exchange. It keeps the days that were calculated, so that another list of public holidays does not move them.</summary>
/// <param name="Name">The name of its <see cref="Imi.Kernel.Definitions.Modules.ClockDefinition"/>.</param>
/// <param name="Since">The day of the event that began it, which does not count.</param>
/// <param name="Lasts">How long it lasts; nothing if <paramref name="Since"/> itself is the last day.</param>
/// <param name="Calendar">Whose public holidays count, as in <see cref="PublicHolidays.Contains"/>.</param>
public sealed record ExchangeClock(string Name, DateOnly Since, [property: JsonConverter(typeof(PeriodConverter))] Period Lasts, string? Calendar)
{
    /// <summary>The last day without an extension.</summary>
    public DateOnly FirstLastDay { get; init; } = Lasts == default ? Since : DeadlineCalendar.LastDay(Since, Lasts, Calendar);

    /// <summary>The last day after an extension; null without one.</summary>
    public DateOnly? ExtendedTo { get; init; }

    /// <summary>How often it was extended.</summary>
    public int Extensions { get; init; }

    /// <summary>How long it stood still before: working days if it is counted in these, otherwise calendar days.</summary>
    public int PausedDays { get; init; }

    /// <summary>The day since which it stands still; null while it runs.</summary>
    public DateOnly? PausedSince { get; init; }

    /// <summary>The last day; null while it stands still.</summary>
    [JsonIgnore]
    public DateOnly? LastDay =>
        PausedSince is not null ? null
        : ExtendedTo > FirstLastDay ? ExtendedTo
        : FirstLastDay;

    /// <summary>Whether the calculated last day was no working day, so that the period ends later.</summary>
    [JsonIgnore]
    public bool IsMoved => Lasts is { WorkingDays: 0 } && Lasts != default && DeadlineCalendar.Limit(Since, WithPauses(Lasts), Calendar) != FirstLastDay;

    /// <summary>Whether it has not passed on a day.</summary>
    internal bool Runs(DateOnly today) => LastDay is not { } day || day >= today;

    /// <summary>The clock with a later last day.</summary>
    internal ExchangeClock Extended(DateOnly day) => this with { ExtendedTo = day, Extensions = Extensions + 1 };

    /// <summary>The clock with another length from the same beginning. An extension to a later day remains.</summary>
    internal ExchangeClock Lasting(Period lasts) => (this with { Lasts = lasts }).Calculated();

    /// <summary>The clock standing still from a day on.</summary>
    internal ExchangeClock Paused(DateOnly today) => this with { PausedSince = today };

    /// <summary>The clock going on from a day on: the days that it stood still are added.</summary>
    internal ExchangeClock Resumed(DateOnly today)
    {
        var since = PausedSince!.Value;
        var lost = Lasts.WorkingDays > 0 ? DeadlineCalendar.WorkingDays(since.AddDays(1), today, Calendar) : today.DayNumber - since.DayNumber;
        var added = Lasts.WorkingDays > 0 ? new Period(0, 0, 0, lost) : new Period(0, 0, lost);
        return (
            this with
            {
                PausedSince = null,
                PausedDays = PausedDays + lost,
                ExtendedTo = ExtendedTo is { } day ? DeadlineCalendar.LastDay(day, added, Calendar) : null,
            }
        ).Calculated();
    }

    private ExchangeClock Calculated() => Lasts == default ? this : this with { FirstLastDay = DeadlineCalendar.LastDay(Since, WithPauses(Lasts), Calendar) };

    private Period WithPauses(Period period) =>
        period.WorkingDays > 0 ? period with { WorkingDays = period.WorkingDays + PausedDays } : period with { Days = period.Days + PausedDays };
}
