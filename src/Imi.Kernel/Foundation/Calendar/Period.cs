using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Foundation.Calendar;

/// <summary>A calendar period in ISO 8601 format (<c>P7D</c>, <c>P2M</c>, <c>P3Y</c>) or in working days (<c>15 working days</c>).</summary>
public readonly partial record struct Period(int Years, int Months, int Days, int WorkingDays = 0)
{
    /// <summary>A hundred years: a longer period is a typing error and could exceed the range of dates.</summary>
    private const int MostMonths = 1_200;
    private const int MostDays = 36_600;
    private const string WorkingDaysWord = " working days";

    /// <summary>Parses <c>P1Y2M3D</c>, <c>P2W</c> (weeks) or <c>15 working days</c>.</summary>
    /// <returns>Whether the text is a period above zero with at most 1,200 months and 36,600 days, or at most 999 working days.</returns>
    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (
            text?.EndsWith(WorkingDaysWord, StringComparison.Ordinal) == true
            && int.TryParse(text[..^WorkingDaysWord.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var working)
            && working is > 0 and < 1000
        )
        {
            period = new(0, 0, 0, working);
            return true;
        }

        var match = Pattern().Match(text ?? "");
        if (!match.Success)
            return false;
        period = new(Part("y"), Part("m"), Part("d") + (7 * Part("w")));
        return period != default && (period.Years * 12) + period.Months <= MostMonths && period.Days <= MostDays;

        int Part(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Whether a text has the ISO 8601 format of a period, even if the period is zero or too long.</summary>
    public static bool IsWritten(string text) => Pattern().IsMatch(text);

    /// <inheritdoc/>
    public override string ToString() =>
        WorkingDays > 0
            ? $"{WorkingDays}{WorkingDaysWord}"
            : $"P{(Years > 0 ? $"{Years}Y" : "")}{(Months > 0 ? $"{Months}M" : "")}{(Days > 0 ? $"{Days}D" : "")}";

    [GeneratedRegex(@"^P(?:(?<y>\d{1,4})Y)?(?:(?<m>\d{1,4})M)?(?:(?<w>\d{1,4})W)?(?:(?<d>\d{1,4})D)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
