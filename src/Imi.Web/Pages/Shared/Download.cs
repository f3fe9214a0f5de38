using System.Text;
using Imi.Kernel.Network.Registration;
using Microsoft.AspNetCore.Mvc;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Imi.Web.Pages.Shared;

/// <summary>Sends a table as CSV, streamed row by row, or as an Excel workbook. Nothing is written to disk.</summary>
/// <param name="name">The file name without its extension.</param>
/// <param name="columns">The column headings, in the reader's language.</param>
internal sealed class Download(string name, IReadOnlyList<string> columns) : IDisposable
{
    private const string DayFormat = "yyyy-mm-dd";

    private readonly MemoryStream _workbook = new();

    /// <summary>Sends the table.</summary>
    /// <param name="format"><c>xlsx</c> for a workbook; anything else for CSV.</param>
    /// <param name="rows">The cells of each row: text, numbers, days, or null.</param>
    /// <param name="response">The response.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IActionResult> SendAsync(
        string? format,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        if (format == "xlsx")
            return await WorkbookAsync(rows, cancellationToken);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename={name}.csv";
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteLineAsync(RegistryTable.Line(columns));
        await foreach (var row in rows.WithCancellation(cancellationToken))
            await text.WriteLineAsync(RegistryTable.Line(row.Select(TextOf)));
        return new EmptyResult();
    }

    /// <inheritdoc/>
    public void Dispose() => _workbook.Dispose();

    /// <summary>Builds the workbook in memory, because its parts refer to each other. Compressed, 100,000 rows take a few megabytes.</summary>
    private async Task<IActionResult> WorkbookAsync(IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancellationToken)
    {
        var headings = columns
            .Select(
                (column, index) =>
                    new DynamicExcelColumn(Key(index))
                    {
                        Index = index,
                        Name = column,
                        Format = DayFormat,
                    }
            )
            .ToArray();
        var cells = rows.Select(row =>
            (IDictionary<string, object?>)
                row.Select((cell, index) => (cell, index))
                    .ToDictionary(one => Key(one.index), one => one.cell is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : one.cell, StringComparer.Ordinal)
        );
        await _workbook.SaveAsAsync(cells, configuration: new OpenXmlConfiguration { DynamicColumns = headings }, cancellationToken: cancellationToken);
        return new FileContentResult(_workbook.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        {
            FileDownloadName = $"{name}.xlsx",
        };
    }

    private static string Key(int index) => $"c{index}";

    private static string TextOf(object? cell) =>
        cell switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            _ => Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture) ?? "",
        };
}
