using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.ModuleUploads;

/// <summary>
/// Installs policy areas in the running platform: checks and stores uploads, activates and withdraws them. Open exchanges keep the version
/// with which they began. Only policy officers may use it; to others nothing exists.
/// </summary>
public sealed class ModuleUploadService(ImiDbContext database, ModuleCatalogue catalogue, AccessPolicy policy, Journal journal, TimeProvider time)
{
    private const int MostUploads = 200;

    /// <summary>Lists the uploads without their files, the newest first; empty if the person may not install modules.</summary>
    public async Task<IReadOnlyList<UploadRow>> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        policy.MayInstallModules(actor) ? await RowQuery(database).Take(MostUploads).ToListAsync(cancellationToken) : [];

    /// <summary>Checks an archive and stores it if it is valid. It takes effect only when it is activated.</summary>
    public async Task<UploadResult> UploadAsync(Stream archive, Actor actor, CancellationToken cancellationToken)
    {
        if (!policy.MayInstallModules(actor))
            return UploadResult.NotFound;
        var (files, refusal) = await ModuleArchive.ReadAsync(archive, cancellationToken);
        if (files is null)
            return UploadResult.NotFound with { Refusal = refusal };
        var result = DefinitionReader.Read(files);
        if (result.Module is not { } module)
            return UploadResult.NotFound with { Problems = result.Problems };
        if (ModuleCodes.Taken(module, files, catalogue.Modules) is { Count: > 0 } taken)
            return UploadResult.NotFound with { Problems = taken };
        var now = time.GetUtcNow();
        var upload = new ModuleUpload(Guid.CreateVersion7(now), module, DefinitionPack.Pack(files), actor.UserId, now.UtcDateTime);
        return await database.WriteAsync(
            async stop =>
            {
                database.Set<ModuleUpload>().Add(upload);
                await journal.AppendAsync(actor.UserId, null, null, "module-uploaded", $"{module.Name} {module.Version} {upload.Id}", stop);
                return UploadResult.NotFound with { Id = upload.Id };
            },
            cancellationToken
        );
    }

