using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Registration.Import;
using MiniExcelLibs;

namespace Imi.Kernel.Network.Registration;

/// <summary>Reads and writes tables of the registry: text with separators (.csv) or workbooks (.xlsx).</summary>
public static class RegistryTable
{
    private const string Csv = ".csv";

    private static readonly CsvConfiguration Quoted = new(CultureInfo.InvariantCulture) { ShouldQuote = _ => true, InjectionOptions = InjectionOptions.Escape };

    /// <summary>The supported file name extensions.</summary>
    public static IReadOnlyList<string> Endings { get; } = [Csv, ".xlsx"];

    /// <summary>The columns, in the order in which they are written.</summary>
    /// <param name="modules">The modules whose settings are included.</param>
    public static IReadOnlyList<string> Columns(IEnumerable<string> modules) =>
        [.. ImportRow.Columns, .. Imi.Kernel.Foundation.Texts.Languages.All.Select(language => $"name.{language}"), .. SetupColumns.Of(modules)];

    /// <summary>Reads a table.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">The file name; its extension determines the format.</param>
    /// <param name="mostRows">The maximum number of rows.</param>
    /// <returns>The rows by column, or the reason for a refusal.</returns>
    public static (IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows, FieldError? Refusal) Read(byte[] content, string name, int mostRows) =>
        Read(
            content,
            name,
            mostRows,
            columns =>
                columns.Where(column => !ImportRow.IsColumn(column)).ToList() is { Count: > 0 } unknown
                    ? Refused("unknown-column", ("columns", string.Join(", ", unknown)), ("known", string.Join(", ", ImportRow.Columns)))
                    : null
        );

    /// <summary>Reads a table of mandates, with the columns in <see cref="MandateImportService.Columns"/>.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">The file name; its extension determines the format.</param>
    /// <param name="mostRows">The maximum number of rows.</param>
    /// <returns>The rows by column, or the reason for a refusal.</returns>
    public static (IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows, FieldError? Refusal) ReadMandates(byte[] content, string name, int mostRows) =>
        Read(
            content,
            name,
            mostRows,
            columns =>
                columns.Except(MandateRow.Columns, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown
                    ? new FieldError(
                        "table",
                        "mandate-import.unknown-column",
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            ["columns"] = string.Join(", ", unknown),
                            ["known"] = string.Join(", ", MandateRow.Columns),
                        }
                    )
                    : null
        );

