using System.Collections.Concurrent;
using YamlDotNet.Serialization;

namespace Imi.Kernel.Foundation.Calendar;

/// <summary>
/// The public holidays of the States and of the institutions of the Union (Regulation (EEC, Euratom) No 1182/71, Article 2(1)), from
/// <c>public-holidays.yaml</c>.
/// </summary>
public static class PublicHolidays
{
    /// <summary>The calendar of the institutions of the Union.</summary>
    public const string Institutions = "EU";

    private const string Resource = "calendar/public-holidays.yaml";

    private static readonly Lazy<Dictionary<string, List<HolidayRule>>> Rules = new(Read);
    private static readonly ConcurrentDictionary<(string Calendar, int Year), HashSet<DateOnly>> Years = new();

    /// <summary>The codes of the States and of the Union that have a calendar.</summary>
    public static IReadOnlyCollection<string> Calendars => Rules.Value.Keys;

    /// <summary>Whether a day is a public holiday.</summary>
    /// <param name="day">The day.</param>
    /// <param name="calendar">
    /// The code of the State in which action is taken, or <see cref="Institutions"/>; null if parties in several States act: then only 1 January and
    /// 25 December are holidays, which all of them have.
    /// </param>
    public static bool Contains(DateOnly day, string? calendar) =>
        calendar is not null && Rules.Value.ContainsKey(calendar)
            ? Years.GetOrAdd((calendar, day.Year), static year => Of(year.Calendar, year.Year)).Contains(day)
            : (day.Month, day.Day) is (1, 1) or (12, 25);

    private static HashSet<DateOnly> Of(string calendar, int year)
    {
        var rules = Rules.Value[calendar].Select(rule => (Day: rule.In(year), rule.IsMoved)).Where(rule => rule.Day is not null).ToList();
        var days = rules.Select(rule => rule.Day!.Value).ToHashSet();
        foreach (var (day, _) in rules.Where(rule => rule.IsMoved && DeadlineCalendar.IsWeekend(rule.Day!.Value)).OrderBy(rule => rule.Day))
        {
            var instead = day!.Value;
            while (DeadlineCalendar.IsWeekend(instead) || days.Contains(instead))
                instead = instead.AddDays(1);
            days.Add(instead);
        }

        return days;
    }

    private static Dictionary<string, List<HolidayRule>> Read()
    {
        using var reader = new StreamReader(typeof(PublicHolidays).Assembly.GetManifestResourceStream(Resource)!);
        return new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, List<string>>>(reader)
            .ToDictionary(one => one.Key, one => one.Value.ConvertAll(written => new HolidayRule(written)), StringComparer.Ordinal);
    }
}
