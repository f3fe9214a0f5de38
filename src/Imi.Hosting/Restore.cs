using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Hosting;

/// <summary>
/// Restores the two halves of a backup into an empty data folder and repeats the deletions made since, before the first request is served.
/// </summary>
public static class Restore
{
    /// <summary>Restores a backup. If it fails, the data folder is empty again.</summary>
    /// <exception cref="ConfigurationProblem">
    /// The database is not SQLite, the data folder is not empty, a half is damaged, the halves do not belong together, or exchanges cannot be
    /// opened and the order does not accept that.
    /// </exception>
    public static async Task<RestoreReport> RunAsync(
        ImiComposition composition,
        IServiceProvider services,
        RestoreOrder order,
        CancellationToken cancellationToken
    )
    {
        var settings = composition.Database;
        var database =
            settings.Provider == DatabaseKind.Sqlite
                ? new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource
                : throw new ConfigurationProblem($"The database is {settings.Provider}: restore it with its own tools (docs/operating.md, Backup).");
        var content = BackupManifest.Read(order.Content, BackupManifest.ContentHalf);
        var keys = BackupManifest.Read(order.Keys, BackupManifest.KeysHalf);
        await CheckAsync(services, content, keys, cancellationToken);
        if (
            File.Exists(database)
            || (Directory.Exists(settings.DataDirectory) && Directory.EnumerateFiles(settings.DataDirectory, "*", SearchOption.AllDirectories).Any())
        )
            throw new ConfigurationProblem(
                $"{DatabaseSettings.DataDirectorySetting}: '{settings.DataDirectory}' is not empty: a backup can only be restored into an empty folder."
            );
        try
        {
            settings.CreateDataDirectory();
            await PutTogetherAsync(settings, database, order, content, keys, cancellationToken);
            await composition.PrepareAsync(services, cancellationToken);
            await RemoveSpareKeysAsync(services, cancellationToken);
            return await ReportAsync(services, order, content, keys, cancellationToken);
        }
        catch
        {
            RemoveFiles(settings, database);
            throw;
        }
    }

    /// <summary>
    /// Completes a restore made with the tools of a database server: repeats the deletions made since, removes keys whose content does not exist,
    /// signs the journal and reports which exchanges can be opened.
    /// </summary>
    /// <param name="composition">The platform with the restored database.</param>
    /// <param name="services">The services of the platform.</param>
    /// <param name="acceptsLoss">Whether to complete it even if exchanges cannot be opened because the keys are older than the content.</param>
    /// <param name="cancellationToken">Cancels it; it can be run again.</param>
    /// <exception cref="ConfigurationProblem">The database cannot be used, or exchanges cannot be opened and this is not accepted.</exception>
    public static async Task<DumpReport> AfterDumpAsync(
        ImiComposition composition,
        IServiceProvider services,
        bool acceptsLoss,
        CancellationToken cancellationToken
    )
    {
        await composition.PrepareAsync(services, cancellationToken);
        var removed = await RemoveSpareKeysAsync(services, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var parts = scope.ServiceProvider;
        var (lost, all) = await CountAsync(parts, cancellationToken);
        if (lost > 0 && !acceptsLoss)
            throw new ConfigurationProblem(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"With these keys {lost} of the content's {all} exchanges cannot be opened: restore newer keys, or accept the loss with --accept-loss."
                )
            );
        await NoteAsync(parts, string.Create(CultureInfo.InvariantCulture, $"after dump, {removed} keys removed"), cancellationToken);
        return new DumpReport(removed, all, lost, (await parts.GetRequiredService<RetentionSweepService>().StatusAsync(cancellationToken)).Entries);
    }

