using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;
using ExcelDataReader;
using ExcelNumberFormat;
using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>Reads the lines of a text file or a workbook with the cells as a spreadsheet shows them.</summary>
internal static partial class TableFile
{
    /// <summary>From this number on, spreadsheets lose digits: they keep 15.</summary>
    private const double FirstInexact = 1e15;

    private const string General = "General";

    /// <summary>Marks a damaged cell, in front of its text.</summary>
    private const char Damage = '\uFFFF';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The Windows code pages that spreadsheets use for non-Unicode text, by country. Countries not listed use the Western one; 0 means that there is
    /// none.
    /// </summary>
    private static readonly Dictionary<string, int> CodePages = new(StringComparer.Ordinal)
    {
        ["PL"] = 1250,
        ["CZ"] = 1250,
        ["SK"] = 1250,
        ["HU"] = 1250,
        ["SI"] = 1250,
        ["HR"] = 1250,
        ["RO"] = 1250,
        ["BG"] = 1251,
        ["EL"] = 1253,
        ["CY"] = 1253,
        ["LT"] = 1257,
        ["LV"] = 1257,
        ["EE"] = 1257,
        ["MT"] = 0,
    };

    // The workbook reader needs Windows code pages, which .NET offers only after registration.
    static TableFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The cells of a text file, line by line.</summary>
    /// <exception cref="DecoderFallbackException">The encoding cannot be determined.</exception>
    /// <exception cref="CsvHelperException">Quotation marks are unbalanced.</exception>
    public static IEnumerable<string[]> Text(byte[] content)
    {
        var text = Decoded(content);
        var delimiter = ',';
        if (SeparatorLine().Match(text) is { Success: true } said)
            (delimiter, text) = (said.Groups[1].Value[0], text[said.Length..]);
        else
            delimiter = DelimiterOf(text);
        using var parser = new CsvParser(
            new StringReader(text),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = delimiter.ToString(),
                IgnoreBlankLines = false,
                DetectColumnCountChanges = false,
            }
        );
        while (parser.Read())
            yield return
            [
                .. parser.Record!.Select(cell => Scientific().IsMatch(cell.Trim()) || ErrorValue().IsMatch(cell.Trim()) ? Damage + cell.Trim() : cell),
            ];
    }

    /// <summary>Reads the cells of a workbook's first sheet, line by line, formatted by their number formats.</summary>
    public static IEnumerable<string[]> Workbook(Stream content)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(content);
        var formats = new Dictionary<string, NumberFormat>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var cells = new string[reader.FieldCount];
            for (var column = 0; column < cells.Length; column++)
                cells[column] = Shown(reader.GetValue(column), reader.GetNumberFormatString(column), formats);
            yield return cells;
        }
    }

    /// <summary>The error for a damaged cell; null if undamaged.</summary>
    public static FieldError? DamageOf(string column, string cell) =>
        cell.StartsWith(Damage)
            ? new FieldError(
                column,
                cell.StartsWith($"{Damage}#", StringComparison.Ordinal) ? "registration.import.cell-error" : "registration.import.damaged-number",
                "text",
                cell[1..]
            )
            : null;

    /// <summary>The text that a cell of a workbook shows.</summary>
    private static string Shown(object? value, string? format, Dictionary<string, NumberFormat> formats)
    {
        if (value is null or string)
            return value is string text
                ? ErrorValue().IsMatch(text)
                    ? Damage + text
                    : text
                : "";
        if (value is bool flag)
            return flag ? "TRUE" : "FALSE";
        if (value is double number && Math.Abs(number) >= FirstInexact)
            return Damage + number.ToString("0.##E+0", CultureInfo.InvariantCulture);
        if (value is double plain && (format is null or "" or General or "@"))
            return ((decimal)plain).ToString(CultureInfo.InvariantCulture);
        if (!formats.TryGetValue(format ?? General, out var known))
            formats[format ?? General] = known = new NumberFormat(format ?? General);
        var shown = known.IsValid ? known.Format(value, CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return Scientific().IsMatch(shown.Trim()) ? Damage + shown : shown;
    }

    private static string Decoded(byte[] content)
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (content.AsSpan().StartsWith(encoding.Preamble))
                return encoding.GetString(content.AsSpan(encoding.Preamble.Length));
        }

        // Latin text in UTF-16 contains a zero byte for each letter; no other supported encoding does.
        if (content.Length > 1 && content.Contains((byte)0))
            return (content[0] == 0 ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(content);
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException) when (CodePageOf(Encoding.Latin1.GetString(content)) is { } page)
        {
            return Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!.GetString(content);
        }
    }

    /// <summary>The code page of the countries in a table; null if there are none or they use different code pages.</summary>
    private static int? CodePageOf(string text)
    {
        var pages = CountryCell()
            .Matches(text)
            .Select(match => CodePages.GetValueOrDefault(match.Groups[1].Value.ToUpperInvariant(), 1252))
            .Distinct()
            .ToList();
        return pages is [> 0] ? pages[0] : null;
    }

    /// <summary>The separator used in the line of column names.</summary>
    private static char DelimiterOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        return ";\t|".FirstOrDefault(sign => first.Contains(sign, StringComparison.Ordinal), ',');
    }

    [GeneratedRegex(@"^""?sep=(.)""?[^\S\r\n]*(\r\n|\r|\n)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SeparatorLine();

    [GeneratedRegex(@"^[+-]?\d([.,]\d+)?E\+\d{1,3}$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Scientific();

    /// <summary>The values that a spreadsheet shows for formulas without a result.</summary>
    [GeneratedRegex(@"^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$", RegexOptions.None, 1000)]
    private static partial Regex ErrorValue();

    /// <summary>A cell with a country code at the beginning of a line or between separators.</summary>
    [GeneratedRegex(
        @"(?<=^|[;,\t|])""?(A[T]|B[EG]|C[HYZ]|D[EK]|E[ELS]|F[IR]|H[RU]|I[EST]|L[ITUV]|MT|N[LO]|P[LT]|RO|S[EIK]|UK)""?(?=[;,\t|]|\r?$)",
        RegexOptions.Multiline,
        2000
    )]
    private static partial Regex CountryCell();
}
