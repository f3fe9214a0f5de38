using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>
/// Numbers as people write them: each language has its decimal sign and its sign between thousands. What is kept is written
/// with a point and nothing between thousands.
/// </summary>
public static class NumberTexts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A number as it is kept; the text as it was typed where it is none in this language.</summary>
    public static string Read(string typed, CultureInfo culture)
    {
        var text = string.Concat(typed.Trim().Select(letter => char.IsWhiteSpace(letter) ? ' ' : letter));
        var format = culture.NumberFormat;
        var between = $"[ '’{Regex.Escape(format.NumberGroupSeparator)}]";
        var decimalSign = Regex.Escape(format.NumberDecimalSeparator);
        return Regex.IsMatch(text, $@"^[-+−]?(\d+|\d{{1,3}}({between}\d{{3}})+)({decimalSign}\d+)?$", RegexOptions.None, Patience)
            ? Regex
                .Replace(text, between.Replace(decimalSign, "", StringComparison.Ordinal), "", RegexOptions.None, Patience)
                .Replace('−', '-')
                .Replace(format.NumberDecimalSeparator, ".", StringComparison.Ordinal)
            : typed;
    }

    /// <summary>A kept number as the language writes it, to be typed over; any other text as it is.</summary>
    public static string Write(string kept, CultureInfo culture) =>
        decimal.TryParse(kept, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? kept.Replace(".", culture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal)
            : kept;
}
