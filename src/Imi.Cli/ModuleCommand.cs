using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Cli;

/// <summary><c>imi module</c>.</summary>
internal static class ModuleCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The module's folder, which contains module.yaml." };
        var asJson = Output.JsonOption();
        var check = new Command("check", "Reports every problem in a module's definitions, with file, line and column.") { folder, asJson };
        check.SetAction((parsed, cancellationToken) => CheckAsync(parsed, parsed.GetValue(folder)!, parsed.GetValue(asJson), cancellationToken));

        var list = new Command("list", "Lists the installed modules and those that were left out because of problems.") { asJson };
        list.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: false,
                    async (installation, _, stop) => List(await installation.CatalogueAsync(stop), parsed.GetValue(asJson)),
                    cancellationToken
                )
        );

        return new Command("module", "Creates, checks and shows policy modules.") { check, list, New(), Show(), ModuleTextsCommand.Create(), Schemas() };
    }

    private static Command New()
    {
        var name = new Argument<string>("NAME") { Description = "The module's name: lower case with hyphens, such as road-transport." };
        var below = new Option<string>("--folder")
        {
            Description = "The folder in which the module's folder is created.",
            DefaultValueFactory = _ => "modules",
        };
        var kind = new Option<string>("--kind")
        {
            Description = "The kind of its first procedure: request, notification or alert.",
            DefaultValueFactory = _ => "request",
        };
        kind.AcceptOnlyFromAmong([.. Words.Kinds.Keys]);
        var languages = new Option<string>("--languages")
        {
            Description = "Its languages, separated by commas; English is always included.",
            DefaultValueFactory = _ => "en",
        };
        var command = new Command("new", "Creates the starting files of a policy module: valid, commented, and meant to be changed.")
        {
            name,
            kind,
            below,
            languages,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                NewAsync(
                    parsed.GetValue(name)!,
                    Words.Kinds[parsed.GetValue(kind)!],
                    parsed.GetValue(below)!,
                    parsed.GetValue(languages)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                    cancellationToken
                )
        );
        return command;
    }

    private static Command Show()
    {
        var what = new Argument<string>("FOLDER|NAME") { Description = "A module's folder, or the name of an installed module." };
        var language = new Option<string>("--language") { Description = "The language of the names.", DefaultValueFactory = _ => "en" };
        var asJson = Output.JsonOption();
        var command = new Command("show", "Draws a module's workflows: states, and the actions in them with their actors and target states.")
        {
            what,
            language,
            asJson,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var wanted = parsed.GetValue(what)!;
                if (File.Exists(Path.Combine(wanted, "module.yaml")))
                {
                    var result = DefinitionReader.ReadFolder(wanted);
                    if (result.Module is null)
                        Console.Error.WriteLine(string.Join(Environment.NewLine, result.Problems));
                    return Task.FromResult(result.Module is { } read ? Draw(read, parsed.GetValue(language)!, parsed.GetValue(asJson)) : ExitCodes.Found);
                }

                return Installation.RunAsync(
                    parsed,
                    migrate: false,
                    async (installation, _, stop) =>
                    {
                        if ((await installation.CatalogueAsync(stop)).Find(wanted) is { } installed)
                            return Draw(installed, parsed.GetValue(language)!, parsed.GetValue(asJson));
                        await Console.Error.WriteLineAsync($"There is neither a folder '{wanted}' with a module.yaml nor an installed module of that name.");
                        return ExitCodes.Usage;
                    },
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static Command Schemas()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder for the schemas." };
        var command = new Command("schemas", "Writes the JSON Schemas of the definition files, for editors.") { folder };
        command.SetAction((parsed, cancellationToken) => WriteSchemasAsync(parsed.GetValue(folder)!, cancellationToken));
        return command;
    }

    private static async Task<int> CheckAsync(ParseResult parsed, string folder, bool asJson, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"There is no folder '{folder}'.");
            return ExitCodes.Usage;
        }

        var result = DefinitionReader.ReadFolder(folder);
        if (result.Module is { } right)
        {
            var others = BesideFolder(folder).Concat(await Installation.ModulesAsync(parsed, cancellationToken)).DistinctBy(module => module.Name);
            if (ModuleCodes.Taken(right, DefinitionReader.FilesOf(folder), others) is { Count: > 0 } taken)
                result = new DefinitionResult(null, taken);
        }

        if (asJson)
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        module = result.Module?.Name,
                        version = result.Module?.Version,
                        problems = result.Problems,
                        notes = result.Notes,
                    },
                    Output.Json
                )
            );
        else
            Console.WriteLine(
                string.Join(
                    Environment.NewLine,
                    result
                        .Problems.Select(problem => problem.ToString())
                        .Concat(result.Notes.Select(note => $"{note} (a note, not a problem)"))
                        .Concat(
                            result.Module is { } module
                                ?
                                [
                                    $"{module.Name} is valid: {module.Procedures.Count} procedure(s), "
                                        + $"{module.Forms.Count} form(s), {module.Languages.Count} language(s).",
                                ]
                                : []
                        )
                )
            );
        return result.Module is null ? ExitCodes.Found : ExitCodes.Done;
    }

    /// <summary>Finds the other modules in the same folder, because they will be installed together.</summary>
    private static IEnumerable<PolicyModule> BesideFolder(string folder) =>
        Directory.GetParent(Path.GetFullPath(folder)) is not { } above
            ? []
            : above
                .EnumerateDirectories()
                .Where(other => File.Exists(Path.Combine(other.FullName, "module.yaml")))
                .Select(other => DefinitionReader.ReadFolder(other.FullName).Module)
                .OfType<PolicyModule>();

    private static int List(ModuleCatalogue catalogue, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        modules = catalogue.Modules.Select(module => new
                        {
                            name = module.Name,
                            version = module.Version,
                            procedures = module.Procedures.Select(one => one.Name),
                        }),
                        leftOut = catalogue.Problems,
                    },
                    Output.Json
                )
            );
        }
        else
        {
            foreach (var module in catalogue.Modules)
                Console.WriteLine($"{module.Name}  {string.Join(", ", module.Procedures.Select(procedure => procedure.Name))}  {module.Version[..12]}");
            foreach (var problem in catalogue.Problems)
                Console.WriteLine(
                    $"{problem.Folder}  left out: {problem.Problems[0]}{(problem.Problems.Count > 1 ? $" (and {problem.Problems.Count - 1} more)" : "")}"
                );
        }

        return catalogue.Problems.Count > 0 ? ExitCodes.Found : ExitCodes.Done;
    }

    private static async Task<int> NewAsync(string name, ProcedureKind kind, string below, IReadOnlyList<string> languages, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(Path.Combine(below, name));
        var unknown = languages.FirstOrDefault(language => !Languages.IsKnown(language));
        var wrong =
            !ModuleSkeleton.IsName(name) ? $"'{name}' is not a valid module name: use lower case with hyphens, such as road-transport."
            : unknown is not null ? $"'{unknown}' is not a language of the network: {string.Join(", ", Languages.All)}."
            : Directory.Exists(folder) ? $"{folder} already exists."
            : null;
        if (wrong is not null)
        {
            await Console.Error.WriteLineAsync(wrong);
            return ExitCodes.Usage;
        }

        var schemas = await SchemasBesideAsync(folder, cancellationToken);
        foreach (
            var (path, content) in ModuleSkeleton.Files(name, kind, languages, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), schemas)
        )
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, content, cancellationToken);
        }

        Console.WriteLine($"Created {folder}. Adapt its files; 'imi module check {folder}' reports problems, 'imi module show {folder}' draws the workflows.");
        return ExitCodes.Done;
    }

    /// <summary>Returns the relative path to the schemas: those of the repository that contains the folder, otherwise a copy beside the folder.</summary>
    private static async Task<string> SchemasBesideAsync(string folder, CancellationToken cancellationToken)
    {
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
        {
            var schemas = Path.Combine(above.FullName, "docs", "schemas");
            if (Directory.Exists(schemas))
                return Path.GetRelativePath(folder, schemas).Replace('\\', '/');
        }

        await WriteSchemasAsync(Path.Combine(Path.GetDirectoryName(folder)!, "schemas"), cancellationToken);
        return "../schemas";
    }

    private static async Task<int> WriteSchemasAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, schema) in DefinitionSchemas.All)
            await File.WriteAllTextAsync(Path.Combine(folder, file), schema, cancellationToken);
        return ExitCodes.Done;
    }

    private static int Draw(PolicyModule module, string language, bool asJson)
    {
        var words = new DefinitionWords(new PlatformTexts(Microsoft.Extensions.Logging.Abstractions.NullLogger<PlatformTexts>.Instance));
        var charts = module.Procedures.Select(procedure => (Procedure: procedure, Chart: WorkflowChart.Of(module, procedure, words, language))).ToList();
        if (asJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        module = module.Name,
                        version = module.Version,
                        procedures = charts.Select(one => new
                        {
                            name = one.Procedure.Name,
                            code = one.Procedure.Code,
                            states = one.Chart.States,
                        }),
                    },
                    Output.Json
                )
            );
        }
        else
        {
            foreach (var (procedure, chart) in charts)
                Console.WriteLine(
                    $"{module.Texts.Find($"procedures.{procedure.Name}.name", language)} ({procedure.FullName}, {procedure.Code})\n\n{WorkflowText.Of(chart)}"
                );
        }

        return ExitCodes.Done;
    }
}
