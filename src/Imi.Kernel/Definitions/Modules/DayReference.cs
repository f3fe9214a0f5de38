using System.Globalization;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>A day that conditions compare dates with, such as <c>today</c> or <c>sent - P3D</c>.</summary>
/// <param name="Bound">A <see cref="DateBound"/>, or the name of a date field.</param>
/// <param name="Shift">The period between the bound and the day; null for the bound itself.</param>
/// <param name="IsEarlier">Whether the day is before the bound.</param>
public sealed record DayReference(string Bound, Period? Shift, bool IsEarlier)
{
    /// <summary>Parses <c>BOUND</c>, <c>BOUND + PERIOD</c> or <c>BOUND - PERIOD</c>; null if the text has another form.</summary>
    public static DayReference? Parse(string text) =>
        text.Split(' ') switch
        {
            [var bound] when bound.Length > 0 => new DayReference(bound, null, false),
            [var bound, "+" or "-", var period] when Period.TryParse(period, out var shift) => new DayReference(bound, shift, text.Contains(" - ")),
            _ => null,
        };

    /// <summary>Finds the day; null if the exchange or the form does not have the bound yet.</summary>
    public DateOnly? In(IConditionContext facts)
    {
        if (BoundIn(Bound, facts) is not { } day)
            return null;
        if (Shift is not { } shift)
            return day;
        return IsEarlier ? day.AddYears(-shift.Years).AddMonths(-shift.Months).AddDays(-shift.Days) : DeadlineCalendar.Limit(day, shift);
    }

    /// <summary>Finds the day of a bound: a <see cref="DateBound"/> or the answer to a date field; null if there is none yet.</summary>
    internal static DateOnly? BoundIn(string bound, IConditionContext facts) =>
        DateBound.All.Contains(bound) ? facts.DayOf(bound) : Parsed(facts.AnswersTo(bound));

    internal static DateOnly? Parsed(IReadOnlyList<string> answers) =>
        DateOnly.TryParseExact(answers.FirstOrDefault(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <inheritdoc/>
    public override string ToString() => Shift is { } shift ? $"{Bound} {(IsEarlier ? "-" : "+")} {shift}" : Bound;
}
