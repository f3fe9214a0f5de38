using System.IO.Compression;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Imports tables uploaded by people who may register authorities: an uploaded table is stored encrypted and checked, then exactly this file is
/// imported. Each person sees only their own tables.
/// </summary>
public sealed class ImportUploadService(
    ImiDbContext database,
    ImportService imports,
    RegistrationService registrations,
    Journal journal,
    IDataProtectionProvider protection,
    TimeProvider time
)
{
    /// <summary>The maximum size of a table in bytes.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>The maximum number of rows in a table.</summary>
    public const int MostRows = 20_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly IDataProtector _protector = protection.CreateProtector("Imi.Registry.Import");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Whether the person may import tables.</summary>
    public async Task<bool> MayImportAsync(Actor actor, CancellationToken cancellationToken) =>
        (await registrations.PlacesAsync(actor, cancellationToken)).Count > 0;

    /// <summary>Stores a table.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">The file name.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Cancels the call before anything is stored.</param>
    /// <returns>The id of the stored table, or the reason for a refusal; neither if the person may not import.</returns>
    public async Task<(Guid? Id, FieldError? Refusal)> KeepAsync(Stream content, string name, Actor actor, CancellationToken cancellationToken)
    {
        if (!await MayImportAsync(actor, cancellationToken))
            return (null, null);
        if (await BytesAsync(content, cancellationToken) is not { } bytes)
            return (null, new FieldError("table", "registration.import.too-large", "most", MostBytes / 1024 / 1024));
        if (RegistryTable.Read(bytes, name, MostRows).Refusal is { } refusal)
            return (null, refusal);
        var id = OrderedId.Next(time.GetUtcNow());
        var file = Path.GetFileName(name);
        var kept = new RegistryImport(
            id,
            actor.UserId,
            Now,
            file.Length > MappedLengths.Default ? file[^MappedLengths.Default..] : file,
            _protector.Protect(await PackedAsync(bytes, cancellationToken))
        );
        return await database.WriteAsync<(Guid?, FieldError?)>(
            stop =>
            {
                database.Set<RegistryImport>().Add(kept);
                return Task.FromResult<(Guid?, FieldError?)>((id, null));
            },
            cancellationToken
        );
    }

    /// <summary>Finds a table of the person, with the effect it would have now or the result of its import; null if there is none.</summary>
    public async Task<(RegistryImport Import, ImportReport Report)?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (
            !await MayImportAsync(actor, cancellationToken)
            || await database.Set<RegistryImport>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.UserId == actor.UserId, cancellationToken)
                is not { } kept
        )
            return null;
        return (kept, kept.Table is null ? kept.Report : await RunAsync(kept, isDryRun: true, actor, cancellationToken));
    }

    /// <summary>Imports a table of the person unless it has problems. A second call returns the result of the first.</summary>
    /// <returns>The result; null if there is no such table.</returns>
    public async Task<ImportReport?> ImportAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (
            !await MayImportAsync(actor, cancellationToken)
            || await database.Set<RegistryImport>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.UserId == actor.UserId, cancellationToken)
                is not { } kept
        )
            return null;
        if (kept.Table is null)
            return kept.Report;
        var report = await RunAsync(kept, isDryRun: false, actor, cancellationToken);
        if (!report.IsDone)
            return report;
        var (now, registered, corrected, unchanged) = (Now, report.Registered, report.Corrected, report.Unchanged);
        return await database.WriteAsync(
            async stop =>
            {
                // If two requests ran at the same time, each imported a part.
                await database
                    .Set<RegistryImport>()
                    .Where(one => one.Id == id)
                    .ExecuteUpdateAsync(
                        change =>
                            change
                                .SetProperty(one => one.Unchanged, one => one.DoneAt == null ? unchanged : one.Unchanged - registered - corrected)
                                .SetProperty(one => one.Registered, one => one.Registered + registered)
                                .SetProperty(one => one.Corrected, one => one.Corrected + corrected)
                                .SetProperty(one => one.DoneAt, now)
                                .SetProperty(one => one.Table, (byte[]?)null),
                        stop
                    );
                await journal.AppendAsync(actor.UserId, null, null, "registry-imported", $"{id}: {registered} registered, {corrected} amended", stop);
                return (await database.Set<RegistryImport>().AsNoTracking().FirstAsync(one => one.Id == id, stop)).Report;
            },
            cancellationToken
        );
    }

    /// <summary>Deletes tables older than a day.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken) => await OldQuery(database, Now - KeptFor).ExecuteDeleteAsync(cancellationToken);

    internal static IQueryable<RegistryImport> OldQuery(ImiDbContext database, DateTime before) =>
        database.Set<RegistryImport>().Where(one => one.CreatedAt < before);

    private async Task<ImportReport> RunAsync(RegistryImport kept, bool isDryRun, Actor actor, CancellationToken cancellationToken)
    {
        var (rows, refusal) = RegistryTable.Read(await UnpackedAsync(_protector.Unprotect(kept.Table!), cancellationToken), kept.FileName, MostRows);
        return rows is null
            ? new ImportReport(0, 0, 0, [new ImportProblem(1, refusal!)], IsDone: false)
            : await imports.ImportAsync(rows, isDryRun, actor, null, cancellationToken);
    }

    private static async Task<byte[]?> BytesAsync(Stream content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (bytes.Length + read > MostBytes)
                return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]> PackedAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var pack = new BrotliStream(packed, CompressionLevel.Fastest))
            await pack.WriteAsync(bytes, cancellationToken);
        return packed.ToArray();
    }

    private static async Task<byte[]> UnpackedAsync(byte[] packed, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using var unpack = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        await unpack.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
