using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi registry mandates</c>.</summary>
internal static class MandatesCommand
{
    public static Command Create() => new("mandates", "Manages the mandates of authorities.") { Import() };

    private static Command Import()
    {
        var file = RegistryCommand.TableArgument($"A table (.csv in UTF-8, or .xlsx) with the columns {string.Join(", ", MandateImportService.Columns)}.");
        file.AcceptExistingOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "Changes nothing; lists every problem by row." };
        var asJson = Output.JsonOption();
        var import = new Command(
            "import",
            "Grants and ends mandates. Changes nothing if any row has a problem. Importing the same table again changes nothing."
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
                        var (rows, refusal) = RegistryTable.ReadMandates(await File.ReadAllBytesAsync(path, stop), path, int.MaxValue);
                        if (rows is null)
                        {
                            await Console.Error.WriteLineAsync($"'{path}': {RegistryCommand.TextOf(refusal!, texts)}");
                            return ExitCodes.Usage;
                        }

                        var report = await services.GetRequiredService<MandateImportService>().ImportAsync(rows, parsed.GetValue(dryRun), actor: null, stop);
                        Print(report, texts, parsed.GetValue(asJson));
                        return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return import;
    }

    private static void Print(MandateImportReport report, PlatformTexts texts, bool asJson)
    {
        var problems = report
            .Problems.Select(problem => new
            {
                row = problem.Row,
                column = problem.Error.Field,
                problem = RegistryCommand.TextOf(problem.Error, texts),
            })
            .ToList();
        if (asJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        isDone = report.IsDone,
                        changed = report.Changed,
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
            report.IsDone ? $"{report.Changed} row(s) changed mandates, {report.Unchanged} without changes."
            : problems.Count > 0 ? $"Nothing was changed: {problems.Count} problem(s)."
            : $"Nothing was changed: {report.Changed} row(s) to do, {report.Unchanged} without changes."
        );
    }
}
