using System.IO.Compression;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Where whoever registers authorities brings a table of them: it is kept, encrypted, and looked at; then exactly this file is
/// imported. For others there is nothing here, and each sees their own tables alone.
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
    /// <summary>The largest table in bytes.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>The most rows of a table.</summary>
    public const int MostRows = 20_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly IDataProtector _protector = protection.CreateProtector("Imi.Registry.Import");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Whether there is anything here for the person.</summary>
    public async Task<bool> MayImportAsync(Actor actor, CancellationToken cancellationToken) =>
        (await registrations.PlacesAsync(actor, cancellationToken)).Count > 0;

    /// <summary>Keeps a table.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Ends the call before anything is kept.</param>
    /// <returns>The table that is kept, or why it is none; neither where the person may not import.</returns>
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

    /// <summary>A table of the person's with what it would do now, or has done; null where there is none.</summary>
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

    /// <summary>Imports a table of the person's, where nothing stands against it any more. Twice imports it once.</summary>
    /// <returns>What became of it; null where there is none.</returns>
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
                // Where somebody clicked twice, each run did a part.
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

    /// <summary>Removes tables whose day is over.</summary>
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