    private static (IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows, FieldError? Refusal) Read(
        byte[] content,
        string name,
        int mostRows,
        Func<List<string>, FieldError?> refusalOf
    )
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        if (!Endings.Contains(ending))
            return (null, Refused("ending"));
        try
        {
            if (ending != Csv && !WorkbookLimits.Fits(content))
                return (null, Refused("too-much-inside"));
            using var bytes = new MemoryStream(content, writable: false);
            return Rows(ending == Csv ? TableFile.Text(content) : TableFile.Workbook(bytes), mostRows, refusalOf);
        }
        catch (DecoderFallbackException)
        {
            return (null, Refused("not-utf-8"));
        }
        catch (CsvHelperException broken)
        {
            return (null, Refused("quotes", ("row", broken.Context?.Parser?.Row ?? 1)));
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return (null, Refused("not-a-table")); // The libraries throw various exceptions for broken files.
        }
    }

    private static (IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows, FieldError? Refusal) Rows(
        IEnumerable<string[]> lines,
        int mostRows,
        Func<List<string>, FieldError?> refusalOf
    )
    {
        List<string>? columns = null;
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (columns is null)
            {
                // Spreadsheets may add empty columns after the last name.
                columns = [.. line.Select(ColumnName)];
                while (columns.Count > 0 && columns[^1].Length == 0)
                    columns.RemoveAt(columns.Count - 1);
                if (RefusalOf(columns, refusalOf) is { } refusal)
                    return (null, refusal);
                continue;
            }

            if (line.All(string.IsNullOrWhiteSpace))
                continue;
            if (rows.Count == mostRows)
                return (null, Refused("too-many-rows", ("most", mostRows)));
            rows.Add(RowOf(number, columns, line));
        }

        return rows.Count == 0 ? (null, Refused("not-a-table")) : (rows, null);
    }

    private static FieldError? RefusalOf(List<string> columns, Func<List<string>, FieldError?> refusalOf)
    {
        if (columns.Count == 0 || columns.TrueForAll(column => column.Length == 0))
            return Refused("not-a-table");
        return columns.Find(column => column.Length > 0 && columns.Count(other => other == column) > 1) is { } twice
            ? Refused("column-twice", ("column", twice))
            : refusalOf([.. columns.Where(column => column.Length > 0)]);
    }

    private static TableRow RowOf(int number, List<string> columns, string[] line)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        var damaged = new List<FieldError>();
        for (var index = 0; index < Math.Max(columns.Count, line.Length); index++)
        {
            var (column, cell) = (index < columns.Count ? columns[index] : "", index < line.Length ? line[index] : "");
            if (column.Length > 0)
                cells[column] = cell;
            if (column.Length == 0 && !string.IsNullOrWhiteSpace(cell))
                damaged.Add(new FieldError(ColumnLetter(index), "registration.import.cell-without-column", "text", cell));
            else if (TableFile.DamageOf(column, cell) is { } damage)
                damaged.Add(damage);
        }

        return new TableRow(number, cells, damaged);
    }

    /// <summary>The letters of a column in a spreadsheet: A, B ... Z, AA.</summary>
    private static string ColumnLetter(int index) => index < 26 ? ((char)('A' + index)).ToString() : ColumnLetter((index / 26) - 1) + ColumnLetter(index % 26);

    /// <summary>Writes a table, row after row.</summary>
    /// <param name="to">The stream to write to.</param>
    /// <param name="isWorkbook">Whether to write a workbook instead of comma-separated text.</param>
    /// <param name="rows">The authorities.</param>
    /// <param name="modules">The modules whose settings are included; empty for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of authorities written.</returns>
    public static async Task<int> WriteAsync(
        Stream to,
        bool isWorkbook,
        IAsyncEnumerable<(string Code, AuthorityEntry Entry)> rows,
        IReadOnlyList<string> modules,
        CancellationToken cancellationToken
    )
    {
        var written = 0;
        var cells = rows.Select(row =>
        {
            written++;
            return ImportRow.Write(row.Code, row.Entry, Imi.Kernel.Foundation.Texts.Languages.All, modules);
        });
        if (isWorkbook)
        {
            await to.SaveAsAsync(
                cells.Select(row => (IDictionary<string, object>)row.ToDictionary(cell => cell.Key, cell => (object)cell.Value, StringComparer.Ordinal)),
                cancellationToken: cancellationToken
            );
            return written;
        }

        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var columns = Columns(modules);
        await text.WriteLineAsync(Line(columns));
        await foreach (var row in cells.WithCancellation(cancellationToken))
            await text.WriteLineAsync(Line(columns.Select(column => row[column])));
        return written;
    }

    /// <summary>Formats a line of a text table. Cells that a spreadsheet would treat as a formula are prefixed with an apostrophe.</summary>
    public static string Line(IEnumerable<string> cells)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(line, Quoted))
        {
            foreach (var cell in cells)
                csv.WriteField(cell);
        }

        return line.ToString();
    }

    /// <summary>Removes the apostrophe that protects a cell from being treated as a formula.</summary>
    internal static string Unguarded(string cell) =>
        cell.Length > 1 && cell[0] == Quoted.InjectionEscapeCharacter && Quoted.InjectionCharacters.Contains(cell[1]) ? cell[1..] : cell;

    private static string ColumnName(string column) => column.Trim().TrimStart('\uFEFF').ToLowerInvariant();

    private static FieldError Refused(string why, params (string Name, object? Value)[] values) =>
        new("table", $"registration.import.{why}", values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));
}
