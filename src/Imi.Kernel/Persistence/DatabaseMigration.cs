using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Persistence;

/// <summary>Brings the database to the program's model.</summary>
public static class DatabaseMigration
{
    private const int Attempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Makes the data folder and applies what migrations are missing. Two processes may do it at once: the second waits and
    /// finds nothing left to do.
    /// </summary>
    /// <returns>The migrations that were missing before; empty where the database was up to date.</returns>
    /// <exception cref="ConfigurationProblem">The data folder cannot be made, or another process holds the migration for ten minutes.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(this ImiDbContext database, DatabaseSettings settings, CancellationToken cancellationToken)
    {
        settings.CreateDataDirectory();
        var missing = (await database.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (missing.Count == 0)
            return missing;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await ApplyAsync(database, patience.Token);
        }
        catch (OperationCanceledException expired) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConfigurationProblem(
                "Another process has held the lock of the database's migration for ten minutes: where none is running, empty the table __EFMigrationsLock.",
                expired);
        }

        return missing;
    }

    /// <summary>Where the database itself is missing, processes that make it at once collide before there is a lock to wait for.</summary>
    private static async Task ApplyAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        var isThere = await database.Database.CanConnectAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await database.Database.MigrateAsync(cancellationToken);
                return;
            }
            catch (DbException) when (!isThere && attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellationToken);
            }
        }
    }
}
