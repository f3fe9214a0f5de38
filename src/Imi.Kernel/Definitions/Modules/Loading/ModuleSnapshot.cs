using System.Collections.Concurrent;

namespace Imi.Kernel.Definitions.Modules.Loading;

/// <summary>All modules at one moment. Never changed: another one takes its place.</summary>
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

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<ModuleProblem> Problems { get; }

    /// <summary>The uploads that this was made from: while the database says the same, nothing has changed.</summary>
    public IReadOnlyList<UploadStamp> Uploads { get; }

    /// <summary>The uploads as they were read: none is read twice.</summary>
    public IReadOnlyDictionary<Guid, DefinitionResult> Compiled { get; }

    /// <summary>Earlier versions with today's corrections of texts.</summary>
    public ConcurrentDictionary<string, PolicyModule> Older { get; } = new(StringComparer.Ordinal);

    /// <summary>The module of that name in its current version, or null.</summary>
    public PolicyModule? Find(string module) => _modules.GetValueOrDefault(module);

    /// <summary>
    /// The folder's modules, and over them what was uploaded and activated: the policy officer saw the difference to the folder's.
    /// Where an upload was taken back and nothing stands behind it, the module stays for the exchanges under way.
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

/// <summary>What tells whether an upload matters and has changed, without its files.</summary>
internal sealed record UploadStamp(Guid Id, string Module, UploadState State, DateTime? ActivatedAt, DateOnly? From, DateOnly? Until, string? Basis)
{
    /// <summary>The pilot as it was activated.</summary>
    public PilotBasis? Pilot => From is { } from ? new PilotBasis(from, Basis ?? "", Until) : null;
}
