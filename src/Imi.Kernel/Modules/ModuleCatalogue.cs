using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Modules;

/// <summary>
/// The policy modules of the installation: found in a folder, read, checked, compiled. A module with mistakes is left out
/// and told; the platform starts without it.
/// </summary>
public sealed class ModuleCatalogue
{
    private readonly Dictionary<string, LoadedModule> _loaded;
    private readonly ConcurrentDictionary<string, PolicyModule> _older = new(StringComparer.Ordinal);
    private Func<IServiceScope>? _openScope;

    private ModuleCatalogue(IEnumerable<LoadedModule> loaded, IReadOnlyList<ModuleProblem> problems)
    {
        _loaded = loaded.ToDictionary(module => module.Module.Name, StringComparer.Ordinal);
        Modules = [.. _loaded.Values.Select(module => module.Module).OrderBy(module => module.Name, StringComparer.Ordinal)];
        PluginModules = [.. _loaded.Values.SelectMany(module => module.Plugins)];
        Problems = problems;
    }

    /// <summary>The modules in their current versions, by name.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; }

    /// <summary>Modules that were left out, and why.</summary>
    public IReadOnlyList<ModuleProblem> Problems { get; }

    /// <summary>What the modules' assemblies register: their rules.</summary>
    public IReadOnlyList<Autofac.Core.IModule> PluginModules { get; }

    /// <summary>Loads every module below a folder; a folder that is missing holds none.</summary>
    public static ModuleCatalogue Load(string folder)
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
                problems.Add(new ModuleProblem(name, [new DefinitionProblem("module.yaml", 1, 1, $"Another folder holds a module called '{twin.Module.Name}' too.")]));
            else
                loaded.Add(module);
        }

        return new ModuleCatalogue(loaded, problems);
    }

    /// <summary>The module of that name in its current version, or null.</summary>
    public PolicyModule? Find(string module) => _loaded.GetValueOrDefault(module)?.Module;

    /// <summary>The procedure in its current version, or null.</summary>
    public Procedure? Procedure(string module, string procedure) => Find(module)?.Procedure(procedure);

    /// <summary>
    /// A module in the version that an exchange started with: the current one, or one kept in the database. Corrected texts
    /// win over kept ones.
    /// </summary>
    /// <exception cref="InvalidOperationException">The version was never kept: the database is not this installation's.</exception>
    public async ValueTask<PolicyModule> VersionAsync(string module, string version, CancellationToken cancellationToken)
    {
        if (Find(module) is { } current && current.Version == version)
            return current;
        if (_older.TryGetValue(version, out var known))
            return known;
        using var scope = (_openScope ?? throw new InvalidOperationException("Versions are kept only after StoreVersionsAsync.")).Invoke();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var kept = await database.DefinitionVersions.AsNoTracking().FirstOrDefaultAsync(one => one.Version == version && one.Module == module, cancellationToken)
            ?? throw new InvalidOperationException($"Version {version} of the module '{module}' is not kept in the database.");
        var result = DefinitionReader.Read(Unpack(kept.Files));
        var older = result.Module ?? throw new InvalidOperationException($"Version {version} of the module '{module}' cannot be read: {result.Problems[0]}");
        if (Find(module) is { } corrections)
            older = older with { Texts = older.Texts.CorrectedBy(corrections.Texts) };
        return _older.GetOrAdd(version, older);
    }

    /// <summary>Keeps the current versions in the database, so that exchanges never depend on the folder. Call it once at the start.</summary>
    public async Task StoreVersionsAsync(IServiceScopeFactory scopes, TimeProvider time, CancellationToken cancellationToken)
    {
        _openScope = scopes.CreateScope;
        using var scope = scopes.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var kept = await database.DefinitionVersions.Select(version => version.Version).ToListAsync(cancellationToken);
        foreach (var module in _loaded.Values.Where(module => !kept.Contains(module.Module.Version)))
        {
            try
            {
                await database.WriteAsync(
                    _ =>
                    {
                        database.DefinitionVersions.Add(new DefinitionVersion(
                            module.Module.Version, module.Module.Name, Pack(module.Files), time.GetUtcNow().UtcDateTime));
                        return Task.FromResult(true);
                    },
                    cancellationToken);
            }
            catch (DbUpdateException)
            {
                // Another process that starts at the same time may have kept it: then all is well, else this fails again.
                if (!await database.DefinitionVersions.AnyAsync(version => version.Version == module.Module.Version, cancellationToken))
                    throw;
            }
        }
    }

    private static (LoadedModule? Module, IReadOnlyList<DefinitionProblem> Problems) LoadOne(string path)
    {
        try
        {
            var files = DefinitionReader.FilesOf(path);
            var result = DefinitionReader.Read(files);
            return result.Module is { } module ? (new LoadedModule(module, files, ModulePlugin.Load(path)), []) : (null, result.Problems);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or BadImageFormatException or TypeLoadException
            or System.Reflection.ReflectionTypeLoadException or System.Reflection.TargetInvocationException or MissingMethodException)
        {
            return (null, [new DefinitionProblem("module.yaml", 1, 1, $"The module cannot be loaded: {broken.Message}")]);
        }
    }

    private static byte[] Pack(IReadOnlyDictionary<string, string> files)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
            JsonSerializer.Serialize(zip, files);
        return packed.ToArray();
    }

    private static Dictionary<string, string> Unpack(byte[] files)
    {
        using var zip = new GZipStream(new MemoryStream(files), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(zip)!;
    }

    private sealed record LoadedModule(PolicyModule Module, IReadOnlyDictionary<string, string> Files, IReadOnlyList<Autofac.Core.IModule> Plugins);
}

/// <summary>A module that was left out.</summary>
/// <param name="Folder">Its folder's name.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record ModuleProblem(string Folder, IReadOnlyList<DefinitionProblem> Problems);
