using System.Globalization;
using System.Text;
using Imi.Kernel.Forms;
using MiniExcelLibs;
using MiniExcelLibs.Csv;
using MiniExcelLibs.OpenXml;

namespace Imi.Kernel.Registry;

/// <summary>A table of the registry as people keep it: comma- or semicolon-separated text in UTF-8 (.csv), or a workbook (.xlsx).</summary>
public static class RegistryTable
{
    private const string Csv = ".csv";
    private const string Guard = "'";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The endings of names of such files.</summary>
    public static IReadOnlyList<string> Endings { get; } = [Csv, ".xlsx"];

    /// <summary>The columns, in the order in which they are written.</summary>
    /// <param name="modules">The modules of which the table says how authorities work there.</param>
    public static IReadOnlyList<string> Columns(IEnumerable<string> modules) => [.. ImportRow.Columns, .. Texts.Languages.All.Select(language => $"name.{language}"), .. SetupColumns.Of(modules)];

    /// <summary>Reads a table.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name: the ending says what it is.</param>
    /// <param name="mostRows">How many rows are taken at most.</param>
    /// <returns>The rows by column; or why the file is no such table.</returns>
    public static (IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows, FieldError? Refusal) Read(byte[] content, string name, int mostRows)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        if (!Endings.Contains(ending))
            return (null, Refused("ending"));
        try
        {
            if (ending == Csv)
                _ = Utf8.GetCharCount(content);
            else if (!WorkbookLimits.Fits(content))
                return (null, Refused("too-much-inside"));
            using var bytes = new MemoryStream(content, writable: false);
            var rows = new List<IReadOnlyDictionary<string, string>>();
            foreach (var row in MiniExcel.Query(bytes, useHeaderRow: true, excelType: TypeOf(name), configuration: ConfigurationOf(content, ending)).Cast<IDictionary<string, object?>>())
            {
                if (rows.Count == 0 && row.Keys.Select(ColumnName).Where(column => !ImportRow.IsColumn(column)).ToList() is { Count: > 0 } unknown)
                    return (null, Refused("unknown-column", ("columns", string.Join(", ", unknown)), ("known", string.Join(", ", ImportRow.Columns))));
                if (rows.Count == mostRows)
                    return (null, Refused("too-many-rows", ("most", mostRows)));
                rows.Add(row.ToDictionary(cell => ColumnName(cell.Key), cell => Convert.ToString(cell.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal));
            }

            return rows.Count == 0 ? (null, Refused("not-a-table")) : (rows, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Refused("not-utf-8"));
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return (null, Refused("not-a-table")); // The library throws whatever a broken file makes it stumble over.
        }
    }

    /// <summary>Writes a table, row after row.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="isWorkbook">Whether as a workbook; else as text, separated by commas.</param>
    /// <param name="rows">The authorities.</param>
    /// <param name="modules">The modules of which the table says how authorities work there; empty for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many authorities were written.</returns>
    public static async Task<int> WriteAsync(Stream to, bool isWorkbook, IAsyncEnumerable<(string Code, Registration Entry)> rows, IReadOnlyList<string> modules, CancellationToken cancellationToken)
    {
        var written = 0;
        var cells = rows.Select(row =>
        {
            written++;
            return ImportRow.Write(row.Code, row.Entry, Texts.Languages.All, modules);
        });
        if (isWorkbook)
        {
            await to.SaveAsAsync(cells.Select(row => (IDictionary<string, object>)row.ToDictionary(cell => cell.Key, cell => (object)cell.Value, StringComparer.Ordinal)), cancellationToken: cancellationToken);
            return written;
        }

        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var columns = Columns(modules);
        await text.WriteLineAsync(Line(columns));
        await foreach (var row in cells.WithCancellation(cancellationToken))
            await text.WriteLineAsync(Line(columns.Select(column => row[column])));
        return written;
    }

    /// <summary>A line of text of a table. What a spreadsheet would take for a formula stands behind an apostrophe.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => $"\"{Guarded(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    /// <summary>A cell without the apostrophe that kept it from being a formula.</summary>
    internal static string Unguarded(string cell) => cell.StartsWith(Guard, StringComparison.Ordinal) && LooksLikeFormula(cell[1..]) ? cell[1..] : cell;

    private static string Guarded(string cell) => LooksLikeFormula(cell) ? Guard + cell : cell;

    private static bool LooksLikeFormula(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static string ColumnName(string column) => column.Trim().TrimStart('\uFEFF').ToLowerInvariant();

    private static ExcelType TypeOf(string name) => Path.GetExtension(name).Equals(Csv, StringComparison.OrdinalIgnoreCase) ? ExcelType.CSV : ExcelType.XLSX;

    /// <summary>Spreadsheets write semicolons where a comma stands in numbers.</summary>
    private static Configuration ConfigurationOf(byte[] content, string ending)
    {
        if (ending != Csv)
            return new OpenXmlConfiguration { EnableSharedStringCache = false }; // The cache is a file in clear in the temporary folder.
        var first = content.AsSpan(0, content.AsSpan().IndexOf((byte)'\n') is var end and >= 0 ? end : content.Length);
        return new CsvConfiguration { Seperator = first.Contains((byte)';') ? ';' : ',' };
    }

    private static FieldError Refused(string why, params (string Name, object? Value)[] values) =>
        new("table", $"registration.import.{why}", values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));
}
