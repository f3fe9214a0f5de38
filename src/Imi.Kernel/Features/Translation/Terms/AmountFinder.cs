using System.Globalization;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Finds amounts of money and writes them as the target language does.</summary>
internal static class AmountFinder
{
    private const string Signs = "€$£¥";
    private const int LongestRange = 30;
    private const string Number = @"\d+([.,'’ \u00A0\u202F]\d+)*";
    private const string Codes = "EUR|USD|GBP|CHF|SEK|DKK|PLN|CZK|HUF|RON|BGN|NOK|ISK|JPY";
    private const string Words = "euros?|Euros?|EURO|ευρώ|Ευρώ";
    private const string Between = "to|and|or|bis|und|oder|à|et|ou|a|y|o|έως|και|ή|[-–]";
    private const string Gap = @"[ \u00A0\u202F]?";

    /// <summary>Millions and thousands of millions, as the languages write them. A Spanish or German billion is a thousand times an English one.</summary>
    private static readonly Dictionary<string, string[]> Magnitudes = new()
    {
        ["en"] = ["million", "billion"],
        ["fr"] = ["millions", "milliards", "million", "milliard"],
        ["de"] = ["Mio.", "Mrd.", "Millionen", "Milliarden", "Million", "Milliarde"],
        ["es"] = ["millones", "miles de millones", "millón", "mil millones"],
        ["el"] = ["εκατ.", "δισ.", "εκατομμύρια", "δισεκατομμύρια", "εκατομμύριο", "δισεκατομμύριο"],
    };

    private static readonly Regex Amount = Finder.Of(
        $@"(\b({Codes})|[{Signs}]){Gap}(?<figures>{Number})({Gap}(?<magnitude>{Large()}))?"
            + $@"|\b(?<figures>{Number}){Gap}((?<magnitude>{Large()})\s(de\s|d['’])?)?((?<currency>{Codes}|{Words})\b|(?<currency>[{Signs}]))"
    );

    private static readonly Regex RangeBefore = Finder.Of($@"(^|\s)(?<figures>{Number})\s?({Between})\s?$");

    private static readonly Regex RangeAfter = Finder.Of($@"^\s?({Between})\s?(?<figures>{Number})($|\s|[.,;)])");

    /// <summary>Finds the amounts in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">The language of the text: it tells whether <c>1.234</c> is more than a thousand.</param>
    public static IEnumerable<FoundToken> In(string text, string language)
    {
        foreach (Match match in Amount.Matches(text))
        {
            var magnitude = match.Groups["magnitude"].Value;
            var currency = match.Groups["currency"] is { Success: true } behind ? behind.Value : CurrencyBefore(match.Value);
            var rank = RankOf(magnitude, language);
            Func<string, string?>? write =
                Read(match.Groups["figures"].Value, language) is { } number && (magnitude.Length == 0 || rank >= 0)
                    ? target => Write(number, rank, currency, target)
                    : null;
            yield return new(match.Index, match.Length, write);
            if (write is not null && OtherEnd(text, match, language) is { } other)
                yield return other;
        }
    }

    /// <summary>Finds the figures at the other end of a range, such as 10.000 in <c>10.000 to 20.000 EUR</c>; null if there are none.</summary>
    private static FoundToken? OtherEnd(string text, Match amount, string language)
    {
        var end = amount.Index + amount.Length;
        var isBefore = char.IsAsciiDigit(amount.Value[0]);
        var start = isBefore ? Math.Max(0, amount.Index - LongestRange) : end;
        var around = text[start..(isBefore ? amount.Index : Math.Min(text.Length, end + LongestRange))];
        var match = (isBefore ? RangeBefore : RangeAfter).Match(around);
        var figures = match.Groups["figures"];
        return match.Success && Read(figures.Value, language) is { } number
            ? new(start + figures.Index, figures.Length, target => Figures(number, target))
            : null;
    }

    private static string CurrencyBefore(string amount) => Signs.Contains(amount[0], StringComparison.Ordinal) ? amount[..1] : amount[..3];

    private static int RankOf(string magnitude, string language) =>
        magnitude.Length > 0 && Magnitudes.TryGetValue(language, out var own) && Array.IndexOf(own, magnitude) is var place and >= 0 ? place % 2 : -1;

    /// <summary>Reads figures with separators.</summary>
    /// <returns>The number, and how many decimals it has; null if it is not certain what they mean.</returns>
    private static (decimal Value, int Decimals)? Read(string figures, string language)
    {
        var last = figures.LastIndexOfAny(['.', ',']);
        var decimals = last < 0 ? 0 : figures.Length - last - 1;
        var isGroup = last >= 0 && decimals == 3;
        if (isGroup && figures.Count(letter => letter == figures[last]) == 1)
        {
            // Three figures after the only separator: thousands, unless the language writes its decimals so or there are other groups.
            var sign = Languages.CultureOf(language).NumberFormat.NumberDecimalSeparator;
            if (sign == figures[last].ToString() || figures.AsSpan(0, last).ContainsAnyExceptInRange('0', '9'))
                return null;
        }

        if (decimals > 3)
            return null;
        var whole = last < 0 || isGroup ? figures : figures[..last];
        var groups = whole.Split(['.', ',', '\'', '’', ' ', '\u00A0', '\u202F']);
        var isGrouped = groups.Length > 1;
        var separators = whole.Where(letter => !char.IsAsciiDigit(letter)).Distinct().Count();
        if (separators > 1 || (isGrouped && (groups[0].Length > 3 || groups.Skip(1).Any(group => group.Length != 3))))
            return null;
        if (!isGroup && last >= 0 && whole.Contains(figures[last], StringComparison.Ordinal))
            return null;
        var digits = string.Concat(groups) + (last < 0 || isGroup ? "" : "." + figures[(last + 1)..]);
        return digits.Length <= 20 && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? (value, last < 0 || isGroup ? 0 : decimals)
            : null;
    }

    private static string? Write((decimal Value, int Decimals) number, int rank, string currency, string language)
    {
        if (!Magnitudes.TryGetValue(language, out var magnitudes))
            return null;
        var figures = Figures(number, language);
        var isSign = Signs.Contains(currency, StringComparison.Ordinal);
        var unit = isSign || currency.Length == 3 ? currency : "EUR";
        if (rank >= 0)
            figures += "\u00A0" + (language == "fr" && number.Value < 2 ? magnitudes[rank].TrimEnd('s') : magnitudes[rank]);
        if (language == "en")
            return isSign ? unit + figures : $"{unit}\u00A0{figures}";
        var joint =
            rank < 0 || language != "fr" || isSign ? "\u00A0"
            : unit == "EUR" ? " d’"
            : " de ";
        return figures + joint + unit;
    }

    private static string Figures((decimal Value, int Decimals) number, string language) =>
        number.Value.ToString("N" + number.Decimals.ToString(CultureInfo.InvariantCulture), Languages.CultureOf(language));

    private static string Large() =>
        string.Join('|', Magnitudes.Values.SelectMany(names => names).Distinct().OrderByDescending(name => name.Length).Select(Regex.Escape));
}
