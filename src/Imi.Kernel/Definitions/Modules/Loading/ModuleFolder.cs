namespace Imi.Kernel.Definitions.Modules.Loading;

/// <summary>The modules in the installation's folder, one subfolder each.</summary>
/// <param name="Modules">The valid modules.</param>
/// <param name="Problems">The modules that were left out, with the reasons.</param>
internal sealed record ModuleFolder(IReadOnlyList<LoadedModule> Modules, IReadOnlyList<ModuleProblem> Problems)
{
    /// <summary>Loads all modules below a folder; none if the folder does not exist.</summary>
    public static ModuleFolder Load(string folder)
    {
        var loaded = new List<LoadedModule>();
        var problems = new List<ModuleProblem>();
        var folders = Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Where(path => File.Exists(Path.Combine(path, "module.yaml"))).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        foreach (var path in folders)
        {
            var name = Path.GetFileName(path);
            var (module, wrong) = LoadOne(path);
            if (module is null)
                problems.Add(new ModuleProblem(name, wrong));
            else if (loaded.Find(other => other.Module.Name == module.Module.Name) is { } twin)
                problems.Add(
                    new ModuleProblem(name, [new DefinitionProblem("module.yaml", 1, 1, $"Another folder contains a module called '{twin.Module.Name}' too.")])
                );
            else
                loaded.Add(module);
        }

        return new ModuleFolder(loaded, problems);
    }

    private static (LoadedModule? Module, IReadOnlyList<DefinitionProblem> Problems) LoadOne(string path)
    {
        try
        {
            var (files, unreadable) = ModuleFiles.OfFolder(path);
            if (unreadable.Count > 0)
                return (null, unreadable);
            var result = DefinitionReader.Read(files);
            return result.Module is { } module ? (new LoadedModule(module, files, ModulePlugin.Load(path)), []) : (null, result.Problems);
        }
        catch (Exception broken)
            when (broken
                    is IOException
                        or UnauthorizedAccessException
                        or BadImageFormatException
                        or TypeLoadException
                        or System.Reflection.ReflectionTypeLoadException
                        or System.Reflection.TargetInvocationException
                        or MissingMethodException
            )
        {
            return (null, [new DefinitionProblem("module.yaml", 1, 1, $"The module cannot be loaded: {broken.Message}")]);
        }
    }
}

/// <summary>A module of the installation's folder.</summary>
/// <param name="Module">The module's definition.</param>
/// <param name="Files">Its files, as path to content.</param>
/// <param name="Plugins">The registrations of its assembly.</param>
internal sealed record LoadedModule(PolicyModule Module, IReadOnlyDictionary<string, string> Files, IReadOnlyList<Autofac.Core.IModule> Plugins);
