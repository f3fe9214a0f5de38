using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Imi.Kernel.Registry;
using Imi.Kernel.Texts;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using MiniExcelLibs.Csv;

namespace Imi.Cli;

/// <summary><c>imi registry</c>.</summary>
internal static class RegistryCommand
{
    private const int ExportedAtOnce = 500;
    private static readonly string[] Endings = [".csv", ".xlsx"];

    public static Command Create() => new("registry", "The registry of authorities as a table.") { Import(), Export() };

    private static Command Import()
    {
        var file = TableArgument("A table (.csv in UTF-8, or .xlsx) with the columns that export writes.");
        file.AcceptExistingOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only looks, and lists every problem by row." };
        var asJson = Output.JsonOption();
        var import = new Command("import", "Registers and corrects authorities. Nothing is changed while a row has a problem; the same table twice changes nothing.") { file, dryRun, asJson };
        import.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, async (_, services, stop) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            if (Read(path) is not { Count: > 0 } rows)
            {
                await Console.Error.WriteLineAsync($"'{path}' holds no table: a line with the names of columns, and rows below it.");
                return ExitCodes.Usage;
            }

            var unknown = rows[0].Keys.Where(column => !ImportRow.IsColumn(column)).ToList();
            if (unknown.Count > 0)
            {
                await Console.Error.WriteLineAsync($"Unknown column: {string.Join(", ", unknown)}. There are {string.Join(", ", ImportRow.Columns)}, and name.LANGUAGE.");
                return ExitCodes.Usage;
            }

            var report = await Output.WithProgressAsync("Rows", progress => services.GetRequiredService<ImportDesk>().ImportAsync(
                rows, parsed.GetValue(dryRun), progress is null ? null : new Progress<int>(done => progress.Report(done / (double)rows.Count)), stop), stop);
            Tell(report, services.GetRequiredService<PlatformTexts>(), parsed.GetValue(asJson));
            return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Found;
        }, cancellationToken));
        return import;
    }

    private static Command Export()
    {
        var file = TableArgument("Where the table goes: .csv or .xlsx. A file that is there is not overwritten.");
        var export = new Command("export", "Writes the registry as a table that can be imported again.") { file };
        export.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, async (_, services, stop) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            if (File.Exists(path))
            {
                await Console.Error.WriteLineAsync($"'{path}' is there already.");
                return ExitCodes.Usage;
            }

            var rows = await RowsAsync(services.GetRequiredService<ImportDesk>(), stop);
            await MiniExcel.SaveAsAsync(path, rows, excelType: TypeOf(path), cancellationToken: stop);
            Console.WriteLine($"{rows.Count} authorities.");
            return ExitCodes.Done;
        }, cancellationToken));
        return export;
    }

    private static Argument<FileInfo> TableArgument(string description)
    {
        var file = new Argument<FileInfo>("FILE") { Description = description };
        file.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Endings.Contains(Path.GetExtension(result.Tokens[0].Value).ToLowerInvariant()))
                result.AddError("FILE ends in .csv or .xlsx.");
        });
        return file;
    }

    private static async Task<List<Dictionary<string, object>>> RowsAsync(ImportDesk desk, CancellationToken cancellationToken)
    {
        var rows = new List<Dictionary<string, object>>();
        for (AuthorityCursor? after = null; ;)
        {
            var part = await desk.ExportAsync(after, ExportedAtOnce, cancellationToken);
            rows.AddRange(part.Select(one => ImportRow.Write(one.Code, one.Entry, Languages.All).ToDictionary(cell => cell.Key, cell => (object)cell.Value, StringComparer.Ordinal)));
            if (part.Count < ExportedAtOnce)
                return rows;
            after = new AuthorityCursor(part[^1].Entry.Country, part[^1].Code);
        }
    }

    /// <summary>The rows of a table; null where the file is none.</summary>
    private static List<Dictionary<string, string>>? Read(string path)
    {
        try
        {
            return [.. MiniExcel
                .Query(path, useHeaderRow: true, excelType: TypeOf(path), configuration: ConfigurationOf(path))
                .Cast<IDictionary<string, object?>>()
                .Select(row => row.ToDictionary(cell => ColumnName(cell.Key), cell => Convert.ToString(cell.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal))];
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return null; // The library throws whatever a broken file makes it stumble over.
        }
    }

    private static string ColumnName(string column) => column.Trim().ToLowerInvariant();

    private static ExcelType TypeOf(string path) => Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? ExcelType.CSV : ExcelType.XLSX;

    /// <summary>Spreadsheets write semicolons where a comma stands in numbers.</summary>
    private static CsvConfiguration? ConfigurationOf(string path) => TypeOf(path) == ExcelType.CSV
        ? new CsvConfiguration { Seperator = (File.ReadLines(path).FirstOrDefault() ?? "").Contains(';', StringComparison.Ordinal) ? ';' : ',' }
        : null;

    private static void Tell(ImportReport report, PlatformTexts texts, bool asJson)
    {
        var problems = report.Problems.Select(problem => new
        {
            row = problem.Row,
            column = problem.Error.Field,
            problem = texts.Get(problem.Error.MessageKey, "en", [.. problem.Error.Values.Select(value => (value.Key, value.Value))]),
        }).ToList();
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { isDone = report.IsDone, registered = report.Registered, corrected = report.Corrected, problems }, Output.Json));
            return;
        }

        foreach (var problem in problems)
            Console.WriteLine($"Row {problem.row}, {problem.column}: {problem.problem}");
        Console.WriteLine(report.IsDone
            ? $"{report.Registered} registered, {report.Corrected} corrected."
            : problems.Count > 0
                ? $"Nothing was changed: {problems.Count} problem(s)."
                : $"Nothing was changed: {report.Registered} new, {report.Corrected} registered already.");
    }
}