    /// <summary>
    /// Removes keys that belong to no exchange or data subject's request, because the keys may be newer than the content.
    /// </summary>
    /// <returns>The number of keys removed.</returns>
    private static async Task<int> RemoveSpareKeysAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var removed = await database
            .Set<ExchangeKey>()
            .Where(key =>
                !database.Set<Exchange>().Any(exchange => exchange.Id == key.ExchangeId)
                && !database.Set<SubjectRequest>().Any(request => request.Id == key.ExchangeId)
                && !PlatformKeyStore.All.Contains(key.ExchangeId)
            )
            .ExecuteDeleteAsync(cancellationToken);
        if (removed > 0)
            await scope.ServiceProvider.GetRequiredService<IDatabaseProvider>().EraseTracesAsync(database, cancellationToken);
        return removed;
    }

    private static async Task NoteAsync(IServiceProvider parts, string detail, CancellationToken cancellationToken)
    {
        await parts
            .GetRequiredService<ImiDbContext>()
            .WriteAsync(
                async stop =>
                {
                    await parts.GetRequiredService<Journal>().AppendAsync(null, null, null, "restore", detail, stop);
                    return true;
                },
                cancellationToken
            );
        await parts.GetRequiredService<JournalService>().SignAsync(isRestored: true, cancellationToken);
    }

    private static async Task CheckAsync(IServiceProvider services, BackupManifest content, BackupManifest keys, CancellationToken cancellationToken)
    {
        if (content.Origin.Length > 0 && keys.Origin != content.Origin)
            throw new ConfigurationProblem($"Content (of {Written(content.MadeAt)}) and keys (of {Written(keys.MadeAt)}) belong to different installations.");
        await using var scope = services.CreateAsyncScope();
        if (!scope.ServiceProvider.GetRequiredService<ImiDbContext>().Database.GetMigrations().Contains(content.Migration, StringComparer.Ordinal))
            throw new ConfigurationProblem($"A newer version of this program made the backup: its migration '{content.Migration}' is unknown here.");
    }

    private static async Task PutTogetherAsync(
        DatabaseSettings settings,
        string database,
        RestoreOrder order,
        BackupManifest content,
        BackupManifest keys,
        CancellationToken cancellationToken
    )
    {
        await CopyAsync(order.Content, content, database, cancellationToken);
        var opening = database + ".keys";
        try
        {
            await CopyAsync(order.Keys, keys, opening, cancellationToken);
            SqliteCopy.Join(database, opening);
            SqliteCopy.TakeOut(opening, name => Path.Combine(settings.DataDirectory, name));
        }
        finally
        {
            File.Delete(opening);
        }

        if (order.Ledger is { } ledger)
            await TakeLongerAsync(ledger, settings.LedgerPath, cancellationToken);
    }

    private static async Task CopyAsync(string folder, BackupManifest manifest, string to, CancellationToken cancellationToken)
    {
        var from = Path.Combine(folder, manifest.File);
        if (!File.Exists(from))
            throw new ConfigurationProblem($"The backup is incomplete: '{from}' is missing.");
        File.Copy(from, to);
        if (await BackupManifest.HashAsync(to, cancellationToken) != manifest.Sha256)
            throw new ConfigurationProblem($"The backup is damaged: '{from}' does not match its manifest.");
    }

    /// <summary>Keeps the longer of two copies of the ledger. The ledger is append-only, so one copy must start with the other.</summary>
    private static async Task TakeLongerAsync(string given, string kept, CancellationToken cancellationToken)
    {
        if (!File.Exists(given))
            throw new ConfigurationProblem($"There is no ledger file '{given}'.");
        var (newer, older) = (
            await File.ReadAllBytesAsync(given, cancellationToken),
            File.Exists(kept) ? await File.ReadAllBytesAsync(kept, cancellationToken) : []
        );
        var whole = older.AsSpan(0, older.AsSpan().LastIndexOf((byte)'\n') + 1).Length;
        var common = Math.Min(whole, newer.Length);
        if (!newer.AsSpan(0, common).SequenceEqual(older.AsSpan(0, common)))
            throw new ConfigurationProblem($"The ledger '{given}' and the one that was kept with the keys contradict each other.");
        if (newer.Length > whole)
            await File.WriteAllBytesAsync(kept, newer, cancellationToken);
    }

    private static async Task<RestoreReport> ReportAsync(
        IServiceProvider services,
        RestoreOrder order,
        BackupManifest content,
        BackupManifest keys,
        CancellationToken cancellationToken
    )
    {
        await using var scope = services.CreateAsyncScope();
        var parts = scope.ServiceProvider;
        var (lost, all) = await CountAsync(parts, cancellationToken);
        if (lost > 0 && !order.AcceptsLoss)
        {
            throw new ConfigurationProblem(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"With these keys (of {Written(keys.MadeAt)}) {lost} of the content's {all} exchanges "
                        + $"(of {Written(content.MadeAt)}) cannot be opened: use newer keys, or accept the loss with --accept-loss."
                )
            );
        }

        await NoteAsync(parts, $"content {content.MadeAt:O} keys {keys.MadeAt:O} {content.Sha256}", cancellationToken);
        var status = await parts.GetRequiredService<RetentionSweepService>().StatusAsync(cancellationToken);
        return new RestoreReport(content.MadeAt, keys.MadeAt, all, lost, status.Entries);
    }

    /// <summary>Counts the exchanges that cannot be opened, because their key or its key of the ring is missing, and all exchanges with content.</summary>
    private static async Task<(int Lost, int All)> CountAsync(IServiceProvider parts, CancellationToken cancellationToken)
    {
        var database = parts.GetRequiredService<ImiDbContext>();
        var kept = database.Set<Exchange>().Where(exchange => exchange.Phase != Phase.Deleted);
        var without = await kept.CountAsync(exchange => !database.Set<ExchangeKey>().Any(key => key.ExchangeId == exchange.Id), cancellationToken);
        var ring = await parts.GetRequiredService<KeyRingService>().ReadAsync(cancellationToken);
        return (without + ring.Lost, await kept.CountAsync(cancellationToken));
    }

    /// <summary>Removes the files of a failed restore; the data folder was empty before.</summary>
    private static void RemoveFiles(DatabaseSettings settings, string database)
    {
        SqliteConnection.ClearAllPools();
        foreach (
            var path in (string[])
                [database, database + "-wal", database + "-shm", .. Directory.GetFiles(settings.DataDirectory, "*", SearchOption.AllDirectories)]
        )
            File.Delete(path);
    }

    private static string Written(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>The parameters of a restore.</summary>
/// <param name="Content">The folder with the content half.</param>
/// <param name="Keys">The folder with the keys half.</param>
/// <param name="Ledger">The path of a newer copy of the ledger than the one kept with the keys; null for none.</param>
/// <param name="AcceptsLoss">Whether to continue even if exchanges cannot be opened because the keys are older than the content.</param>
public sealed record RestoreOrder(string Content, string Keys, string? Ledger = null, bool AcceptsLoss = false);

/// <summary>The result of a restore.</summary>
/// <param name="ContentOf">The time of the content's backup, UTC.</param>
/// <param name="KeysOf">The time of the keys' backup, UTC.</param>
/// <param name="Exchanges">The number of exchanges that are not deleted.</param>
/// <param name="Lost">The number of them that cannot be opened.</param>
/// <param name="LedgerEntries">The number of entries in the ledger; all their deletions are done.</param>
public sealed record RestoreReport(DateTime ContentOf, DateTime KeysOf, int Exchanges, int Lost, long LedgerEntries);

/// <summary>The result of completing a restore made with a server's own tools.</summary>
/// <param name="RemovedKeys">The number of keys removed because nothing in the content belongs to them.</param>
/// <param name="Exchanges">The number of exchanges that are not deleted.</param>
/// <param name="Lost">The number of them that cannot be opened.</param>
/// <param name="LedgerEntries">The number of entries in the ledger; all their deletions are done.</param>
public sealed record DumpReport(int RemovedKeys, int Exchanges, int Lost, long LedgerEntries);
