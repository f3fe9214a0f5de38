using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>Converts numbers between a culture's notation and the stored notation: a decimal point and no thousands separators.</summary>
public static class NumberTexts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Converts a typed number to the stored notation; returns the text unchanged if it is not a number in this culture.</summary>
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

    /// <summary>Converts a stored number to the culture's notation for editing; returns any other text unchanged.</summary>
    public static string Write(string kept, CultureInfo culture) =>
        decimal.TryParse(kept, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? kept.Replace(".", culture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal)
            : kept;
}
