using Imi.Kernel.Definitions.Modules.Loading;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// The policy modules of the installation: those of a folder, and those uploaded into the database since. A module with
/// mistakes is left out and told; the platform starts without it. Uploads are noticed within seconds on every node.
/// </summary>
public sealed class ModuleCatalogue
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(2);

    private readonly ModuleFolder _folder;
    private readonly SemaphoreSlim _looking = new(1);
    private volatile ModuleSnapshot _now;
    private Func<IServiceScope>? _openScope;
    private TimeProvider _time = TimeProvider.System;
    private long _lookedAt;

    private ModuleCatalogue(ModuleFolder folder)
    {
        _folder = folder;
        _now = ModuleSnapshot.Of(folder, [], new Dictionary<Guid, DefinitionResult>());
        PluginModules = [.. folder.Modules.SelectMany(module => module.Plugins)];
    }

    /// <summary>The modules in their current versions, by name.</summary>
    public IReadOnlyList<PolicyModule> Modules => _now.Modules;

    /// <summary>Modules that were left out, and why.</summary>
    public IReadOnlyList<ModuleProblem> Problems => _now.Problems;

    /// <summary>What the modules' assemblies register: their rules. They hold for an uploaded version of the module too.</summary>
    public IReadOnlyList<Autofac.Core.IModule> PluginModules { get; }

    /// <summary>Loads every module below a folder; a folder that is missing holds none.</summary>
    public static ModuleCatalogue Load(string folder) => new(ModuleFolder.Load(folder));

    /// <summary>The module of that name in its current version, or null.</summary>
    public PolicyModule? Find(string module) => _now.Find(module);

    /// <summary>The procedure in its current version, or null.</summary>
    public Procedure? Procedure(string module, string procedure) => Find(module)?.Procedure(procedure);

    /// <summary>The module as the installation's folder defines it, whatever was uploaded since; null where the folder has none.</summary>
    public PolicyModule? InFolder(string module) => _folder.Modules.FirstOrDefault(one => one.Module.Name == module)?.Module;

    /// <summary>
    /// A module in the version that an exchange started with: the current one, or one kept in the database. Corrected texts
    /// win over kept ones.
    /// </summary>
    /// <exception cref="InvalidOperationException">The version was never kept: the database is not this installation's.</exception>
    public async ValueTask<PolicyModule> VersionAsync(string module, string version, CancellationToken cancellationToken)
    {
        var now = _now;
        if (now.Find(module) is { } current && current.Version == version)
            return current;
        if (now.Older.TryGetValue(version, out var known))
            return known;
        using var scope = OpenScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var kept =
            await database.Set<DefinitionVersion>().AsNoTracking().FirstOrDefaultAsync(one => one.Version == version && one.Module == module, cancellationToken)
            ?? throw new InvalidOperationException($"Version {version} of the module '{module}' is not kept in the database.");
        var result = DefinitionReader.ReadKept(DefinitionPack.Unpack(kept.Files));
        var older = result.Module ?? throw new InvalidOperationException($"Version {version} of the module '{module}' cannot be read: {result.Problems[0]}");
        if (now.Find(module) is { } corrections)
            older = older with { Texts = older.Texts.CorrectedBy(corrections.Texts) };
        return now.Older.GetOrAdd(version, older);
    }

    /// <summary>
    /// Keeps the folder's versions in the database, so that exchanges never depend on the folder, and reads what was uploaded.
    /// Call it once at the start.
    /// </summary>
    public async Task StoreVersionsAsync(IServiceScopeFactory scopes, TimeProvider time, CancellationToken cancellationToken)
    {
        Watch(scopes, time);
        using var scope = OpenScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var kept = await database.Set<DefinitionVersion>().Select(version => version.Version).ToListAsync(cancellationToken);
        foreach (var module in _folder.Modules.Where(module => !kept.Contains(module.Module.Version)))
        {
            try
            {
                await database.WriteAsync(
                    _ =>
                    {
                        database
                            .Set<DefinitionVersion>()
                            .Add(
                                new DefinitionVersion(
                                    module.Module.Version,
                                    module.Module.Name,
                                    DefinitionPack.Pack(module.Files),
                                    time.GetUtcNow().UtcDateTime
                                )
                            );
                        return Task.FromResult(true);
                    },
                    cancellationToken
                );
            }
            catch (DbUpdateException)
            {
                // Another process that starts at the same time may have kept it: then all is well, else this fails again.
                if (!await database.Set<DefinitionVersion>().AnyAsync(version => version.Version == module.Module.Version, cancellationToken))
                    throw;
            }
        }

        await LookAsync(cancellationToken);
    }

    /// <summary>Says where uploads are kept, for whoever only reads: <see cref="RefreshAsync"/> then finds them.</summary>
    public void Watch(IServiceScopeFactory scopes, TimeProvider time) => (_openScope, _time) = (scopes.CreateScope, time);

    /// <summary>
    /// Notices what was uploaded, activated or taken back on any node. Asks the database at most every few seconds; while that
    /// does not answer, the modules stay as they are.
    /// </summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        var lookedAt = Interlocked.Read(ref _lookedAt);
        if (
            _openScope is null
            || (lookedAt != 0 && _time.GetElapsedTime(lookedAt) < LooksEvery)
            || Interlocked.CompareExchange(ref _lookedAt, _time.GetTimestamp(), lookedAt) != lookedAt
        )
        {
            return;
        }

        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception failure) when (DatabaseFaults.IsOne(failure))
        {
            // It looks again in a few seconds; whoever needs the database meanwhile says what is wrong with it.
        }
    }

    /// <summary>Notices what was uploaded, activated or taken back, at once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        // One after the other: what was read first must not take the place of what was read later.
        await _looking.WaitAsync(cancellationToken);
        try
        {
            using var scope = OpenScope();
            var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
            var uploads = await StampQuery(database).ToListAsync(cancellationToken);
            if (uploads.SequenceEqual(_now.Uploads))
                return;
            var compiled = new Dictionary<Guid, DefinitionResult>();
            foreach (var upload in uploads)
                compiled[upload.Id] = _now.Compiled.GetValueOrDefault(upload.Id) ?? await ReadAsync(database, upload.Id, cancellationToken);
            _now = ModuleSnapshot.Of(_folder, uploads, compiled);
        }
        finally
        {
            _looking.Release();
            Interlocked.Exchange(ref _lookedAt, _time.GetTimestamp());
        }
    }

    internal static IQueryable<UploadStamp> StampQuery(ImiDbContext database) =>
        database
            .Set<ModuleUpload>()
            .AsNoTracking()
            .Where(upload => upload.State == UploadState.Active || (upload.State == UploadState.Withdrawn && upload.ActivatedAt != null))
            .OrderBy(upload => upload.Id)
            .Select(upload => new UploadStamp(
                upload.Id,
                upload.Module,
                upload.State,
                upload.ActivatedAt,
                upload.PilotFrom,
                upload.PilotUntil,
                upload.PilotBasis
            ));

    private static async Task<DefinitionResult> ReadAsync(ImiDbContext database, Guid id, CancellationToken cancellationToken) =>
        DefinitionReader.ReadKept(
            DefinitionPack.Unpack(
                await database.Set<ModuleUpload>().Where(upload => upload.Id == id).Select(upload => upload.Files).FirstAsync(cancellationToken)
            )
        );

    private IServiceScope OpenScope() =>
        (_openScope ?? throw new InvalidOperationException("Nothing is known of a database before StoreVersionsAsync or Watch.")).Invoke();
}

/// <summary>A module that was left out.</summary>
/// <param name="Folder">Its folder's name.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record ModuleProblem(string Folder, IReadOnlyList<DefinitionProblem> Problems);
