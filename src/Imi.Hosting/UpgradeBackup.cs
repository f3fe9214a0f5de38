using Imi.Kernel.Foundation.Persistence;

namespace Imi.Hosting;

/// <summary>
/// What an upgrade of a database in use asks for first. An embedded database is backed up by the platform itself, in two halves; of a
/// served one an operator has to confirm the backup, because the server's own tools make it.
/// </summary>
public static class UpgradeBackup
{
    /// <summary>The setting that confirms the backup of a served database: the last migration of the program that shall upgrade it.</summary>
    public const string ConfirmationSetting = "Imi:Database:BackupMadeFor";

    /// <summary>How long the backup of an embedded database is kept: what is deleted in the meantime could be read from it until then.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string Folder = "before-upgrade";

    /// <summary>Backs an embedded database up, or requires the confirmation that a served one has been backed up.</summary>
    /// <param name="settings">The installation.</param>
    /// <param name="upgrade">What shall be done with the database.</param>
    /// <param name="confirmed">The migration for which an operator confirmed a backup; null for none.</param>
    /// <param name="tell">Receives a sentence for the log that says where the backup lies.</param>
    /// <param name="cancellationToken">Ends it; nothing was changed.</param>
    /// <exception cref="ConfigurationProblem">There is no backup.</exception>
    public static async Task RequireAsync(
        DatabaseSettings settings,
        DatabaseUpgrade upgrade,
        string? confirmed,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        if (settings.Provider != DatabaseKind.Sqlite)
        {
            if (string.Equals(confirmed, upgrade.To, StringComparison.Ordinal))
                return;
            throw new ConfigurationProblem(
                $"The database ({settings.Provider}) has to be upgraded from '{upgrade.From}' to '{upgrade.To}', and nobody has confirmed a backup of it: "
                    + $"back it up, then run 'imi migrate --backup-made' or set {ConfirmationSetting} to '{upgrade.To}'."
            );
        }

        var folder = Path.Combine(settings.DataDirectory, Folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true); // Of an earlier upgrade, or of this one when it was killed.
        await Backup.MakeAsync(settings, Path.Combine(folder, "content"), Path.Combine(folder, "keys"), TimeProvider.System, progress: null, cancellationToken);
        tell($"Before the upgrade the database was backed up to '{folder}', which is kept for {Kept.Days} days.");
    }

    /// <summary>Removes the backup that was made before an upgrade once it has been kept long enough.</summary>
    public static void RemoveOld(DatabaseSettings settings, DateTimeOffset now)
    {
        var folder = new DirectoryInfo(Path.Combine(settings.DataDirectory, Folder));
        if (folder.Exists && folder.LastWriteTimeUtc < (now - Kept).UtcDateTime)
            folder.Delete(recursive: true);
    }
}
