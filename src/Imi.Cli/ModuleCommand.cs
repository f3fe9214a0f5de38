using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Modules;

namespace Imi.Cli;

/// <summary><c>imi module</c>.</summary>
internal static class ModuleCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The module's folder: it holds module.yaml." };
        var asJson = Output.JsonOption();
        var check = new Command("check", "Reports every mistake in a module's definitions, with file, line and column.") { folder, asJson };
        check.SetAction(parsed => Check(parsed.GetValue(folder)!, parsed.GetValue(asJson)));

        var list = new Command("list", "Lists the installed modules and those that are left out.") { asJson };
        list.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: false, (installation, _, _) =>
            Task.FromResult(List(installation.Composition.Catalogue, parsed.GetValue(asJson))), cancellationToken));

        return new Command("module", "Policy modules.") { check, list };
    }

    private static int Check(string folder, bool asJson)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no folder '{folder}'.");
            return ExitCodes.Usage;
        }

        var result = DefinitionReader.ReadFolder(folder);
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(new { module = result.Module?.Name, version = result.Module?.Version, problems = result.Problems }, Output.Json));
        else if (result.Module is { } module)
            Console.WriteLine($"{module.Name} is right: {module.Procedures.Count} procedure(s), {module.Forms.Count} form(s), {module.Languages.Count} language(s).");
        else
            Console.WriteLine(string.Join(Environment.NewLine, result.Problems));
        return result.Module is null ? ExitCodes.Found : ExitCodes.Done;
    }

    private static int List(ModuleCatalogue catalogue, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    modules = catalogue.Modules.Select(module => new { name = module.Name, version = module.Version, procedures = module.Procedures.Select(one => one.Name) }),
                    leftOut = catalogue.Problems,
                },
                Output.Json));
        }
        else
        {
            foreach (var module in catalogue.Modules)
                Console.WriteLine($"{module.Name}  {string.Join(", ", module.Procedures.Select(procedure => procedure.Name))}  {module.Version[..12]}");
            foreach (var problem in catalogue.Problems)
                Console.WriteLine($"{problem.Folder}  left out: {problem.Problems[0]}{(problem.Problems.Count > 1 ? $" (and {problem.Problems.Count - 1} more)" : "")}");
        }

        return catalogue.Problems.Count > 0 ? ExitCodes.Found : ExitCodes.Done;
    }
}
