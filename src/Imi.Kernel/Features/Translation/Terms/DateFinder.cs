using System.Globalization;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Finds dates in figures and in the words of the five languages of the interface, and writes them with the name of the month.</summary>
internal static class DateFinder
{
    private static readonly Dictionary<string, string[]> Months = Languages.Interface.ToDictionary(
        language => language,
        language => Languages.CultureOf(language).DateTimeFormat.MonthGenitiveNames[..12]
    );

    private static readonly Dictionary<string, int> MonthOf = NamesOfMonths();

    private static readonly Regex Written = Finder.Of(
        $@"\b(?<day>\d{{1,2}})(\.|st|nd|rd|th|er|ᵉʳ|º|η|ης)?\s(of\s|de\s)?(?<month>{Names(_ => true)})(,?\s(del?\s)?(?<year>\d{{4}}))?\b"
            + $@"|\b(?<month>{Names(month => Months["en"].Contains(month))})\s(?<day>\d{{1,2}})(st|nd|rd|th)?,?\s(?<year>\d{{4}})\b"
    );

    private static readonly Regex InFigures = Finder.Of(
        @"\b(?<year>\d{4})(?<sign>-)(?<month>\d{2})-(?<day>\d{2})\b"
            + @"|\b(?<day>\d{1,2})(?<sign>[./-])\s?(?<month>\d{1,2})[./-]\s?(?<year>\d{4})\b|\b\d{4}\.\s?\d{2}\.\s?\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b"
    );

    /// <summary>Finds the dates in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">The language of the text.</param>
    public static IEnumerable<FoundToken> In(string text, string language)
    {
        foreach (Match match in Written.Matches(text))
        {
            var year = match.Groups["year"] is { Success: true } found ? Figure(found) : (int?)null;
            var name = match.Groups["month"].Value;

            // Without a year only in the language itself: in Romanian "2 mai multe" is no day of May.
            if (MonthOf.TryGetValue(name, out var month) && (year is not null || IsOf(language, name)))
                yield return Token(match, year, month, Figure(match.Groups["day"]));
        }

        foreach (Match match in InFigures.Matches(text))
        {
            var (day, month) = (Figure(match.Groups["day"]), Figure(match.Groups["month"]));

            // In English, 3/4/2026 is in March for some and in April for others.
            var isAmbiguous = language == "en" && match.Groups["sign"].Value == "/" && day <= 12 && day != month;
            yield return isAmbiguous ? new(match.Index, match.Length) : Token(match, Figure(match.Groups["year"]), month, day);
        }
    }

    private static bool IsOf(string language, string month) =>
        Months.TryGetValue(language, out var names) && names.Contains(month, language is "en" ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    private static FoundToken Token(Match match, int? year, int month, int day)
    {
        var exists = year is null or (> 0 and < 10000) && month is > 0 and < 13 && day > 0 && day <= DateTime.DaysInMonth(year ?? 2000, month);
        return new(match.Index, match.Length, exists ? language => Write(year, month, day, language) : null);
    }

    private static string? Write(int? year, int month, int day, string language)
    {
        if (!Months.TryGetValue(language, out var names))
            return null;
        var name = names[month - 1];
        return language switch
        {
            "de" => With($"{day}. {name}", year),
            "fr" => With($"{(day == 1 ? "1er" : day)} {name}", year),
            "es" => $"{day} de {name}" + (year is null ? "" : $" de {year}"),
            "el" => With($"{(day == 1 ? "1η" : day)} {name}", year),
            _ => With($"{day} {name}", year),
        };
    }

    private static string With(string day, int? year) => year is null ? day : $"{day} {year}";

    private static int Figure(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    private static Dictionary<string, int> NamesOfMonths()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal) { ["Jänner"] = 1, ["setiembre"] = 9 };
        foreach (var language in Languages.Interface)
        {
            var format = Languages.CultureOf(language).DateTimeFormat;
            foreach (var list in (string[][])[format.MonthGenitiveNames, format.MonthNames])
            {
                for (var month = 1; month <= 12; month++)
                {
                    names.TryAdd(list[month - 1], month);
                    if (language is "fr" or "es")
                        names.TryAdd(char.ToUpperInvariant(list[month - 1][0]) + list[month - 1][1..], month);
                }
            }
        }

        return names;
    }

    private static string Names(Func<string, bool> isMeant) =>
        string.Join('|', MonthOf.Keys.Where(isMeant).OrderByDescending(name => name.Length).Select(Regex.Escape));
}
