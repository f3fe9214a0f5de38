using Imi.Kernel.Foundation.Persistence;

namespace Imi.Hosting;

/// <summary>
/// Requires a backup before an existing database is upgraded. The platform backs up an embedded database itself, in two halves; for a server
/// database, whose own tools make the backup, an operator must confirm it.
/// </summary>
public static class UpgradeBackup
{
    /// <summary>The setting that confirms the backup of a server database. Its value is the last migration of the program that upgrades it.</summary>
    public const string ConfirmationSetting = "Imi:Database:BackupMadeFor";

    /// <summary>How long the backup of an embedded database is kept. Until then, data deleted meanwhile can still be read from it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string Folder = "before-upgrade";

    /// <summary>Backs up an embedded database, or checks that the backup of a server database is confirmed.</summary>
    /// <param name="settings">The location of the data.</param>
    /// <param name="upgrade">The upgrade that follows.</param>
    /// <param name="confirmed">The migration for which an operator confirmed a backup; null for none.</param>
    /// <param name="report">Receives a log message with the location of the backup.</param>
    /// <param name="cancellationToken">Cancels the backup.</param>
    /// <exception cref="ConfigurationProblem">No backup is confirmed, or it cannot be made.</exception>
    public static async Task RequireAsync(
        DatabaseSettings settings,
        DatabaseUpgrade upgrade,
        string? confirmed,
        Action<string> report,
        CancellationToken cancellationToken
    )
    {
        if (settings.Provider != DatabaseKind.Sqlite)
        {
            if (string.Equals(confirmed, upgrade.To, StringComparison.Ordinal))
                return;
            throw new ConfigurationProblem(
                $"The database ({settings.Provider}) must be upgraded from '{upgrade.From}' to '{upgrade.To}', but no backup of it is confirmed: "
                    + $"back it up, then run 'imi migrate --backup-made' or set {ConfirmationSetting} to '{upgrade.To}'."
            );
        }

        var folder = Path.Combine(settings.DataDirectory, Folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true); // Left by an earlier upgrade, or by this one if it was killed.
        await Backup.MakeAsync(settings, Path.Combine(folder, "content"), Path.Combine(folder, "keys"), TimeProvider.System, progress: null, cancellationToken);
        report($"The database was backed up before the upgrade to '{folder}'; the backup is kept for {Kept.Days} days.");
    }

    /// <summary>Removes the backup made before an upgrade if it is older than <see cref="Kept"/>.</summary>
    public static void RemoveOld(DatabaseSettings settings, DateTimeOffset now)
    {
        var folder = new DirectoryInfo(Path.Combine(settings.DataDirectory, Folder));
        if (folder.Exists && folder.LastWriteTimeUtc < (now - Kept).UtcDateTime)
            folder.Delete(recursive: true);
    }
}
