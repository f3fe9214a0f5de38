using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Sqlite;
using Microsoft.Data.Sqlite;

namespace Imi.Hosting;

/// <summary>
/// Backs up the embedded database in two halves that are to be kept apart: content that nobody can read, and what opens it. Of
/// the keys only the newest copy is kept: with it, no older content shows what was deleted since.
/// </summary>
public static class Backup
{
    private const string ContentFile = "imi.db";

    /// <summary>Makes both halves while the platform runs.</summary>
    /// <param name="settings">The installation.</param>
    /// <param name="content">The folder of the content; new or empty.</param>
    /// <param name="keys">The folder of the keys; what it holds of an earlier backup is replaced.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told the part that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends it; an earlier backup of the keys stays.</param>
    /// <returns>The manifests of content and keys.</returns>
    /// <exception cref="ConfigurationProblem">It cannot be done like this.</exception>
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

    /// <summary>What goes with the keys: the folder of keys, and what only grows beside the database and tells a restored one what it has to forget.</summary>
    private static IEnumerable<(string Name, string Path)> WithKeys(DatabaseSettings settings) =>
        Directory
            .GetFiles(settings.KeysDirectory, "*", SearchOption.AllDirectories)
            .Concat(new[] { settings.LedgerPath, settings.JournalHeadsPath }.Where(File.Exists))
            .Select(path => (Path.GetRelativePath(settings.DataDirectory, path).Replace('\\', '/'), path));

    private static void Check(DatabaseSettings settings, string content, string keys)
    {
        if (settings.Provider != DatabaseKind.Sqlite)
            throw new ConfigurationProblem($"The database is {settings.Provider}: its own tools back it up, as docs/operating.md says.");
        if (IsBelow(content, keys) || IsBelow(keys, content))
            throw new ConfigurationProblem("Content and keys go into two folders that are kept apart: neither may lie in the other.");
        if (Directory.Exists(content) && Directory.EnumerateFileSystemEntries(content).Any())
            throw new ConfigurationProblem($"'{content}' is not empty: each backup of the content gets a new folder.");
        if (Directory.Exists(keys) && Directory.EnumerateFileSystemEntries(keys).Any() && !File.Exists(Path.Combine(keys, BackupManifest.Name)))
            throw new ConfigurationProblem($"'{keys}' holds something else than the keys of an earlier backup.");
        if (!Directory.Exists(settings.KeysDirectory) || !File.Exists(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource))
            throw new ConfigurationProblem(
                $"{DatabaseSettings.DataDirectorySetting}: there is no platform in '{settings.DataDirectory}' yet, so there is nothing to back up."
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
