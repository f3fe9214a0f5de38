using System.Reflection;
using System.Runtime.Loader;

namespace Imi.Kernel.Definitions.Modules.Loading;

/// <summary>Loads the optional assembly of a module into its own load context; assemblies of the host are shared.</summary>
internal sealed class ModulePlugin(string assemblyPath) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assemblyPath))
{
    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    /// <summary>Loads the registrations of the module's assembly; empty if it has none.</summary>
    public static IReadOnlyList<Autofac.Core.IModule> Load(string folder)
    {
        var modules = new List<Autofac.Core.IModule>();
        foreach (
            var path in Directory
                .EnumerateFiles(folder, "Imi.Modules.*.dll")
                .Where(path => !path.EndsWith("Imi.Modules.Contracts.dll", StringComparison.Ordinal))
        )
        {
            var assembly = new ModulePlugin(Path.GetFullPath(path)).LoadFromAssemblyPath(Path.GetFullPath(path));
            modules.AddRange(
                assembly
                    .GetExportedTypes()
                    .Where(type => !type.IsAbstract && typeof(Autofac.Core.IModule).IsAssignableFrom(type))
                    .Select(type => (Autofac.Core.IModule)Activator.CreateInstance(type)!)
            );
        }

        return modules;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            // Prefer the host's assemblies, so that both sides use the same contract types.
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
        }
    }
}
