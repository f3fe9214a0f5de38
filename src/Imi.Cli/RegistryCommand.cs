using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi registry</c>.</summary>
internal static class RegistryCommand
{
    public static Command Create() => new("registry", "Imports and exports the registry of authorities.") { Import(), Export(), MandatesCommand.Create() };

    private static Command Import()
    {
        var file = TableArgument("A table (.csv in UTF-8, or .xlsx) with the columns of the export.");
        file.AcceptExistingOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "Changes nothing; lists every problem by row." };
        var asJson = Output.JsonOption();
        var import = new Command(
            "import",
            "Registers and corrects authorities. Changes nothing if any row has a problem. Importing the same table again changes nothing."
        )
        {
            file,
            dryRun,
            asJson,
        };
        import.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var path = parsed.GetValue(file)!.FullName;
                        var texts = services.GetRequiredService<PlatformTexts>();
                        var (rows, refusal) = RegistryTable.Read(await File.ReadAllBytesAsync(path, stop), path, int.MaxValue);
                        if (rows is null)
                        {
                            await Console.Error.WriteLineAsync($"'{path}': {TextOf(refusal!, texts)}");
                            return ExitCodes.Usage;
                        }

                        var report = await Output.WithProgressAsync(
                            "Rows",
                            progress =>
                                services
                                    .GetRequiredService<ImportService>()
                                    .ImportAsync(
                                        rows,
                                        parsed.GetValue(dryRun),
                                        actor: null,
                                        progress is null ? null : new Progress<int>(done => progress.Report(done / (double)rows.Count)),
                                        stop
                                    ),
                            stop
                        );
                        Print(report, texts, parsed.GetValue(asJson));
                        return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return import;
    }

    private static Command Export()
    {
        var file = TableArgument("The table to write: .csv or .xlsx. An existing file is not overwritten.");
        var export = new Command("export", "Writes the registry as a table that can be imported again.") { file };
        export.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var path = parsed.GetValue(file)!.FullName;
                        if (File.Exists(path))
                        {
                            await Console.Error.WriteLineAsync($"'{path}' already exists.");
                            return ExitCodes.Usage;
                        }

                        await using var table = File.Create(path);
                        var authorities = services.GetRequiredService<ImportService>().ExportAsync(new AuthorityFilter { WithDeactivated = true }, stop);
                        var written = await RegistryTable.WriteAsync(
                            table,
                            isWorkbook: path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase),
                            authorities,
                            [.. services.GetRequiredService<ModuleCatalogue>().Modules.Select(module => module.Name)],
                            stop
                        );
                        Console.WriteLine($"{written} authorities.");
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return export;
    }

    internal static Argument<FileInfo> TableArgument(string description)
    {
        var file = new Argument<FileInfo>("FILE") { Description = description };
        file.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !RegistryTable.Endings.Contains(Path.GetExtension(result.Tokens[0].Value).ToLowerInvariant()))
                result.AddError("FILE must end in .csv or .xlsx.");
        });
        return file;
    }

    internal static string TextOf(FieldError error, PlatformTexts texts) =>
        texts.Get(error.MessageKey, "en", [.. error.Values.Select(value => (value.Key, value.Value))]);

    private static void Print(ImportReport report, PlatformTexts texts, bool asJson)
    {
        var problems = report
            .Problems.Select(problem => new
            {
                row = problem.Row,
                column = problem.Error.Field,
                problem = TextOf(problem.Error, texts),
            })
            .ToList();
        if (asJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        isDone = report.IsDone,
                        registered = report.Registered,
                        corrected = report.Corrected,
                        unchanged = report.Unchanged,
                        problems,
                    },
                    Output.Json
                )
            );
            return;
        }

        foreach (var problem in problems)
            Console.WriteLine($"Row {problem.row}, {problem.column}: {problem.problem}");
        Console.WriteLine(
            report.IsDone ? $"{report.Registered} registered, {report.Corrected} corrected, {report.Unchanged} without changes."
            : problems.Count > 0 ? $"Nothing was changed: {problems.Count} problem(s)."
            : $"Nothing was changed: {report.Registered} new, {report.Corrected} to correct, {report.Unchanged} without changes."
        );
    }
}
