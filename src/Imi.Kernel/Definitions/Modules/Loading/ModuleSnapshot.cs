using System.Collections.Concurrent;

namespace Imi.Kernel.Definitions.Modules.Loading;

/// <summary>An immutable snapshot of all modules; a change creates a new one.</summary>
internal sealed class ModuleSnapshot
{
    private readonly Dictionary<string, PolicyModule> _modules;

    private ModuleSnapshot(
        Dictionary<string, PolicyModule> modules,
        IReadOnlyList<ModuleProblem> problems,
        IReadOnlyList<UploadStamp> uploads,
        IReadOnlyDictionary<Guid, DefinitionResult> compiled
    )
    {
        _modules = modules;
        Modules = [.. modules.Values.OrderBy(module => module.Name, StringComparer.Ordinal)];
        Problems = problems;
        Uploads = uploads;
        Compiled = compiled;
    }

    /// <summary>The modules in their current versions, by name.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; }

    /// <summary>The modules that were left out, with the reasons.</summary>
    public IReadOnlyList<ModuleProblem> Problems { get; }

    /// <summary>The uploads that it was made from; while the database has the same ones, the snapshot is current.</summary>
    public IReadOnlyList<UploadStamp> Uploads { get; }

    /// <summary>The result of reading each upload, so that none is read twice.</summary>
    public IReadOnlyDictionary<Guid, DefinitionResult> Compiled { get; }

    /// <summary>Earlier versions, with the current corrections of texts.</summary>
    public ConcurrentDictionary<string, PolicyModule> Older { get; } = new(StringComparer.Ordinal);

    /// <summary>Finds a module in its current version; null if there is none.</summary>
    public PolicyModule? Find(string module) => _modules.GetValueOrDefault(module);

    /// <summary>
    /// Combines the folder's modules with active uploads, which take precedence. After the last upload of a module is withdrawn, the folder's version applies
    /// again; without one, the module remains for exchanges under way.
    /// </summary>
    public static ModuleSnapshot Of(ModuleFolder folder, IReadOnlyList<UploadStamp> uploads, IReadOnlyDictionary<Guid, DefinitionResult> compiled)
    {
        var modules = folder.Modules.ToDictionary(one => one.Module.Name, one => one.Module, StringComparer.Ordinal);
        var problems = folder.Problems.ToList();
        foreach (var own in uploads.GroupBy(upload => upload.Module, StringComparer.Ordinal))
        {
            var current = own.Where(upload => upload.State == UploadState.Active).MaxBy(upload => upload.ActivatedAt);
            if (current is null && modules.ContainsKey(own.Key))
                continue;
            var upload = current ?? own.MaxBy(one => one.ActivatedAt)!;
            if (compiled.GetValueOrDefault(upload.Id) is not { } result)
                continue;
            if (result.Module is { } module)
                modules[own.Key] = module with
                {
                    Pilot = upload.Pilot is { } activated ? activated with { IsPilot = module.Pilot is not null } : module.Pilot,
                    IsWithdrawn = current is null,
                };
            if (result.Problems.Count > 0)
                problems.Add(new ModuleProblem($"{own.Key} ({upload.Id})", result.Problems));
        }

        return new ModuleSnapshot(modules, problems, uploads, compiled);
    }
}

/// <summary>The properties of an upload that show whether it is relevant and has changed, without its files.</summary>
internal sealed record UploadStamp(Guid Id, string Module, UploadState State, DateTime? ActivatedAt, DateOnly? From, DateOnly? Until, string? Basis)
{
    /// <summary>The period and legal basis set by the activation; null if there is none.</summary>
    public PilotBasis? Pilot => From is { } from ? new PilotBasis(from, Basis ?? "", Until) : null;
}