    /// <summary>Gets an upload with its definitions and the module with which to compare it.</summary>
    /// <returns>The upload; null if it does not exist or the person may not install modules.</returns>
    public async Task<UploadDetails?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (
            !policy.MayInstallModules(actor)
            || await database.Set<ModuleUpload>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } upload
        )
            return null;
        var result = DefinitionReader.Read(DefinitionPack.Unpack(upload.Files));
        var underWay = await database
            .Set<Exchange>()
            .CountAsync(exchange => exchange.Module == upload.Module && exchange.Phase == Phase.Open, cancellationToken);
        return new UploadDetails(upload, result, await BeforeAsync(upload, cancellationToken), policy.MayInstallModules(actor)) { UnderWay = underWay };
    }

    /// <summary>Activates an upload on all nodes without a restart. A replaced or withdrawn upload can be activated again.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="from">The first day on which exchanges can begin.</param>
    /// <param name="until">The last such day; null for no end.</param>
    /// <param name="basis">The legal basis of a pilot; ignored for other policy areas, which rest on their act.</param>
    /// <param name="replaces">Whether the person confirmed that the upload replaces a policy area in force.</param>
    /// <param name="actor">The person who activates it.</param>
    /// <param name="cancellationToken">Cancels the call before anything is saved.</param>
    public async Task<Outcome<Guid>> ActivateAsync(
        Guid id,
        DateOnly? from,
        DateOnly? until,
        string basis,
        bool replaces,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(id, actor, cancellationToken) is not { } details)
            return Outcome<Guid>.NotFound;
        if (details.Upload.State == UploadState.Active)
            return Outcome<Guid>.Refused(new AccessReason("authoring.already-active"));
        if (details.Result.Module is not { } module)
            return Outcome<Guid>.Refused(new AccessReason("authoring.no-longer-right"));
        if (ModuleCodes.Taken(module, DefinitionPack.Unpack(details.Upload.Files), catalogue.Modules).Count > 0)
            return Outcome<Guid>.Refused(new AccessReason("authoring.code-taken"));
        if (details.Before is not null && !replaces)
            return Outcome<Guid>.Refused(new AccessReason("definitions.confirm-first"));
        var errors = new List<FieldError>();
        if (from is null)
            errors.Add(FieldError.Required("from"));
        if (until < from)
            errors.Add(new FieldError("until", "authoring.ends-before-it-begins"));
        basis = FormEngine.CleanText(basis);

        // A policy area that is no pilot rests on the act that it serves.
        if (module.Pilot is null)
            basis = $"{module.LegalBasis.Act}, {module.LegalBasis.Provisions}" is { Length: > 400 } all
                ? all[..400]
                : $"{module.LegalBasis.Act}, {module.LegalBasis.Provisions}";
        if (TextChecks.Lines("basis", basis, 400, isRequired: true) is { } wrong)
            errors.Add(wrong);
        if (errors.Count > 0)
            return Outcome<Guid>.Invalid(errors);
        var outcome = await WriteAsync(
            id,
            async (upload, others, stop) =>
            {
                var active = others.Find(other => other.State == UploadState.Active);
                active?.Replace();
                upload.Activate(actor.UserId, time.GetUtcNow().UtcDateTime, new PilotBasis(from!.Value, basis, until), active?.Id);
                if (!await database.Set<DefinitionVersion>().AnyAsync(version => version.Version == module.Version, stop))
                    database.Set<DefinitionVersion>().Add(new DefinitionVersion(module.Version, module.Name, upload.Files, time.GetUtcNow().UtcDateTime));
                await journal.AppendAsync(actor.UserId, null, null, "module-activated", $"{upload.Module} {upload.Version} {upload.Id}", stop);
            },
            cancellationToken
        );
        return outcome;
    }

    /// <summary>
    /// Withdraws an upload. What it replaced is in force again: an earlier upload or the module of the folder. If there was neither, no new
    /// exchanges can begin. Open exchanges continue.
    /// </summary>
    public async Task<Outcome<Guid>> WithdrawAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, actor, cancellationToken) is not { } details)
            return Outcome<Guid>.NotFound;
        if (details.Upload.State is not (UploadState.Active or UploadState.Uploaded))
            return Outcome<Guid>.Refused(new AccessReason("authoring.not-active"));
        return await WriteAsync(
            id,
            async (upload, others, stop) =>
            {
                var wasActive = upload.State == UploadState.Active;
                upload.Withdraw(actor.UserId, time.GetUtcNow().UtcDateTime);
                if (wasActive && upload.ReplacedId is { } before)
                    others.Find(other => other.Id == before && other.State == UploadState.Replaced)?.Restore();
                await journal.AppendAsync(actor.UserId, null, null, "module-withdrawn", $"{upload.Module} {upload.Version} {upload.Id}", stop);
            },
            cancellationToken
        );
    }

    internal static IQueryable<UploadRow> RowQuery(ImiDbContext database) =>
        from upload in database.Set<ModuleUpload>().AsNoTracking()
        join one in database.Set<ImiUser>() on upload.UploadedBy equals one.Id into users
        from user in users.DefaultIfEmpty()
        orderby upload.UploadedAt descending
        select new UploadRow(
            upload.Id,
            upload.Module,
            upload.Version,
            upload.State,
            upload.UploadedAt,
            (string?)user.Name,
            upload.ActivatedAt,
            upload.PilotFrom,
            upload.PilotUntil
        );

    private async Task<Outcome<Guid>> WriteAsync(
        Guid id,
        Func<ModuleUpload, List<ModuleUpload>, CancellationToken, Task> change,
        CancellationToken cancellationToken
    )
    {
        await database.WriteAsync(
            async stop =>
            {
                var upload = await database.Set<ModuleUpload>().FirstAsync(one => one.Id == id, stop);
                var others = await database.Set<ModuleUpload>().Where(one => one.Module == upload.Module && one.Id != id).ToListAsync(stop);
                await change(upload, others, stop);
            },
            cancellationToken
        );

        // This node applies it at once; the other nodes within seconds.
        await catalogue.LookAsync(cancellationToken);
        return Outcome<Guid>.Done(id);
    }

    /// <summary>Finds the module with which to compare an upload: the one in force, or for the one in force itself the one that it replaced.</summary>
    private async Task<PolicyModule?> BeforeAsync(ModuleUpload upload, CancellationToken cancellationToken)
    {
        if (upload.State != UploadState.Active)
            return catalogue.Find(upload.Module) is { IsWithdrawn: false } current ? current : null;
        if (upload.ReplacedId is not { } id)
            return catalogue.InFolder(upload.Module);
        var files = await database.Set<ModuleUpload>().Where(one => one.Id == id).Select(one => one.Files).FirstOrDefaultAsync(cancellationToken);
        return files is null ? null : DefinitionReader.Read(DefinitionPack.Unpack(files)).Module;
    }
}

/// <summary>The result of an upload: stored, refused, or with mistakes in its definitions.</summary>
public sealed record UploadResult
{
    /// <summary>The result for a person who may not install modules.</summary>
    public static UploadResult NotFound { get; } = new();

    /// <summary>The identifier of the stored upload; null if none was stored.</summary>
    public Guid? Id { get; init; }

    /// <summary>Why the archive was refused; null if it could be read.</summary>
    public FieldError? Refusal { get; init; }

    /// <summary>The mistakes in the definitions.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; init; } = [];
}

/// <summary>An upload in a list. Times are UTC; <paramref name="UploadedBy"/> is null if that person is no longer a user.</summary>
public sealed record UploadRow(
    Guid Id,
    string Module,
    string Version,
    UploadState State,
    DateTime UploadedAt,
    string? UploadedBy,
    DateTime? ActivatedAt,
    DateOnly? PilotFrom,
    DateOnly? PilotUntil
);

/// <summary>An upload with its definitions.</summary>
/// <param name="Upload">The upload.</param>
/// <param name="Result">The module, or the mistakes that it has since the platform changed.</param>
/// <param name="Before">The module with which to compare it; null if the policy area is new.</param>
/// <param name="MayInstall">Whether the person may activate and withdraw it.</param>
public sealed record UploadDetails(ModuleUpload Upload, DefinitionResult Result, PolicyModule? Before, bool MayInstall)
{
    /// <summary>The number of open exchanges of the policy area, which keep the version with which they began.</summary>
    public int UnderWay { get; init; }
}
