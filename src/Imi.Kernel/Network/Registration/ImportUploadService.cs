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

    /// <summary>How long a table stays claimed if the node that imports it is killed; more than the largest table takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

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
    /// <returns>The id of the stored table; not found if the person may not import.</returns>
    public async Task<Outcome<Guid>> KeepAsync(Stream content, string name, Actor actor, CancellationToken cancellationToken)
    {
        if (!await MayImportAsync(actor, cancellationToken))
            return Outcome<Guid>.NotFound;
        if (await BytesAsync(content, cancellationToken) is not { } bytes)
            return Outcome<Guid>.Invalid(new FieldError("table", "registration.import.too-large", "most", MostBytes / 1024 / 1024));
        if (RegistryTable.Read(bytes, name, MostRows).Refusal is { } refusal)
            return Outcome<Guid>.Invalid(refusal);
        var id = OrderedId.Next(time.GetUtcNow());
        var file = Path.GetFileName(name);
        var kept = new RegistryImport(
            id,
            actor.UserId,
            Now,
            file.Length > MappedLengths.Default ? file[^MappedLengths.Default..] : file,
            _protector.Protect(await PackedAsync(bytes, cancellationToken))
        );
        return await database.WriteIfAsync(
            async stop =>
            {
                if (!await MayImportAsync(actor, stop))
                    return (Outcome<Guid>.NotFound, false);
                database.Set<RegistryImport>().Add(kept);
                return (Outcome<Guid>.Done(id), true);
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

    /// <summary>
    /// Imports a table of the person unless it has problems. Only one request imports a table; another one waits and returns the result of the first.
    /// </summary>
    /// <returns>The result; not found if there is no such table.</returns>
    public async Task<Outcome<ImportReport>> ImportAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (
                !await MayImportAsync(actor, cancellationToken)
                || await database.Set<RegistryImport>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.UserId == actor.UserId, cancellationToken)
                    is not { } kept
            )
                return Outcome<ImportReport>.NotFound;
            if (kept.Table is null)
                return Outcome<ImportReport>.Done(kept.Report);
            if (await ClaimAsync(id, cancellationToken) is { } claim)
                return Outcome<ImportReport>.Done(await ImportAsync(kept, claim, actor, cancellationToken));
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Claims a table for this request.</summary>
    /// <returns>The time until which it is claimed, UTC, which identifies the claim; null if another request has claimed it.</returns>
    private Task<DateTime?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = Now;
        DateTime? until = UtcConverter.ToStore(now + Lease);
        return database.WriteAsync(
            async stop =>
                await database
                    .Set<RegistryImport>()
                    .Where(one => one.Id == id && one.Table != null && (one.ClaimedUntil == null || one.ClaimedUntil < now))
                    .ExecuteUpdateAsync(change => change.SetProperty(one => one.ClaimedUntil, until), stop) == 1
                    ? until
                    : null,
            cancellationToken
        );
    }

    private async Task<ImportReport> ImportAsync(RegistryImport kept, DateTime claim, Actor actor, CancellationToken cancellationToken)
    {
        var claimed = database.Set<RegistryImport>().Where(one => one.Id == kept.Id && one.ClaimedUntil == claim);
        var isKept = false;
        try
        {
            var report = await RunAsync(kept, isDryRun: false, actor, cancellationToken);
            if (!report.IsDone)
                return report;
            var (now, registered, corrected, unchanged) = (Now, report.Registered, report.Corrected, report.Unchanged);
            isKept = await database.WriteAsync(
                async stop =>
                {
                    var updated = await claimed.ExecuteUpdateAsync(
                        change =>
                            change
                                .SetProperty(one => one.Unchanged, unchanged)
                                .SetProperty(one => one.Registered, registered)
                                .SetProperty(one => one.Corrected, corrected)
                                .SetProperty(one => one.DoneAt, now)
                                .SetProperty(one => one.ClaimedUntil, (DateTime?)null)
                                .SetProperty(one => one.Table, (byte[]?)null),
                        stop
                    );
                    await journal.AppendAsync(actor.UserId, null, null, "registry-imported", $"{kept.Id}: {registered} registered, {corrected} amended", stop);
                    return updated == 1;
                },
                cancellationToken
            );
            return report;
        }
        finally
        {
            if (!isKept)
                await database.WriteAsync(
                    stop => claimed.ExecuteUpdateAsync(change => change.SetProperty(one => one.ClaimedUntil, (DateTime?)null), stop),
                    CancellationToken.None
                );
        }
    }

    /// <summary>Deletes tables older than a day.</summary>
    public Task RemoveOldAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(stop => OldQuery(database, Now - KeptFor).ExecuteDeleteAsync(stop), cancellationToken);

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
