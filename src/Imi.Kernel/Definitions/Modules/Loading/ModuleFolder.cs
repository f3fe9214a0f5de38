namespace Imi.Kernel.Definitions.Modules.Loading;

/// <summary>The modules that came with the installation: a folder each.</summary>
/// <param name="Modules">Those that are right.</param>
/// <param name="Problems">Those that were left out, and why.</param>
internal sealed record ModuleFolder(IReadOnlyList<LoadedModule> Modules, IReadOnlyList<ModuleProblem> Problems)
{
    /// <summary>Loads every module below a folder; a folder that is missing holds none.</summary>
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
                    new ModuleProblem(name, [new DefinitionProblem("module.yaml", 1, 1, $"Another folder holds a module called '{twin.Module.Name}' too.")])
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

/// <summary>A module of the folder.</summary>
/// <param name="Module">As it is defined.</param>
/// <param name="Files">Its files: path to content.</param>
/// <param name="Plugins">What its assembly registers.</param>
internal sealed record LoadedModule(PolicyModule Module, IReadOnlyDictionary<string, string> Files, IReadOnlyList<Autofac.Core.IModule> Plugins);
