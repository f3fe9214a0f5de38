using Imi.Kernel.Definitions.Modules.Loading;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// The policy modules of the installation, from a folder and from uploads in the database. Invalid modules are left out and reported in <see cref="Problems"/>;
/// every node notices uploads within seconds.
/// </summary>
public sealed class ModuleCatalogue
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    private readonly ModuleFolder _folder;
    private readonly SemaphoreSlim _refreshLock = new(1);
    private volatile ModuleSnapshot _snapshot;
    private Func<IServiceScope>? _openScope;
    private TimeProvider _time = TimeProvider.System;
    private long _refreshedAt;

    private ModuleCatalogue(ModuleFolder folder)
    {
        _folder = folder;
        _snapshot = ModuleSnapshot.Of(folder, [], new Dictionary<Guid, DefinitionResult>());
        PluginModules = [.. folder.Modules.SelectMany(module => module.Plugins)];
    }

    /// <summary>The modules in their current versions, by name.</summary>
    public IReadOnlyList<PolicyModule> Modules => _snapshot.Modules;

    /// <summary>The modules that were left out, with the reasons.</summary>
    public IReadOnlyList<ModuleProblem> Problems => _snapshot.Problems;

    /// <summary>The registrations of the modules' assemblies, that is, their rules. They also apply to an uploaded version of the module.</summary>
    public IReadOnlyList<Autofac.Core.IModule> PluginModules { get; }

    /// <summary>Loads all modules below a folder; none if the folder does not exist.</summary>
    public static ModuleCatalogue Load(string folder) => new(ModuleFolder.Load(folder));

    /// <summary>Finds a module in its current version; null if there is none.</summary>
    public PolicyModule? Find(string module) => _snapshot.Find(module);

    /// <summary>Finds a procedure in its current version; null if there is none.</summary>
    public Procedure? Procedure(string module, string procedure) => Find(module)?.Procedure(procedure);

    /// <summary>Finds a module as the installation's folder defines it, regardless of uploads; null if the folder does not contain it.</summary>
    public PolicyModule? InFolder(string module) => _folder.Modules.FirstOrDefault(one => one.Module.Name == module)?.Module;

    /// <summary>
    /// Returns a module in the version that an exchange started with, from memory or the database. Texts corrected since then replace the stored ones.
    /// </summary>
    /// <exception cref="InvalidOperationException">The version is not stored in the database or cannot be read.</exception>
    public async ValueTask<PolicyModule> VersionAsync(string module, string version, CancellationToken cancellationToken)
    {
        var snapshot = _snapshot;
        if (snapshot.Find(module) is { } current && current.Version == version)
            return current;
        if (snapshot.Older.TryGetValue(version, out var known))
            return known;
        using var scope = OpenScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var kept =
            await database.Set<DefinitionVersion>().AsNoTracking().FirstOrDefaultAsync(one => one.Version == version && one.Module == module, cancellationToken)
            ?? throw new InvalidOperationException($"Version {version} of the module '{module}' is not kept in the database.");
        var result = DefinitionReader.ReadKept(DefinitionPack.Unpack(kept.Files));
        var older = result.Module ?? throw new InvalidOperationException($"Version {version} of the module '{module}' cannot be read: {result.Problems[0]}");
        if (snapshot.Find(module) is { } corrections)
            older = older with { Texts = older.Texts.CorrectedBy(corrections.Texts) };
        return snapshot.Older.GetOrAdd(version, older);
    }

    /// <summary>
    /// Stores the folder's versions in the database, so that exchanges do not depend on the folder, and loads uploads. Call it once at startup.
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
                // Another process that starts at the same time may have stored it; otherwise the failure is real.
                if (!await database.Set<DefinitionVersion>().AnyAsync(version => version.Version == module.Module.Version, cancellationToken))
                    throw;
            }
        }

        await LookAsync(cancellationToken);
    }

    /// <summary>Sets the database from which <see cref="RefreshAsync"/> loads uploads, for processes that do not store versions.</summary>
    public void Watch(IServiceScopeFactory scopes, TimeProvider time) => (_openScope, _time) = (scopes.CreateScope, time);

    /// <summary>
    /// Loads uploads, activations and withdrawals from any node. Queries the database at most every two seconds; while it is unavailable, the modules stay as
    /// they are.
    /// </summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        var refreshedAt = Interlocked.Read(ref _refreshedAt);
        if (
            _openScope is null
            || (refreshedAt != 0 && _time.GetElapsedTime(refreshedAt) < RefreshInterval)
            || Interlocked.CompareExchange(ref _refreshedAt, _time.GetTimestamp(), refreshedAt) != refreshedAt
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
            // The next refresh follows in a few seconds; operations that need the database report the fault themselves.
        }
    }

    /// <summary>Loads uploads, activations and withdrawals immediately.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        // One refresh at a time, so that an older result never replaces a newer one.
        await _refreshLock.WaitAsync(cancellationToken);
        try
        {
            using var scope = OpenScope();
            var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
            var uploads = await StampQuery(database).ToListAsync(cancellationToken);
            if (uploads.SequenceEqual(_snapshot.Uploads))
                return;
            var compiled = new Dictionary<Guid, DefinitionResult>();
            foreach (var upload in uploads)
                compiled[upload.Id] = _snapshot.Compiled.GetValueOrDefault(upload.Id) ?? await ReadAsync(database, upload.Id, cancellationToken);
            _snapshot = ModuleSnapshot.Of(_folder, uploads, compiled);
        }
        finally
        {
            _refreshLock.Release();
            Interlocked.Exchange(ref _refreshedAt, _time.GetTimestamp());
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
        (_openScope ?? throw new InvalidOperationException("Call StoreVersionsAsync or Watch before the database is needed.")).Invoke();
}

/// <summary>A module that was left out.</summary>
/// <param name="Folder">The name of its folder; for an upload, the module and the id of the upload.</param>
/// <param name="Problems">The problems found.</param>
public sealed record ModuleProblem(string Folder, IReadOnlyList<DefinitionProblem> Problems);
