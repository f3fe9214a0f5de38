using System.Globalization;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>The languages of the network as BCP 47 tags: the 24 official languages of the Union, Norwegian and Icelandic.</summary>
public static class Languages
{
    private static readonly Dictionary<string, string> NativeNames = new(StringComparer.Ordinal)
    {
        ["bg"] = "български",
        ["cs"] = "čeština",
        ["da"] = "dansk",
        ["de"] = "Deutsch",
        ["el"] = "ελληνικά",
        ["en"] = "English",
        ["es"] = "español",
        ["et"] = "eesti",
        ["fi"] = "suomi",
        ["fr"] = "français",
        ["ga"] = "Gaeilge",
        ["hr"] = "hrvatski",
        ["hu"] = "magyar",
        ["is"] = "íslenska",
        ["it"] = "italiano",
        ["lt"] = "lietuvių",
        ["lv"] = "latviešu",
        ["mt"] = "Malti",
        ["nb"] = "norsk",
        ["nl"] = "Nederlands",
        ["pl"] = "polski",
        ["pt"] = "português",
        ["ro"] = "română",
        ["sk"] = "slovenčina",
        ["sl"] = "slovenščina",
        ["sv"] = "svenska",
    };

    /// <summary>Cached because every text with a value needs one, and the runtime's own lookup takes a lock.</summary>
    private static readonly Dictionary<string, CultureInfo> Cultures = NativeNames.Keys.ToDictionary(
        language => language,
        language => CultureInfo.GetCultureInfo(language == "en" ? "en-IE" : language),
        StringComparer.Ordinal
    );

    /// <summary>The languages in which content may be written.</summary>
    public static IReadOnlyCollection<string> All { get; } = [.. NativeNames.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The languages of the user interface, ordered by tag.</summary>
    public static IReadOnlyList<string> Interface { get; } = ["de", "el", "en", "es", "fr"];

    /// <summary>Whether a tag is one of the network's languages.</summary>
    public static bool IsKnown(string? language) => language is not null && NativeNames.ContainsKey(language);

    /// <summary>
    /// Finds the language of the network for a tag, ignoring case and subtags such as the region (RFC 5646, sections 2.1.1 and 2.2.4); null if
    /// there is none.
    /// </summary>
    public static string? Named(string? tag) => tag?.Split('-', 2)[0].ToLowerInvariant() is { } code && NativeNames.ContainsKey(code) ? code : null;

    /// <summary>Whether the user interface is available in a language.</summary>
    public static bool IsInterface(string? language) => language is not null && Interface.Contains(language);

    /// <summary>The name of a language in that language; the tag itself if unknown.</summary>
    public static string NativeName(string language) => NativeNames.GetValueOrDefault(language, language);

    /// <summary>The culture for dates and numbers; for English that of Ireland.</summary>
    public static CultureInfo CultureOf(string language) => Cultures.GetValueOrDefault(language) ?? CultureInfo.GetCultureInfo(language);

    /// <summary>Formats a date without the weekday: 30 November 2026, 30. November 2026, 30 de noviembre de 2026.</summary>
    public static string Day(DateOnly day, string language)
    {
        var culture = CultureOf(language);
        var pattern = culture.DateTimeFormat.LongDatePattern;
        foreach (var weekday in (ReadOnlySpan<string>)["dddd, ", "dddd,", ", dddd", "dddd "])
            pattern = pattern.Replace(weekday, "", StringComparison.Ordinal);
        return day.ToString(pattern.Trim(), culture);
    }

    /// <summary>The plural category of a number in a language, as named by Unicode CLDR: zero, one, two, few, many or other.</summary>
    public static string PluralForm(string language, long count)
    {
        var (ten, hundred) = (count % 10, count % 100);
        return language switch
        {
            "fr" or "pt" => count is 0 or 1 ? "one" : "other",
            "cs" or "sk" => count == 1 ? "one"
            : count is >= 2 and <= 4 ? "few"
            : "other",
            "pl" => count == 1 ? "one"
            : ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? "few"
            : "many",
            "hr" => ten == 1 && hundred != 11 ? "one"
            : ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? "few"
            : "other",
            "sl" => hundred == 1 ? "one"
            : hundred == 2 ? "two"
            : hundred is 3 or 4 ? "few"
            : "other",
            "lt" => ten == 1 && hundred is < 11 or > 19 ? "one"
            : ten >= 2 && hundred is < 11 or > 19 ? "few"
            : "other",
            "lv" => ten == 0 || hundred is >= 11 and <= 19 ? "zero"
            : ten == 1 && hundred != 11 ? "one"
            : "other",
            "ro" => count == 1 ? "one"
            : count == 0 || hundred is >= 1 and <= 19 ? "few"
            : "other",
            "ga" => count == 1 ? "one"
            : count == 2 ? "two"
            : count is >= 3 and <= 6 ? "few"
            : count is >= 7 and <= 10 ? "many"
            : "other",
            "mt" => count == 1 ? "one"
            : count == 2 ? "two"
            : count == 0 || hundred is >= 3 and <= 10 ? "few"
            : hundred is >= 11 and <= 19 ? "many"
            : "other",
            "is" => ten == 1 && hundred != 11 ? "one" : "other",
            _ => count == 1 ? "one" : "other",
        };
    }
}
