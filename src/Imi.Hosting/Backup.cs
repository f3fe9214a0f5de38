using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Sqlite;
using Microsoft.Data.Sqlite;

namespace Imi.Hosting;

/// <summary>
/// Backs up the embedded database in two halves to be kept apart: the encrypted content, and the keys that open it. Only the newest backup of
/// the keys is kept: with it, older content does not reveal what was deleted since.
/// </summary>
public static class Backup
{
    private const string ContentFile = "imi.db";

    /// <summary>Creates both halves; the platform may run meanwhile.</summary>
    /// <param name="settings">The location of the data.</param>
    /// <param name="content">The folder for the content; it must not exist or be empty.</param>
    /// <param name="keys">The folder for the keys; an earlier backup in it is replaced.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Receives the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the backup; an earlier backup of the keys is kept.</param>
    /// <returns>The manifests of content and keys.</returns>
    /// <exception cref="ConfigurationProblem">The database is not SQLite or does not exist, or a folder is not suitable.</exception>
    public static async Task<(BackupManifest Content, BackupManifest Keys)> MakeAsync(
        DatabaseSettings settings,
        string content,
        string keys,
        TimeProvider time,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        (content, keys) = (Path.GetFullPath(content), Path.GetFullPath(keys));
        Check(settings, content, keys);
        var now = time.GetUtcNow().UtcDateTime;
        var keysFile = $"keys-{Guid.CreateVersion7(time.GetUtcNow()):N}.db";
        var (contentPath, keysPath) = (Path.Combine(content, ContentFile), Path.Combine(keys, keysFile));
        MakePrivate(content);
        MakePrivate(keys);
        try
        {
            var state = SqliteCopy.Split(settings.ConnectionString, contentPath, keysPath, progress, cancellationToken);
            await SqliteCopy.KeepAsync(keysPath, WithKeys(settings), cancellationToken);
            var held = new BackupManifest
            {
                Half = BackupManifest.ContentHalf,
                MadeAt = now,
                Origin = state.Origin,
                Migration = state.Migration,
                Count = state.Exchanges,
                File = ContentFile,
                Sha256 = await BackupManifest.HashAsync(contentPath, cancellationToken),
            };
            var opening = held with
            {
                Half = BackupManifest.KeysHalf,
                Count = state.Keys,
                File = keysFile,
                Sha256 = await BackupManifest.HashAsync(keysPath, cancellationToken),
            };
            held.Write(content);
            opening.Write(keys);
            foreach (var older in Directory.GetFiles(keys, "keys-*.db").Where(path => path != keysPath))
                File.Delete(older);
            return (held, opening);
        }
        catch
        {
            File.Delete(contentPath);
            File.Delete(keysPath);
            throw;
        }
    }

    /// <summary>The files saved with the keys: the keys folder, the ledger of deletions and the signed heads of the journal.</summary>
    private static IEnumerable<(string Name, string Path)> WithKeys(DatabaseSettings settings) =>
        Directory
            .GetFiles(settings.KeysDirectory, "*", SearchOption.AllDirectories)
            .Concat(new[] { settings.LedgerPath, settings.JournalHeadsPath }.Where(File.Exists))
            .Select(path => (Path.GetRelativePath(settings.DataDirectory, path).Replace('\\', '/'), path));

    private static void Check(DatabaseSettings settings, string content, string keys)
    {
        if (settings.Provider != DatabaseKind.Sqlite)
            throw new ConfigurationProblem($"The database is {settings.Provider}: back it up with its own tools (docs/operating.md, Backup).");
        if (IsBelow(content, keys) || IsBelow(keys, content))
            throw new ConfigurationProblem("Content and keys must be kept apart: neither folder may be inside the other.");
        if (Directory.Exists(content) && Directory.EnumerateFileSystemEntries(content).Any())
            throw new ConfigurationProblem($"'{content}' is not empty: each backup of the content needs a new folder.");
        if (Directory.Exists(keys) && Directory.EnumerateFileSystemEntries(keys).Any() && !File.Exists(Path.Combine(keys, BackupManifest.Name)))
            throw new ConfigurationProblem($"'{keys}' contains files but no earlier backup of the keys.");
        if (!Directory.Exists(settings.KeysDirectory) || !File.Exists(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource))
            throw new ConfigurationProblem(
                $"{DatabaseSettings.DataDirectorySetting}: '{settings.DataDirectory}' contains no installation yet, so there is nothing to back up."
            );
    }

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
